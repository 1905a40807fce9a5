# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A sheet held, cell by cell, against what it was made from and what stands there now. Pure.

A cell that says what it was made from says nothing new. One that was changed is followed, unless
the same has been changed meanwhile, differently: then a person decides. What the sheet does not
hold stays.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from leitstand.steering.answer import AnswerContent, BudgetLine, Evidence, Milestone
from leitstand.steering.sheet.cells import Value, packed, told
from leitstand.steering.sheet.columns import Sheet, column_of, sheet_of
from leitstand.steering.sheet.entries import Flat, entry_id, flat, new_id
from leitstand.steering.sheet.rows import Cell, SheetRow, Trouble

_MODELS: dict[str, Any] = {"milestones": Milestone, "evidence": Evidence, "budget": BudgetLine}
MINE, THEIRS = "sheet", "there"


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that is followed. ``what`` names the field, with the entry that it belongs to."""

    place: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell that was changed on both sides. ``id`` names it for whoever decides."""

    id: str
    place: str
    what: str
    base: str
    mine: str
    theirs: str
    chosen: str = ""


@dataclass(slots=True)
class Compared:
    """What comes of one owed answer: ``content`` with all that is followed.

    ``wish`` is what the sheet alone wants, whatever came in meanwhile: the same for the same sheet.
    """

    content: AnswerContent
    wish: str = ""
    changes: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def compared(
    *,
    key: str,
    base: AnswerContent,
    theirs: AnswerContent,
    rows: tuple[SheetRow, ...],
    choices: Mapping[str, str],
) -> Compared:
    """What the ``rows`` of one owed answer make of what stands there now.

    ``choices`` says, by the id of a conflict, which side holds.
    """
    work = _Work(key, flat(base), flat(theirs), choices, Compared(theirs))
    for part in ("", *_MODELS):
        work.take(sheet_of(part), [row for row in rows if row.part == part])
    found = work.found
    found.wish = _as_text(work.wish)
    if not found.troubles and work.patches:
        _apply(found, theirs, work)
    return found


@dataclass(slots=True)
class _Work:
    """The comparison of one owed answer. ``patches`` are the cells that are followed."""

    key: str
    base: Flat
    theirs: Flat
    choices: Mapping[str, str]
    found: Compared
    patches: dict[tuple[str, str], dict[str, Cell]] = field(default_factory=dict)
    wish: Flat = field(default_factory=dict)

    def take(self, sheet: Sheet, rows: list[SheetRow]) -> None:
        """Every row of one sheet."""
        known = self.base[sheet.part]
        self.wish[sheet.part] = {entry: dict(values) for entry, values in known.items()}
        if not sheet.part:
            for row in rows:
                self._known(sheet, "", row)
            return
        originals = self._originals(sheet, rows)
        taken: dict[str, str] = {}
        names: dict[tuple[str, str], int] = {}
        for row in rows:
            is_known = originals.get(row.entry) is row
            if is_known:
                entry = row.entry
            else:
                values = {name: cell.value for name, cell in row.cells.items()}
                name = (str(values.get("kind")), str(values.get("title")))
                names[name] = names.get(name, 0) + 1
                entry = new_id(sheet.part, values, names[name])
            if entry in taken:
                self.found.troubles.append(
                    Trouble(
                        row.place, _("Diese Zeile steht zweimal da, auch in %s.") % taken[entry]
                    )
                )
                continue
            taken[entry] = row.place
            (self._known if is_known else self._new)(sheet, entry, row)
        for entry in sorted(known.keys() - originals.keys()):
            self.found.notes.append(
                _("%(what)s (%(key)s) fehlt in der Tabelle und bleibt stehen.")
                % {"what": self._named(sheet, known[entry]), "key": self.key}
            )

    def _originals(self, sheet: Sheet, rows: list[SheetRow]) -> dict[str, SheetRow]:
        """For each known entry the row that is it: of copied rows the one that changed least."""
        found: dict[str, tuple[int, SheetRow]] = {}
        for row in rows:
            values = self.base[sheet.part].get(row.entry)
            if values is None:
                continue
            changed = sum(values[name] != cell.value for name, cell in row.cells.items())
            if row.entry not in found or changed < found[row.entry][0]:
                found[row.entry] = (changed, row)
        return {entry: row for entry, (_changed, row) in found.items()}

    def _known(self, sheet: Sheet, entry: str, row: SheetRow) -> None:
        base, theirs = self.base[sheet.part][entry], self.theirs[sheet.part].get(entry)
        changed = {n: cell for n, cell in row.cells.items() if cell.value != base[n]}
        self.wish[sheet.part][entry] |= {name: cell.value for name, cell in changed.items()}
        if theirs is None and changed:
            # It was taken away, or a budget line is called otherwise now.
            values = {name: cell.value for name, cell in row.cells.items()}
            again = new_id(sheet.part, values, 1)
            if sheet.part == "budget" and again in self.theirs[sheet.part]:
                self._new(sheet, again, row)
            elif self._decides(row.place, self._named(sheet, base), entry, base, row):
                self._patch(sheet.part, entry, dict(row.cells))
            return
        for name, cell in changed.items():
            assert theirs is not None  # noqa: S101  (nothing changed without it)
            if cell.value == theirs[name]:
                continue
            what = self._what(sheet, name, base)
            before, after = (told(column_of(sheet.part, name), v) for v in (base[name], cell.value))
            if theirs[name] == base[name]:
                self.found.changes.append(Change(cell.place, what, before, after))
                self._patch(sheet.part, entry, {name: cell})
                continue
            there = told(column_of(sheet.part, name), theirs[name])
            if self._chosen(
                f"{sheet.part}/{entry}/{name}", cell.place, what, (before, after, there)
            ):
                self._patch(sheet.part, entry, {name: cell})

    def _new(self, sheet: Sheet, entry: str, row: SheetRow) -> None:
        values = {name: cell.value for name, cell in row.cells.items()}
        self.wish[sheet.part].setdefault(entry, {}).update(values)
        theirs = self.theirs[sheet.part].get(entry)
        if theirs is None:
            after = self._named(sheet, values)
            self.found.changes.append(Change(row.place, _("neue Zeile"), "–", after))
            self._patch(sheet.part, entry, dict(row.cells))
            return
        for name, cell in row.cells.items():
            if not cell.value or cell.value == theirs[name]:
                continue
            column = column_of(sheet.part, name)
            what, after = self._what(sheet, name, values), told(column, cell.value)
            if not theirs[name]:
                self.found.changes.append(Change(cell.place, what, "–", after))
                self._patch(sheet.part, entry, {name: cell})
                continue
            sides = ("–", after, told(column, theirs[name]))
            if self._chosen(f"{sheet.part}/{entry}/{name}", cell.place, what, sides):
                self._patch(sheet.part, entry, {name: cell})

    def _decides(
        self, place: str, what: str, entry: str, base: dict[str, Value], row: SheetRow
    ) -> bool:
        sheet = sheet_of(row.part)
        mine = self._named(sheet, {**base, **{n: cell.value for n, cell in row.cells.items()}})
        sides = (what, mine, _("inzwischen gelöscht"))
        return self._chosen(f"{row.part}/{entry}", place, what, sides)

    def _chosen(self, name: str, place: str, what: str, sides: tuple[str, str, str]) -> bool:
        """Whether the sheet's side holds; the conflict is told either way."""
        id_ = f"{self.key}/{name}"
        chosen = self.choices.get(id_, "")
        chosen = chosen if chosen in {MINE, THEIRS} else ""
        self.found.conflicts.append(Conflict(id_, place, what, *sides, chosen))
        if chosen == MINE:
            self.found.changes.append(Change(place, what, sides[2], sides[1]))
        return chosen == MINE

    def _patch(self, part: str, entry: str, cells: dict[str, Cell]) -> None:
        self.patches.setdefault((part, entry), {}).update(cells)

    def _what(self, sheet: Sheet, name: str, values: Mapping[str, Value]) -> str:
        heading = str(column_of(sheet.part, name).heading)
        return f"{self._named(sheet, values)}: {heading}" if sheet.part else heading

    @staticmethod
    def _named(sheet: Sheet, values: Mapping[str, Value]) -> str:
        names = ("line", "source", "year") if sheet.part == "budget" else ("title",)
        words = [told(column_of(sheet.part, name), values.get(name)) for name in names]
        return f"{sheet.title}, {' / '.join(words)}"


