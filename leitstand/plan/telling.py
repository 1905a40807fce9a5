# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Changes of a plan in words: what was changed on which thing, from what to what.

Pure: a :class:`Teller` knows the records on both days and puts names in the place of keys.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.core.institutions import INSTITUTION_TABLES
from leitstand.core.languages import Language
from leitstand.core.records import Change, Key, Records, RecordTable
from leitstand.plan.comparison import key_words
from leitstand.plan.labels import measure_label
from leitstand.plan.mapping import (
    INSTITUTION_FIELDS,
    MEMBERSHIP_FIELDS,
    NAME_FIELDS,
    PLAN,
    SHAPES,
    Field,
)
from leitstand.ui.formats import cell_text

Words: TypeAlias = "str | Promise"

FIELDS: dict[str, tuple[Field, ...]] = {
    "institution": INSTITUTION_FIELDS,
    "institution_name": NAME_FIELDS,
    "membership": MEMBERSHIP_FIELDS,
    PLAN.table.name: PLAN.fields,
    **{shape.table.name: shape.fields for shape in SHAPES},
}
TABLES: dict[str, RecordTable] = {
    table.name: table
    for table in (*INSTITUTION_TABLES, PLAN.table, *(shape.table for shape in SHAPES))
}
# How a field of the document is called in a sentence about it.
FIELD_WORDS: dict[str, Words] = {
    "": gettext_lazy("Strategie"),
    "abbreviation": gettext_lazy("Abkürzung"),
    "adopted_on": gettext_lazy("beschlossen am"),
    "as_printed": gettext_lazy("So gedruckt"),
    "basis": gettext_lazy("Grundlage"),
    "check": gettext_lazy("Prüfregel"),
    "city": gettext_lazy("Stadt"),
    "code": gettext_lazy("Kennzeichen"),
    "declared_count": gettext_lazy("Anzahl laut Plan"),
    "declared_lines": gettext_lazy("Zeilen der Angabe"),
    "en": gettext_lazy("englisches Wort"),
    "end": gettext_lazy("Ende"),
    "id": gettext_lazy("Kennung"),
    "institution": gettext_lazy("Institution"),
    "is_assumed": gettext_lazy("angenommen"),
    "is_this": gettext_lazy("diese Fassung"),
    "joined.decided_by": gettext_lazy("beschlossen von"),
    "joined.decided_on": gettext_lazy("beschlossen am"),
    "joined.decision": gettext_lazy("Beschluss"),
    "joined.goal": gettext_lazy("dient dem Ziel"),
    "key": gettext_lazy("Kennung"),
    "kind": gettext_lazy("Art"),
    "label": gettext_lazy("Bezeichnung"),
    "letter": gettext_lazy("Buchstabe"),
    "level": gettext_lazy("Ebene"),
    "limit": gettext_lazy("Grenze"),
    "lines": gettext_lazy("Zeilen im Plan"),
    "measure": gettext_lazy("Maßnahme"),
    "name": gettext_lazy("Name"),
    "node": gettext_lazy("Zuordnung"),
    "note": gettext_lazy("Anmerkung"),
    "number": gettext_lazy("Nummer"),
    "numbering": gettext_lazy("Zählweise"),
    "parent": gettext_lazy("gehört zu"),
    "part": gettext_lazy("Teil"),
    "part_of": gettext_lazy("gehört zu"),
    "period.end": gettext_lazy("Ende der Laufzeit"),
    "period.start": gettext_lazy("Beginn der Laufzeit"),
    "phase": gettext_lazy("Phase"),
    "plural": gettext_lazy("Mehrzahl"),
    "programme": gettext_lazy("Programm"),
    "publisher": gettext_lazy("Herausgeber"),
    "relation": gettext_lazy("Beziehung"),
    "remark": gettext_lazy("Anmerkung zum Text"),
    "role": gettext_lazy("Rolle"),
    "scope": gettext_lazy("Umfang"),
    "sense": gettext_lazy("Bedeutung"),
    "short": gettext_lazy("Kurzname"),
    "slug": gettext_lazy("Kennung"),
    "source.lines": gettext_lazy("Zeilen im Plan"),
    "source.page": gettext_lazy("Seite"),
    "source.structure_lines": gettext_lazy("Zeilen der Umsetzungsstruktur"),
    "source_sha256": gettext_lazy("Prüfsumme der Quelle"),
    "source_title": gettext_lazy("Quelle"),
    "start": gettext_lazy("Beginn"),
    "statement": gettext_lazy("Wortlaut"),
    "summary": gettext_lazy("Kurzfassung"),
    "target": gettext_lazy("Ziel des Verweises"),
    "term": gettext_lazy("Begriff"),
    "text": gettext_lazy("Name"),
    "title": gettext_lazy("Titel"),
    "unit": gettext_lazy("Einheit"),
    "valid_from": gettext_lazy("gültig ab"),
    "valid_to": gettext_lazy("gültig bis"),
    "value": gettext_lazy("Menge"),
    "year": gettext_lazy("Jahr"),
}
# What says of a record which one it is; where several are named, those that are filled.
_SAID: dict[str, tuple[str, ...]] = {
    "institution": ("name",),
    "institution_name": ("text", "kind"),
    "membership": ("institution", "valid_from", "valid_to"),
    "plan": ("title",),
    "edition": ("label",),
    "level": ("name",),
    "term": ("term", "en"),
    "reference:strategy": ("name",),
    "reference:programme": ("name",),
    "own_rule": ("statement",),
    "participation": ("id",),
    "node": ("title", "summary"),
    "goal": ("title", "summary"),
    "measure": ("title", "summary"),
    "role": ("role", "institution", "phase", "scope"),
    "mention": ("institution", "relation"),
    "open_role": ("role", "as_printed", "phase", "scope"),
    "external_reference": ("programme", "code", "as_printed"),
    "cross_reference": ("target", "as_printed"),
    "strategy_link": ("",),
    "commitment": ("as_printed", "kind"),
    "undertaking": ("name",),
    "undertaking_measure": ("sense", "as_printed"),
}


