# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The changes of a plan as a reader meets them: measure by measure, then what is above them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.core.acts import ActLine
from leitstand.core.languages import Language
from leitstand.core.records import Change, Key
from leitstand.plan.comparison import TABLE_WORDS
from leitstand.plan.document import Text
from leitstand.plan.labels import in_language
from leitstand.plan.merging import Clash
from leitstand.plan.selectors.changes import DatedChange, PlanChanges
from leitstand.plan.selectors.versions import MeasureVersion
from leitstand.plan.telling import FIELD_WORDS, Alteration, Subject, Teller
from leitstand.ui.differences import Piece, word_difference
from leitstand.ui.formats import cell_text

_ORDER = ("measure", "goal", "node", "institution", "plan")
_TABLES = tuple(TABLE_WORDS)
KIND_WORDS: dict[str, str | Promise] = {
    "added": gettext_lazy("neu"),
    "changed": gettext_lazy("geändert"),
    "removed": gettext_lazy("entfallen"),
}
_ACT_WORDS: dict[str, str | Promise] = {
    "plan.import": gettext_lazy("Planpaket eingelesen"),
    "measure.add": gettext_lazy("Maßnahme hinzugefügt"),
    "measure.change": gettext_lazy("Maßnahme geändert"),
    "measure.undo": gettext_lazy("Änderung zurückgenommen"),
}


def act_words(act: str) -> str:
    """What an act was, in words; acts without words of their own are edits."""
    return str(_ACT_WORDS.get(act) or _("Bearbeitet"))


@dataclass(frozen=True, slots=True)
class Item:
    """One record of a subject that is different, with how, since when and by which acts."""

    table: str
    what: str
    kind: str
    alterations: tuple[Alteration, ...]
    acts: tuple[ActLine, ...]
    holds_from: dt.date | None

    @property
    def provenance(self) -> object:
        """What is said of where the difference comes from; equal ones are said once."""
        return self.holds_from, self.acts[-1:]

    @property
    def kind_words(self) -> str:
        """New, changed or gone, as one word."""
        return str(KIND_WORDS[self.kind])


@dataclass(frozen=True, slots=True)
class Passage:
    """Everything that is different about one subject."""

    subject: Subject
    name: str
    items: tuple[Item, ...]


def pieces(alteration: Alteration) -> tuple[Piece, ...]:
    """An alteration word by word."""
    return word_difference(alteration.before, alteration.after)


def passages(found: PlanChanges, *, language: Language, plan_title: str) -> tuple[Passage, ...]:
    """The changes by subject: measures in the plan's order first, the plan itself last."""
    teller = Teller(
        before=found.before,
        after=found.after,
        institutions={slug: brief.label for slug, brief in found.institutions.items()},
        language=language,
    )
    items: dict[Subject, list[Item]] = {}
    for subject, item in _items(found.changes, teller):
        items.setdefault(subject, []).append(item)
    places = {
        key[0]: values["position"]
        for side in (found.before, found.after)
        for key, values in side.get("measure", {}).items()
    }
    ordered = sorted(
        items, key=lambda one: (_ORDER.index(one.kind), places.get(one.key, 0), one.key)
    )
    return tuple(
        Passage(subject, teller.name(subject) or plan_title, _in_order(items[subject]))
        for subject in ordered
    )


@dataclass(frozen=True, slots=True)
class ClashLine:
    """Something that two people changed differently: what it is, and what each of them wants."""

    what: str
    mine: str
    theirs: str


_LIST_WORDS = {
    "roles": "role",
    "open_roles": "open_role",
    "external_refs": "external_reference",
    "cross_refs": "cross_reference",
    "strategies": "strategy_link",
    "commitments": "commitment",
}


def clash_line(clash: Clash, institutions: Mapping[str, str]) -> ClashLine:
    """A clash in words; ``institutions`` are labels by slug."""
    name, *rest = map(str, clash.path)
    what = str(TABLE_WORDS[_LIST_WORDS[name]] if name in _LIST_WORDS else FIELD_WORDS[name])
    if rest == ["en"]:
        what = _("%(field)s (englisch)") % {"field": what}
    return ClashLine(what, _said(clash.mine, institutions), _said(clash.theirs, institutions))


def _said(value: object, institutions: Mapping[str, str]) -> str:
    if value is None:
        return _("entfernt")
    if not isinstance(value, Mapping):
        return str(value)
    if "de" in value:
        return in_language(Text.model_validate(value))
    words = [one for one in value.values() if one and isinstance(one, str | int | float | dt.date)]
    return " · ".join(institutions.get(str(word), cell_text(word)) for word in words)


def version_items(version: MeasureVersion, teller: Teller) -> tuple[Item, ...]:
    """What one act changed about a measure."""
    changes = (DatedChange(one, (version.act,), version.holds_from) for one in version.changes)
    return _in_order([item for _subject, item in _items(changes, teller)])


def _in_order(items: list[Item]) -> tuple[Item, ...]:
    """The subject itself first, then its roles and whatever else belongs to it."""
    return tuple(sorted(items, key=lambda item: _TABLES.index(item.table)))


def _items(changes: Iterable[DatedChange], teller: Teller) -> Iterator[tuple[Subject, Item]]:
    for dated in _with_roles_that_changed(changes):
        alterations = tuple(teller.alterations(dated.change))
        if not alterations:  # only its place in the list is another
            continue
        yield (
            teller.subject(dated.change),
            Item(
                dated.change.table,
                str(TABLE_WORDS[dated.change.table]),
                dated.change.kind,
                alterations,
                dated.acts,
                dated.holds_from and timezone.localdate(dated.holds_from),
            ),
        )


def _with_roles_that_changed(changes: Iterable[DatedChange]) -> Iterator[DatedChange]:
    """The changes, with one for an institution that gave up one role of a measure for another.

    What a role is belongs to its key, so the records say that one went and another came.
    """
    held: dict[Key, list[DatedChange]] = defaultdict(list)
    for dated in changes:
        if dated.change.table == "role":
            held[dated.change.key[:2]].append(dated)
        else:
            yield dated
    for dates in held.values():
        gone = [dated for dated in dates if dated.change.kind == "removed"]
        come = [dated for dated in dates if dated.change.kind == "added"]
        if len(gone) == len(come) == 1:
            dates.remove(gone[0])
            dates.remove(come[0])
            new = come[0].change
            one = Change("role", new.key, "changed", gone[0].change.before, new.after)
            yield replace(come[0], change=one)
        yield from dates
