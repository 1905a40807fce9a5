# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Differences between two states of a plan, told for people and for machines."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leitstand.core.records import Change, Key

# Order and place in a list are how a plan is printed, not what it says.
_SILENT = frozenset({"position"})

TABLE_WORDS: dict[str, str | Promise] = {
    "institution": _("Institution"),
    "institution_name": _("Name"),
    "membership": _("Mitgliedschaft"),
    "plan": _("Plan"),
    "edition": _("Fassung"),
    "level": _("Ebene"),
    "term": _("Begriff"),
    "reference:strategy": _("Strategie"),
    "reference:programme": _("Programm"),
    "own_rule": _("eigene Regel"),
    "participation": _("Teilnahme"),
    "node": _("Ast"),
    "goal": _("Ziel"),
    "measure": _("Maßnahme"),
    "role": _("Rolle"),
    "mention": _("Nennung"),
    "open_role": _("offene Rolle"),
    "external_reference": _("externer Verweis"),
    "cross_reference": _("Querverweis"),
    "strategy_link": _("Strategiebezug"),
    "commitment": _("Zusage"),
    "undertaking": _("Vorhaben"),
    "undertaking_measure": _("Vorhaben einer Maßnahme"),
}
KIND_SIGNS = {"added": "+", "changed": "~", "removed": "-"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One record that differs. ``fields``: column, before, after; empty if it came or went."""

    table: str
    name: str
    kind: str
    fields: tuple[tuple[str, Any, Any], ...]

    def as_json(self) -> dict[str, Any]:
        """The difference as plain values."""
        return {
            "table": self.table,
            "key": self.name,
            "kind": self.kind,
            "fields": {
                column: {"before": _plain(before), "after": _plain(after)}
                for column, before, after in self.fields
            },
        }

    def __str__(self) -> str:
        head = f"{KIND_SIGNS[self.kind]} {TABLE_WORDS[self.table]} {self.name}"
        return "\n".join(
            [
                head,
                *(f"    {c}: {_shown(old)} → {_shown(new)}" for c, old, new in self.fields),
            ]
        )


def differences(changes: Iterable[Change]) -> tuple[Difference, ...]:
    """What a reader should know of the changes; a record that only moved is left out."""
    found = []
    for change in changes:
        fields: tuple[tuple[str, Any, Any], ...] = ()
        if change.before is not None and change.after is not None:
            fields = tuple(
                (column, change.before[column], change.after[column])
                for column in change.fields
                if column not in _SILENT
            )
            if not fields:
                continue
        found.append(Difference(change.table, key_words(change.key), change.kind, fields))
    return tuple(found)


def key_words(key: Key) -> str:
    """A natural key as words: ``flaechen.2.II / sensw / lead / Programmierung``."""
    words: list[str] = []
    for part in key:
        if isinstance(part, tuple):
            words.append(key_words(part))
        elif part not in (None, ""):
            words.append(str(part))
    return " / ".join(words)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return key_words(value)
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _shown(value: Any) -> str:
    plain = _plain(value)
    return "–" if plain in (None, "") else f"„{plain}“"
