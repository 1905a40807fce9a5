# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Which sheets an answer workbook has, and which columns stand for which part of an answer.

A sheet goes out in one language; it is read back in either, and with its columns in any order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

LANGUAGES = ("de", "en")


class Kind(StrEnum):
    """What stands in the cells of a column."""

    TEXT = "text"
    STATE = "state"
    OUTLOOK = "outlook"
    EVIDENCE = "evidence"
    DAY = "day"
    YES = "yes"
    EURO = "euro"
    YEAR = "year"
    NAMES = "names"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``field`` is the field of the answer's part; ``limit`` its longest text."""

    field: str
    heading: Any
    kind: Kind = Kind.TEXT
    width: int = 16
    limit: int = 300


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. ``part`` is the list of the answer whose entries are its rows, "" for the answer
    itself. ``spare`` rows stand empty for what is new.
    """

    part: str
    title: Any
    columns: tuple[Column, ...]
    spare: int = 0


# What every row begins with: fixed, and shown so that people know where they are.
KEY = _("Kennung (nicht ändern)")
MEASURE = _("Maßnahme laut Plan")
TITLE = _("Titel der Maßnahme")
LIMITS = _("Gilt für")
BEFORE = _("Bisher")
ENTRY = _("Nummer der Zeile (nicht ändern)")

ANSWERS = Sheet(
    "",
    _("Antworten"),
    (
        Column("state", _("Stand der Umsetzung"), Kind.STATE, 22),
        Column("outlook", _("Eigene Einschätzung"), Kind.OUTLOOK, 18),
        Column("account", _("Was ist geschehen?"), width=48, limit=4_000),
        Column("obstacles", _("Was steht im Weg?"), width=36, limit=4_000),
        Column("support_wanted", _("Welche Unterstützung ist gewünscht?"), width=36, limit=4_000),
        Column("next_step", _("Was ist der nächste Schritt?"), width=36, limit=4_000),
        Column("next_step_due", _("Nächster Schritt bis wann?"), Kind.DAY, 14),
        Column("merged_into", _("Aufgegangen in (Kennung)"), width=22, limit=120),
    ),
)
MILESTONES = Sheet(
    "milestones",
    _("Meilensteine"),
    (
        Column("title", _("Name des Meilensteins"), width=48),
        Column("due_on", _("Fällig am"), Kind.DAY, 14),
        Column("done_on", _("Erreicht am"), Kind.DAY, 14),
        Column("is_dropped", _("Entfällt (ja oder nein)"), Kind.YES, 14),
        Column("depends_on", _("Wartet auf (Kennungen)"), Kind.NAMES, 30, 1_700),
    ),
    spare=60,
)
EVIDENCE = Sheet(
    "evidence",
    _("Nachweise"),
    (
        Column("kind", _("Art des Nachweises"), Kind.EVIDENCE, 16),
        Column("title", _("Name des Nachweises"), width=40),
        Column("href", _("Internetadresse"), width=44, limit=1_000),
        Column("code", _("Nummer oder Kennzahl"), width=20),
        Column("body", _("Wer hat es beschlossen?"), width=28),
        Column("dated_on", _("Datum des Nachweises"), Kind.DAY, 14),
    ),
    spare=60,
)
BUDGET = Sheet(
    "budget",
    _("Haushalt"),
    (
        Column("line", _("Kapitel und Titel"), width=30),
        Column("source", _("Herkunft der Mittel"), width=30),
        Column("year", _("Haushaltsjahr"), Kind.YEAR, 14),
        Column("planned_eur", _("Geplant in Euro"), Kind.EURO, 18),
        Column("committed_eur", _("Gebunden in Euro"), Kind.EURO, 18),
        Column("spent_eur", _("Ausgegeben in Euro"), Kind.EURO, 18),
    ),
    spare=60,
)
SHEETS = (ANSWERS, MILESTONES, EVIDENCE, BUDGET)
LISTS = (MILESTONES, EVIDENCE, BUDGET)
README = _("Anleitung")
STAMP = "_leitstand"


def sheet_of(part: str) -> Sheet:
    """The sheet of an answer's part."""
    return next(sheet for sheet in SHEETS if sheet.part == part)


def column_of(part: str, field: str) -> Column:
    """The column of a field."""
    return next(column for column in sheet_of(part).columns if column.field == field)


def folded(words: str) -> str:
    """The words without what people change in passing: case, blanks, punctuation."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def spellings(words: Any) -> frozenset[str]:
    """How the words read in each language of the house, folded."""
    found = set()
    for language in LANGUAGES:
        with translation.override(language):
            found.add(folded(str(words)))
    return frozenset(found)


def spelled(choices: Iterable[tuple[str, Any]]) -> dict[str, str]:
    """The value of every spelling of some choices; the value itself is one of them."""
    found: dict[str, str] = {}
    for value, label in choices:
        found |= dict.fromkeys(spellings(label) | {folded(value)}, value)
    return found
