# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How the shapes of a plan document lie in tables.

One description serves both directions: :func:`flatten` turns a document into records,
:func:`leitstand.plan.assembly.assemble` turns records into a document. What is written here once
cannot be exported differently from how it was imported.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from leitstand.core.records import RecordTable


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a document shape and the column (or pair of columns) it lies in.

    ``plain``: one column, ``blank`` says that an absent value is stored as "".
    ``text``: ``{de, en}`` in two columns, ``lines``: ``[from, to]`` in two columns.
    ``ref``: the id of a record in ``table``; ``wrap`` completes the id to that table's key.
    """

    name: str
    kind: Literal["plain", "text", "lines", "ref"] = "plain"
    column: str = ""
    blank: bool = False
    table: str = ""
    wrap: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns the field lies in."""
        base = self.column or self.name
        if self.kind == "text":
            return (f"{base}_de", f"{base}_en")
        if self.kind == "lines":
            return (f"{base}_from", f"{base}_to")
        return (base,)

    def store(self, value: Any) -> dict[str, Any]:
        """The columns for a document value (a plain dict, list or scalar)."""
        empty = "" if self.blank else None
        if self.kind == "plain":
            return {self.columns[0]: empty if value is None else value}
        if self.kind == "ref":
            return {self.columns[0]: None if value is None else (*self.wrap, value)}
        parts = (empty, empty) if value is None else _pair(value)
        return dict(zip(self.columns, parts, strict=True))

    def load(self, row: Mapping[str, Any]) -> Any:
        """The document value for a row; the inverse of :meth:`store`."""
        values = [row[column] for column in self.columns]
        if values[0] is None or (self.blank and values[0] == ""):
            return None
        if self.kind == "text":
            return {"de": values[0], "en": values[1]}
        if self.kind == "lines":
            return values
        return values[0][-1] if self.kind == "ref" else values[0]