@dataclass(frozen=True, slots=True)
class Alteration:
    """One thing that is different: ``field`` in words, "" for a record as a whole."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What a change is about. ``kind`` is the table; a role is about its measure."""

    kind: str
    key: str


class Teller:
    """Puts changes into words, in one language."""

    def __init__(
        self,
        *,
        before: Records,
        after: Records,
        institutions: Mapping[str, str],
        language: Language,
    ) -> None:
        self._sides = (after, before)
        self._institutions = institutions
        self._language = language

    def subject(self, change: Change) -> Subject:
        """The measure, goal, branch, institution or plan that the change is about."""
        table, key = change.table, change.key
        values: Any = change.after or change.before or {}
        while table in TABLES and table not in _SUBJECTS:
            owner = next(
                (c for c in ("measure", "role", "institution", "group") if c in TABLES[table].refs),
                None,
            )
            if owner is None:
                return Subject("plan", "")
            table, key = TABLES[table].refs[owner], values[owner]
            values = self._values(table, key)
        return Subject(table, str(key[0]))

    def alterations(self, change: Change) -> Iterator[Alteration]:
        """What is different about a record, field by field; a record that came or went is one."""
        if change.before is None:
            yield Alteration("", "", self.said(change.table, change.after or {}))
            return
        if change.after is None:
            yield Alteration("", self.said(change.table, change.before), "")
            return
        found = [
            alteration
            for field in FIELDS[change.table]
            if any(column in change.fields for column in field.columns)
            for alteration in self._altered(change.table, field, change.before, change.after)
        ]
        if found and change.table == "role":  # whose role it is, before what is different about it
            whose = self._called("institution", change.after["institution"])
            yield Alteration(str(FIELD_WORDS["institution"]), whose, whose)
        yield from found

    def said(self, table: str, values: Mapping[str, Any]) -> str:
        """The record in a line: "Federführung · SenSW · Programmierung"."""
        fields = {field.name: field for field in FIELDS[table]}
        words = (
            self._shown(table, fields[name], fields[name].load(values)) for name in _SAID[table]
        )
        return " · ".join(word for word in words if word)

    def name(self, subject: Subject) -> str:
        """What the subject is called: "Flächen 2 II: Gewerbeflächen sichern"."""
        if subject.kind == "institution":
            return self._institutions.get(subject.key, subject.key)
        values = self._values(subject.kind, (subject.key,))
        title = str(values.get(f"title_{self._language}", "")) if values else ""
        if subject.kind == "measure" and values:
            return f"{self._measure(values)}: {title}"
        if subject.kind == "node" and values:
            return f"{values['number']} {title}".strip()
        return title or subject.key

    def _altered(
        self, table: str, field: Field, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> Iterator[Alteration]:
        word = str(FIELD_WORDS[field.name])
        old, new = field.load(before), field.load(after)
        if field.kind != "text":
            yield Alteration(word, self._shown(table, field, old), self._shown(table, field, new))
            return
        own, other = (old or {}).get(self._language), (new or {}).get(self._language)
        if own != other:
            yield Alteration(word, own or "", other or "")
            return
        foreign = "de" if self._language == "en" else "en"
        marked = _("%(field)s (deutsch)") if foreign == "de" else _("%(field)s (englisch)")
        yield Alteration(
            marked % {"field": word}, (old or {}).get(foreign, ""), (new or {}).get(foreign, "")
        )

    def _shown(self, table: str, field: Field, value: Any) -> str:
        if value is None or value == "":
            return ""
        if field.kind == "text":
            return str(value[self._language])
        if field.kind == "ref":
            return self._called(field.table, (*field.wrap, value))
        if field.kind == "lines":
            first, last = value
            return f"{first}–{last}" if last and last != first else str(first)
        choice = _choices(table, field.columns[0]).get(value)
        if choice is not None:
            return str(choice)
        if isinstance(value, bool | int | float | dt.date):
            return cell_text(value)
        return str(value)

    def _called(self, table: str, key: Key) -> str:
        if table == "institution":
            return self._institutions.get(str(key[0]), str(key[0]))
        values = self._values(table, key)
        if table == "measure" and values:
            return self._measure(values)
        return self.said(table, values).partition(" · ")[0] if values else key_words(key)

    def _measure(self, values: Mapping[str, Any]) -> str:
        node = self._values("node", values["node"])
        above = self._values("node", node["parent"]) if node and node["parent"] else {}
        return measure_label(
            str(above.get(f"title_{self._language}", "")) if above else "",
            str(node["number"]) if node else key_words(values["node"]),
            values["number"],
            values["part"],
        )

    def _values(self, table: str, key: Any) -> Any:
        """The record as it is, or as it was where it is no more; nothing where it is not known."""
        for side in self._sides:
            if key in side.get(table, {}):
                return side[table][key]
        return {}


_SUBJECTS = frozenset({"measure", "node", "goal", "institution", "plan"})
_OWNERS = ("measure", "role", "institution", "group")


@cache
def _choices(table: str, column: str) -> dict[Any, Words]:
    """The words that a column's values stand for."""
    field = TABLES[table].model_class._meta.get_field(column)
    return dict(field.flatchoices)
