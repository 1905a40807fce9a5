# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What an answer says, field by field in words: for a receipt, and where two people clash."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leitstand.steering.answer import AnswerContent
from leitstand.steering.answer.content import BudgetLine, Evidence, Milestone
from leitstand.steering.enums import EvidenceKind, Outlook, Progress
from leitstand.ui import formats


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One line of words. ``href`` leads out of the house, ``attachment`` to one of its files."""

    text: str
    href: str = ""
    attachment: int | None = None


@dataclass(frozen=True, slots=True)
class SaidField:
    """One field with what was said; no lines where nothing was."""

    name: str
    label: str
    lines: tuple[SaidLine, ...]


def field_labels() -> dict[str, str]:
    """What the fields of an answer are called on a page."""
    return {
        "state": _("Stand"),
        "outlook": _("Eigene Einschätzung"),
        "account": _("Was ist geschehen?"),
        "obstacles": _("Was steht im Weg?"),
        "support_wanted": _("Gewünschte Unterstützung"),
        "next_step": _("Nächster Schritt"),
        "next_step_due": _("Nächster Schritt bis"),
        "merged_into": _("Aufgegangen in"),
        "milestones": _("Meilensteine"),
        "evidence": _("Nachweise"),
        "budget": _("Geld"),
    }


def said_fields(content: AnswerContent, *, with_empty: bool = False) -> tuple[SaidField, ...]:
    """Everything that the answer says, in the order of the form."""
    found = (SaidField(name, label, said(content, name)) for name, label in field_labels().items())
    return tuple(one for one in found if with_empty or one.lines)


def said(content: AnswerContent, name: str) -> tuple[SaidLine, ...]:
    """What the answer says in one field."""
    match name:
        case "milestones":
            return tuple(SaidLine(_milestone(one)) for one in content.milestones)
        case "evidence":
            return tuple(_evidence(one) for one in content.evidence)
        case "budget":
            return tuple(SaidLine(_budget(one)) for one in content.budget)
        case "state":
            return _line(Progress(content.state).label if content.state else "")
        case "outlook":
            return _line(Outlook(content.outlook).label if content.outlook else "")
        case "next_step_due":
            return _line(formats.day(content.next_step_due) if content.next_step_due else "")
    return _line(getattr(content, name))


def _line(text: object) -> tuple[SaidLine, ...]:
    return (SaidLine(str(text)),) if text else ()


def _milestone(one: Milestone) -> str:
    def parts() -> Iterator[str]:
        if one.is_dropped:
            yield _("fällt weg")
        elif one.done_on:
            yield _("erreicht am %(day)s") % {"day": formats.day(one.done_on)}
        if one.due_on:
            yield _("geplant bis %(day)s") % {"day": formats.day(one.due_on)}
        if one.depends_on:
            yield _("wartet auf %(names)s") % {"names": ", ".join(one.depends_on)}

    about = ", ".join(parts())
    return f"{one.title} ({about})" if about else one.title


def _evidence(one: Evidence) -> SaidLine:
    about = [str(EvidenceKind(one.kind).label), one.code, one.body]
    if one.dated_on:
        about.append(formats.day(one.dated_on))
    words = ", ".join(part for part in about if part)
    return SaidLine(f"{one.title} ({words})", one.href, one.attachment)


def _budget(one: BudgetLine) -> str:
    amounts = (
        (_("geplant"), one.planned_eur),
        (_("gebunden"), one.committed_eur),
        (_("ausgegeben"), one.spent_eur),
    )
    money = ", ".join(
        f"{word} {formats.number(amount)} €" for word, amount in amounts if amount is not None
    )
    head = f"{one.line}, {one.source}, {one.year}"
    return f"{head}: {money}" if money else head
