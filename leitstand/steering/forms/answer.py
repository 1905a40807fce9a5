# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The whole form of an answer: filled from one, read back into one, told what is wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import uuid4

from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from leitstand.steering.answer import AnswerContent
from leitstand.steering.forms.fields import (
    AnswerForm,
    BudgetForm,
    EvidenceForm,
    MilestoneForm,
    RowForm,
)

MOST_ROWS = 40
Sent: TypeAlias = "MultiValueDict[str, str]"
MAIN_FIELDS = (
    "state",
    "outlook",
    "account",
    "obstacles",
    "support_wanted",
    "next_step",
    "next_step_due",
    "merged_into",
)


@dataclass(frozen=True, slots=True)
class RowList:
    """One list of an answer."""

    name: str
    heading: str | Promise
    hint: str | Promise
    form: type[RowForm]


ROW_LISTS = (
    RowList(
        "milestones",
        gettext_lazy("Meilensteine"),
        gettext_lazy("Schritte mit einem Datum. Verschiebt sich eines, ändern Sie es einfach."),
        MilestoneForm,
    ),
    RowList(
        "evidence",
        gettext_lazy("Nachweise"),
        gettext_lazy("Woran man es sieht: eine Seite, ein Dokument, eine Zahl, ein Beschluss."),
        EvidenceForm,
    ),
    RowList(
        "budget",
        gettext_lazy("Geld"),
        gettext_lazy("Eine Zeile je Jahr und Geldquelle. Was Sie nicht wissen, bleibt leer."),
        BudgetForm,
    ),
)


class AnswerForms:
    """The forms of one answer. ``sent`` is what a browser sent; else ``content`` fills them.

    There is always one empty row at the end of a list; ``wider`` names lists that get another one.
    """

    def __init__(
        self,
        *,
        measures: tuple[tuple[str, str], ...],
        content: AnswerContent | None = None,
        seen: int = 0,
        sent: "Sent | None" = None,
        wider: str = "",
    ) -> None:
        said = (content or AnswerContent()).model_dump(mode="json")
        fixed = {"seen": seen, "submission": uuid4()}
        self.main = AnswerForm(
            sent, initial={name: said[name] for name in MAIN_FIELDS} | fixed, measures=measures
        )
        self.rows: dict[str, list[RowForm]] = {
            one.name: _rows(one, said[one.name], sent, wider=one.name == wider) for one in ROW_LISTS
        }
        self._is_sent = sent is not None
        self._written: dict[str, list[RowForm]] = (
            {} if sent is None else {name: _written(rows) for name, rows in self.rows.items()}
        )
        self.problems: list[str] = []

    @property
    def lists(self) -> tuple[RowList, ...]:
        """The lists in the order of the page."""
        return ROW_LISTS

    def count(self, name: str) -> int:
        """How many rows of a list say something."""
        if self._is_sent:
            return len(self._written[name])
        return sum(1 for one in self.rows[name] if one.initial)

    def content(self) -> AnswerContent | None:
        """The answer as it was filled in; None, with the mistakes at their fields, where it cannot
        be read.
        """
        if not all([self.main.is_valid(), *(row.is_valid() for row in self._written_rows())]):
            return None
        said = self.main.cleaned_data
        tree: dict[str, Any] = {name: said[name] or None for name in MAIN_FIELDS[:2]}
        tree |= {name: said[name] for name in MAIN_FIELDS[2:]}
        tree |= {name: [row.entry() for row in written] for name, written in self._written.items()}
        try:
            return AnswerContent.model_validate(tree)
        except ValidationError as error:
            for mistake in error.errors(include_url=False):
                self._show(mistake["loc"], _in_words(mistake))
            return None

    def show(self, problems: Mapping[str, str]) -> None:
        """Say what the service refused where it was filled in."""
        for field, message in problems.items():
            if field in self.main.fields:
                self.main.add_error(field, message)
            else:
                self.problems.append(message)

    def errors(self) -> list[tuple[str, str, str]]:
        """Id of the field, its label and what is wrong, for the list at the top of the page."""
        found = [("", "", message) for message in self.problems]
        for form in (self.main, *self._written_rows()):
            found += [("", "", str(message)) for message in form.non_field_errors()]
            for field in form:
                anchor = field.id_for_label or f"id_{field.html_name}"
                found += [(anchor, str(field.label), str(one)) for one in field.errors]
        return found

    def _written_rows(self) -> Iterator[RowForm]:
        for written in self._written.values():
            yield from written

    def _show(self, place: tuple[int | str, ...], message: str) -> None:
        match place:
            case (str() as name, int() as index, *rest) if name in self._written:
                form = self._written[name][index]
                field = str(rest[0]) if rest and str(rest[0]) in form.fields else None
                form.add_error(field, message)
            case (str() as name, *_rest) if name in self.main.fields:
                self.main.add_error(name, message)
            case _:
                self.problems.append(message)


def _rows(
    one: RowList, entries: list[dict[str, Any]], sent: "Sent | None", *, wider: bool
) -> list[RowForm]:
    """The rows as they stand, or as they were sent, and an empty one to go on with."""
    if sent is None:
        filled = [
            one.form(prefix=f"{one.name}-{place}", initial=entry)
            for place, entry in enumerate(entries)
        ]
        return [*filled, one.form(prefix=f"{one.name}-{len(filled)}")][:MOST_ROWS]
    said = str(sent.get(f"{one.name}-rows", "0"))
    count = int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 0
    count = min(count + wider, MOST_ROWS)
    return [one.form(sent, prefix=f"{one.name}-{place}") for place in range(count)]


def _written(rows: list[RowForm]) -> list[RowForm]:
    return [row for row in rows if not row.is_blank]


_MISSING = {
    "title": gettext_lazy("Bitte sagen, was es ist."),
    "kind": gettext_lazy("Bitte die Art wählen."),
    "line": gettext_lazy("Bitte die Haushaltsstelle nennen."),
    "source": gettext_lazy("Bitte sagen, woher das Geld kommt."),
    "year": gettext_lazy("Bitte das Jahr nennen."),
}


def _in_words(mistake: Any) -> str:
    """Our own sentence where there is one; a library's English is none."""
    cause = mistake.get("ctx", {}).get("error")
    if isinstance(cause, ValueError):
        return str(cause)
    name = str(mistake["loc"][-1])
    return str(_MISSING.get(name) or _("Diese Angabe lässt sich so nicht übernehmen."))
