# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Which sheets a plan's workbook has, and how their columns lie in the document."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: the list at ``path`` of the document, each entry's ``fields`` as columns.

    ``owner`` columns say which outer entry a row belongs to: pairs of column and outer field.
    A field ``a.de`` is ``entry["a"]["de"]``; ``lines.0`` is the first of a pair.
    """

    title: str
    path: tuple[str, ...]
    fields: tuple[str, ...]
    owner: tuple[tuple[str, str], ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The header row."""
        return (*(column for column, _field in self.owner), *self.fields)


_TEXTS = ("title.de", "title.en", "summary.de", "summary.en")
_LINES = ("lines.0", "lines.1")
_SOURCE = ("source.lines.0", "source.lines.1", "source.page")
_MEASURE = (("measure", "id"),)
_ROLE = (
    ("measure", "^id"),
    ("role_institution", "institution"),
    ("role_role", "role"),
    ("role_phase", "phase"),
    ("role_scope", "scope"),
)

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "Plan",
        ("plan",),
        (
            "slug",
            "title.de",
            "title.en",
            "city.de",
            "city.en",
            "summary.de",
            "summary.en",
            "period.start",
            "period.end",
            "publisher.de",
            "publisher.en",
            "source_title",
            "source_sha256",
        ),
    ),
    Sheet(
        "Maßnahmen",
        ("measures",),
        (
            "id",
            "cluster",
            "task_field",
            "number",
            "part",
            *_TEXTS,
            "remark.de",
            "remark.en",
            *_SOURCE,
            "source.structure_lines.0",
            "source.structure_lines.1",
            "joined.decided_on",
            "joined.decided_by",
            "joined.goal",
            "joined.decision",
        ),
    ),
    Sheet(
        "Rollen",
        ("measures", "roles"),
        ("institution", "role", "phase", "scope", "as_printed"),
        _MEASURE,
    ),
    Sheet(
        "Nennungen",
        ("measures", "roles", "mentions"),
        ("institution", "relation", "as_printed"),
        _ROLE,
    ),
    Sheet(
        "Offene Rollen",
        ("measures", "open_roles"),
        ("as_printed", "role", "kind", "phase", "scope"),
        _MEASURE,
    ),
    Sheet(
        "Externe Verweise",
        ("measures", "external_refs"),
        ("programme", "code", "as_printed"),
        _MEASURE,
    ),
    Sheet("Querverweise", ("measures", "cross_refs"), ("target", "as_printed"), _MEASURE),
    Sheet("Strategiebezüge", ("measures", "strategies"), ("",), _MEASURE),
    Sheet(
        "Zusagen",
        ("measures", "commitments"),
        ("kind", "as_printed", "start", "end", "value", "unit"),
        _MEASURE,
    ),
    Sheet("Baum", ("nodes",), ("id", "level", "parent", "number", *_TEXTS, *_SOURCE)),
    Sheet("Ziele", ("goals",), ("id", "node", "letter", *_TEXTS, *_SOURCE)),
    Sheet(
        "Institutionen",
        ("institutions",),
        (
            "id",
            "kind",
            "name.de",
            "name.en",
            "short.de",
            "short.en",
            "abbreviation",
            "part_of",
            "note.de",
            "note.en",
        ),
    ),
    Sheet(
        "Namen",
        ("institutions", "names"),
        ("text", "kind", *_LINES, "valid_from", "valid_to", "is_assumed"),
        (("owner", "id"),),
    ),
    Sheet(
        "Mitglieder",
        ("institutions", "members"),
        ("institution", "valid_from", "valid_to", *_LINES, "basis"),
        (("group", "id"),),
    ),
    Sheet(
        "Fassungen",
        ("plan", "editions"),
        ("number", "label.de", "label.en", "year", "is_this", "adopted_on", *_LINES),
    ),
    Sheet(
        "Ebenen",
        ("plan", "levels"),
        (
            "key",
            "name.de",
            "name.en",
            "plural.de",
            "plural.en",
            "numbering",
            "declared_count",
            "declared_lines.0",
            "declared_lines.1",
        ),
    ),
    Sheet("Begriffe", ("plan", "terms"), ("kind", "term", "en")),
    Sheet("Strategien", ("plan", "strategies"), ("id", "name.de", "name.en", *_LINES)),
    Sheet("Programme", ("plan", "programmes"), ("id", "name.de", "name.en", *_LINES)),
    Sheet(
        "Eigene Regeln",
        ("plan", "own_rules"),
        ("id", "statement.de", "statement.en", *_LINES, "check", "limit"),
    ),
    Sheet("Vorhaben", ("plan", "undertakings"), ("id", "name.de", "name.en")),
    Sheet(
        "Vorhaben je Maßnahme",
        ("plan", "undertakings", "measures"),
        ("measure", "as_printed", "sense"),
        (("undertaking", "id"),),
    ),
)


def header(field: str) -> str:
    """What stands in the header row; a list of bare ids has one unnamed column."""
    return field or "strategy"