def _apply(found: Compared, theirs: AnswerContent, work: _Work) -> None:
    """``found.content`` says what is followed, or ``found.troubles`` why it cannot."""
    tree = theirs.model_dump()
    for (part, entry), cells in work.patches.items():
        values = {name: cell.value for name, cell in cells.items()}
        if not part:
            tree |= values
            continue
        models: tuple[Any, ...] = getattr(theirs, part)
        ids = [entry_id(sheet_of(part), one) for one in models]
        old = models[ids.index(entry)].model_dump() if entry in ids else {}
        wanted = ({} if part == "budget" or old else {"id": entry}) | old | values
        try:
            made = _MODELS[part].model_validate(wanted).model_dump()
        except ValidationError as error:
            row = next(iter(cells.values())).place
            found.troubles += [_trouble(part, one, cells, row) for one in error.errors()]
            continue
        entries = list(tree[part])
        if entry in ids:
            entries[ids.index(entry)] = made
        else:
            entries.append(made)
        tree[part] = entries
    if found.troubles:
        return
    try:
        found.content = AnswerContent.model_validate(tree)
    except ValidationError as error:
        found.troubles += [_whole(one, work.key) for one in error.errors()]


def _trouble(part: str, error: Any, cells: Mapping[str, Cell], row: str) -> Trouble:
    name = str(error["loc"][0]) if error["loc"] else ""
    place = cells[name].place if name in cells else row
    if error["type"] == "value_error":
        return Trouble(place, str(error["ctx"]["error"]))
    heading = column_of(part, name).heading
    if not error.get("input") or error["type"] == "missing":
        return Trouble(place, _("In dieser Zeile fehlt: %s.") % heading)
    return Trouble(place, _("Diese Angabe passt nicht: %s.") % heading)


def _whole(error: Any, key: str) -> Trouble:
    part = str(error["loc"][0]) if error["loc"] else ""
    if error["type"] == "too_long":
        place = f"{sheet_of(part).title}, {key}"
        return Trouble(place, _("Zu einer Maßnahme gehen höchstens 40 Zeilen."))
    message = str(error["ctx"]["error"]) if error["type"] == "value_error" else error["msg"]
    return Trouble(key, message)


def _as_text(wish: Flat) -> str:
    plain = {
        part: {
            entry: {name: packed(value) for name, value in values.items()}
            for entry, values in entries.items()
        }
        for part, entries in wish.items()
    }
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)
