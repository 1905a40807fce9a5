# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the interface tells of all that stands around measures; see ``shapes``."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from leitstand.plan.api.shapes import (
    Answer,
    Id,
    InstitutionLink,
    LanguageCode,
    Level,
    Lines,
    MeasureItem,
    Printed,
    RoleName,
    Url,
)


class InstitutionItem(TypedDict):
    """An institution with the number of measures it leads, joins and contributes to."""

    id: Id
    kind: str
    label: str
    name: str
    leads: int
    joins: int
    contributes: int
    total: Annotated[int, Field(description="Each measure once, however many roles.")]
    url: Url


class Institutions(Answer):
    """All institutions that the plan knows, most measures first."""

    institutions: list[InstitutionItem]


class Name(TypedDict):
    """A name that an institution bears, bore or is printed under."""

    text: str
    kind: Literal["printed", "expanded", "full", "former", "later"]
    lines: Lines | None
    valid_from: dt.date | None
    valid_to: dt.date | None
    is_assumed: Annotated[bool, Field(description="Not the plan says so; we read it so.")]


class Membership(TypedDict):
    """A membership seen from one side: the institution is the other side."""

    institution: InstitutionLink
    is_group: bool
    valid_from: dt.date | None
    valid_to: dt.date | None
    basis: str | None


class HeldRole(TypedDict):
    """A role seen from the institution that holds it."""

    measure: Id
    measure_label: str
    measure_title: str
    url: Url
    role: RoleName
    phase: Printed | None
    phase_label: str | None
    scope: Printed | None
    scope_label: str | None
    as_printed: Printed


class HeldMention(TypedDict):
    """A place where the institution is named beside another one that holds the role."""

    measure: Id
    measure_label: str
    measure_title: str
    url: Url
    relation: str
    holder: InstitutionLink | None
    as_printed: Printed


class Institution(Answer):
    """One institution with every role it has in the plan."""

    id: Id
    kind: str
    label: str
    name: str
    note: str | None
    part_of: InstitutionLink | None
    names: list[Name]
    members: list[Membership]
    groups: list[Membership]
    roles: list[HeldRole]
    mentions: list[HeldMention]


class GoalItem(TypedDict):
    """A goal: a state to be reached."""

    id: Id
    letter: str | None
    title: str
    summary: str
    node: Id
    lines: Lines
    measure_count: Annotated[int, Field(description="Measures of its branch, parts not counted.")]
    url: Url


class Goals(Answer):
    """All goals, in the order of the plan."""

    goals: list[GoalItem]


class Goal(Answer):
    """One goal with the measures of its branch."""

    id: Id
    letter: str | None
    title: str
    summary: str
    node: Id
    lines: Lines
    measures: list[MeasureItem]


class NodeItem(TypedDict):
    """A branch of the tree: a field of action, a cluster, a task field."""

    id: Id
    level: Id
    parent: Id | None
    number: str | None
    title: str
    summary: str
    lines: Lines
    measure_count: int


class NodeLevel(TypedDict):
    """A level of the tree, by its names."""

    id: Id
    name: str
    plural: str


class Nodes(Answer):
    """The plan's tree above the measures, in printed order."""

    levels: list[NodeLevel]
    nodes: list[NodeItem]


class FindingItem(TypedDict):
    """One thing a reader should know about the plan."""

    rule: Id
    title: str
    severity: Literal["breach", "warning", "notice"]
    message: str
    subjects: Annotated[list[Id], Field(description="The measures it is about.")]
    source_lines: list[Lines]


class FindingCounts(TypedDict):
    """How many findings of each weight."""

    breach: int
    warning: int
    notice: int


class Findings(Answer):
    """The plan held against its own rules and against good practice."""

    counts: FindingCounts
    findings: list[FindingItem]


class TouchedRecords(TypedDict):
    """Records of one kind that came, changed or went; ``fields`` are the columns that differ."""

    record: str
    change: Literal["added", "changed", "removed"]
    count: int
    fields: list[str]


class ChangeItem(TypedDict):
    """One thing that one act changed."""

    plan: Annotated[Id | None, Field(description="Null where it belongs to no plan.")]
    thing: Annotated[str, Field(description="What it is: measure, goal, institution, …")]
    id: Id
    change: Literal["added", "changed", "removed"]
    url: Annotated[Url | None, Field(description="Where it stands, if it has an address.")]
    holds_from: Annotated[
        dt.datetime | None, Field(description="From when it holds; null: it always did.")
    ]
    recorded_at: Annotated[
        dt.datetime, Field(description="When we learned of it; later than `holds_from` or equal.")
    ]
    act: Annotated[str, Field(description="The kind of act behind it.")]
    reason: str | None
    records: list[TouchedRecords]


class Changes(TypedDict):
    """Changes in the order in which they were recorded; none is told twice, none is left out."""

    stand: dt.date | None
    language: LanguageCode
    changes: list[ChangeItem]
    cursor: Annotated[
        str | None,
        Field(description="Ask with it for what came after. Null: nothing ever happened."),
    ]
    has_more: bool
    next: Annotated[Url, Field(description="The same question, with the cursor.")]


__all__ = ["Changes", "Findings", "Goal", "Goals", "Institution", "Institutions", "Level", "Nodes"]