def _pair(value: Any) -> tuple[Any, Any]:
    return (value["de"], value["en"]) if isinstance(value, dict) else (value[0], value[1])


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a table's records stand in the document, and which fields they have.

    ``path`` names the lists to walk; ``owner`` is the column that points at the record whose list
    it is.
    """

    table: RecordTable
    path: tuple[str, ...]
    fields: tuple[Field, ...]
    owner: str = ""
    has_position: bool = True

    @property
    def id_field(self) -> Field:
        """The field that names the record inside its list."""
        return self.fields[0]


def _shape(
    name: str,
    model: str,
    path: str,
    *fields: Field,
    key: tuple[str, ...],
    owner: tuple[str, str] | None = None,
    has_position: bool = True,
    constant: tuple[tuple[str, str], ...] = (),
    scope: str | None = "plan",
) -> Shape:
    columns = [column for field in fields for column in field.columns]
    columns += [column for column, _value in constant]
    columns += ["position"] if has_position else []
    refs = {field.columns[0]: field.table for field in fields if field.kind == "ref"}
    if owner:
        columns.insert(0, owner[0])
        refs[owner[0]] = owner[1]
    own = owner[0] if owner else ""
    table = RecordTable(
        name, model, key, tuple(columns), refs, scope, constant, own, is_scope=scope is None
    )
    return Shape(table, tuple(path.split(".")), fields, own, has_position)


def _text(name: str, column: str = "", blank: bool = False) -> Field:
    return Field(name, "text", column, blank)


def _lines(name: str, column: str = "lines") -> Field:
    return Field(name, "lines", column)


_SOURCE = (_lines("source.lines"), Field("source.page", column="page"))
_TITLES = (_text("title"), _text("summary"))

# Institutions live in core, which knows their tables; the document's fields for them stand here.
INSTITUTION_FIELDS = (
    Field("id", column="slug"),
    Field("kind"),
    _text("name"),
    _text("short", blank=True),
    Field("abbreviation", blank=True),
    Field("part_of", "ref", table="institution"),
    _text("note", blank=True),
)
NAME_FIELDS = (
    Field("text"),
    Field("kind"),
    _lines("lines"),
    Field("valid_from"),
    Field("valid_to"),
    Field("is_assumed"),
)
MEMBERSHIP_FIELDS = (
    Field("institution", "ref", column="member", table="institution"),
    Field("valid_from"),
    Field("valid_to"),
    _lines("lines"),
    Field("basis", blank=True),
)

PLAN = _shape(
    "plan",
    "plan.Plan",
    "plan",
    Field("slug"),
    _text("title"),
    _text("city"),
    _text("summary"),
    Field("period.start", column="period_start"),
    Field("period.end", column="period_end"),
    _text("publisher", blank=True),
    Field("source_title", blank=True),
    Field("source_sha256", blank=True),
    key=("slug",),
    has_position=False,
    scope=None,
)

SHAPES: tuple[Shape, ...] = (
    _shape(
        "edition",
        "plan.Edition",
        "plan.editions",
        Field("number"),
        _text("label"),
        Field("year"),
        Field("is_this"),
        Field("adopted_on"),
        _lines("lines"),
        key=("number",),
    ),
    _shape(
        "level",
        "plan.Level",
        "plan.levels",
        Field("key"),
        _text("name"),
        _text("plural"),
        Field("numbering"),
        Field("declared_count"),
        _lines("declared_lines", "declared"),
        key=("key",),
    ),
    _shape(
        "term",
        "plan.Term",
        "plan.terms",
        Field("term"),
        Field("kind"),
        Field("en"),
        key=("kind", "term"),
    ),
    *(
        _shape(
            f"reference:{kind}",
            "plan.Reference",
            f"plan.{kind_plural}",
            Field("id", column="key"),
            _text("name"),
            _lines("lines"),
            key=("kind", "key"),
            constant=(("kind", kind),),
        )
        for kind, kind_plural in (
            ("strategy", "strategies"),
            ("programme", "programmes"),
        )
    ),
    _shape(
        "own_rule",
        "plan.OwnRule",
        "plan.own_rules",
        Field("id", column="key"),
        _text("statement"),
        _lines("lines"),
        Field("check", column="check_key", blank=True),
        Field("limit"),
        key=("key",),
    ),
    _shape(
        "participation",
        "plan.Participation",
        "institutions",
        Field("id", "ref", column="institution", table="institution"),
        key=("institution",),
    ),
    _shape(
        "node",
        "plan.Node",
        "nodes",
        Field("id", column="key"),
        Field("level", "ref", table="level"),
        Field("parent", "ref", table="node"),
        Field("number", blank=True),
        *_TITLES,
        *_SOURCE,
        key=("key",),
    ),
    _shape(
        "goal",
        "plan.Goal",
        "goals",
        Field("id", column="key"),
        Field("node", "ref", table="node"),
        Field("letter", blank=True),
        *_TITLES,
        *_SOURCE,
        key=("key",),
    ),
    _shape(
        "measure",
        "plan.Measure",
        "measures",
        Field("id", column="key"),
        Field("node", "ref", table="node"),
        Field("number"),
        Field("part", blank=True),
        *_TITLES,
        _text("remark", blank=True),
        *_SOURCE,
        _lines("source.structure_lines", "structure"),
        Field("joined.decided_on", column="joined_on"),
        Field("joined.decided_by", "ref", column="joined_by", table="institution"),
        Field("joined.goal", "ref", column="joined_goal", table="goal"),
        Field("joined.decision", column="joined_decision", blank=True),
        key=("key",),
    ),
    _shape(
        "role",
        "plan.Role",
        "measures.roles",
        Field("institution", "ref", table="institution"),
        Field("role", column="kind"),
        Field("phase", blank=True),
        Field("scope", blank=True),
        Field("as_printed"),
        key=("measure", "institution", "kind", "phase", "scope"),
        owner=("measure", "measure"),
    ),
    _shape(
        "mention",
        "plan.Mention",
        "measures.roles.mentions",
        Field("institution", "ref", table="institution"),
        Field("relation"),
        Field("as_printed"),
        key=("role", "institution", "relation"),
        owner=("role", "role"),
    ),
    _shape(
        "open_role",
        "plan.OpenRole",
        "measures.open_roles",
        Field("as_printed"),
        Field("role"),
        Field("kind"),
        Field("phase", blank=True),
        Field("scope", blank=True),
        key=("measure", "role", "as_printed"),
        owner=("measure", "measure"),
    ),
    _shape(
        "external_reference",
        "plan.ExternalReference",
        "measures.external_refs",
        Field("programme", "ref", table="reference:programme", wrap=("programme",)),
        Field("code", blank=True),
        Field("as_printed"),
        key=("measure", "programme", "code"),
        owner=("measure", "measure"),
    ),
    _shape(
        "cross_reference",
        "plan.CrossReference",
        "measures.cross_refs",
        Field("target"),
        Field("as_printed"),
        key=("measure", "target"),
        owner=("measure", "measure"),
    ),
    _shape(
        "strategy_link",
        "plan.StrategyLink",
        "measures.strategies",
        Field("", "ref", column="strategy", table="reference:strategy", wrap=("strategy",)),
        key=("measure", "strategy"),
        owner=("measure", "measure"),
    ),
    _shape(
        "commitment",
        "plan.Commitment",
        "measures.commitments",
        Field("kind"),
        Field("as_printed"),
        Field("start"),
        Field("end"),
        Field("value"),
        Field("unit", blank=True),
        key=("measure", "kind", "as_printed"),
        owner=("measure", "measure"),
    ),
    _shape(
        "undertaking",
        "plan.Undertaking",
        "plan.undertakings",
        Field("id", column="key"),
        _text("name"),
        key=("key",),
    ),
    _shape(
        "undertaking_measure",
        "plan.UndertakingMeasure",
        "plan.undertakings.measures",
        Field("measure", "ref", table="measure"),
        Field("as_printed"),
        Field("sense"),
        key=("undertaking", "measure"),
        owner=("undertaking", "undertaking"),
    ),
)
PLAN_TABLES: tuple[RecordTable, ...] = tuple(shape.table for shape in SHAPES)
