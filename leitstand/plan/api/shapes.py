# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the interface tells of plans. These shapes are the published contract: within ``v1`` fields
may be added, but none goes or changes its meaning.

They are plain dicts with types, because an answer of 90 measures is built of a thousand of them.
"""

import datetime as dt
from typing import Annotated, Literal, TypeAlias

from pydantic import Field
from typing_extensions import TypedDict

RoleName: TypeAlias = Literal["lead", "joint", "contributor"]
LanguageCode: TypeAlias = Literal["de", "en"]
Url = Annotated[
    str, Field(description="Path on this host.", json_schema_extra={"format": "uri-reference"})
]
Lines = Annotated[
    tuple[int, int],
    Field(description="First and last line in the plan's published text, counted from 1."),
]
Printed = Annotated[str, Field(description="In the plan's own words, always German.")]
Id = Annotated[str, Field(description="Stable; never changes and is never used again.")]


class Answer(TypedDict):
    """What every answer about a plan begins with."""

    plan: Id
    stand: Annotated[
        dt.date | None, Field(description="The day that was asked for; null is today.")
    ]
    language: LanguageCode


class Period(TypedDict):
    """A span of days, both ends included."""

    start: dt.date
    end: dt.date


class PlanItem(TypedDict):
    """A plan in the list of plans."""

    id: Id
    title: str
    city: str
    period: Period
    measure_count: Annotated[int, Field(description="A measure in parts counts once.")]
    institution_count: int
    url: Url


class Plans(TypedDict):
    """The plans of this installation, by id."""

    stand: dt.date | None
    language: LanguageCode
    plans: list[PlanItem]
    next: Annotated[Url | None, Field(description="The next page; null on the last.")]


class Edition(TypedDict):
    """One edition in the plan's line of editions."""

    number: int
    label: str
    year: int
    is_this: bool
    adopted_on: dt.date | None


class Level(TypedDict):
    """A named level of the plan's tree, from the top down; the last two are measure and part."""

    id: Id
    name: str
    plural: str
    declared_count: Annotated[
        int | None, Field(description="How many the plan says it has; it may be wrong.")
    ]


class Reference(TypedDict):
    """A strategy or an outside programme that the plan builds on."""

    kind: Literal["strategy", "programme"]
    id: Id
    name: str


class OwnRule(TypedDict):
    """A rule that the plan sets for itself; ``check`` names the rule that holds the plan to it."""

    id: Id
    statement: str
    check: str | None
    limit: int | None
    lines: Lines


class Counts(TypedDict):
    """How much the plan has of everything; a measure in parts counts once."""

    nodes: int
    goals: int
    measures: int
    institutions: int


class PlanText(TypedDict):
    """The published text that the plan was moved in from."""

    title: str | None
    sha256: str | None


class Plan(Answer):
    """One plan, with what it says of itself."""

    title: str
    city: str
    summary: str
    period: Period
    publisher: str | None
    source: PlanText
    counts: Counts
    editions: list[Edition]
    levels: list[Level]
    references: list[Reference]
    own_rules: list[OwnRule]
    links: Annotated[
        dict[str, str], Field(description="Where the plan's lists are, by their name.")
    ]


class InstitutionLink(TypedDict):
    """An institution, by its shortest name."""

    id: Id
    label: str
    url: Url


class Role(TypedDict):
    """One institution's role, for one phase and scope where the plan limits it."""

    institution: InstitutionLink
    role: RoleName
    phase: Printed | None
    phase_label: Annotated[str | None, Field(description="The phase in the reader's language.")]
    scope: Printed | None
    scope_label: Annotated[str | None, Field(description="The scope in the reader's language.")]
    as_printed: Printed


class OpenRole(TypedDict):
    """A place in the structure that the plan leaves open."""

    as_printed: Printed
    role: RoleName
    kind: Literal["unnamed", "to-be-identified"]
    phase: Printed | None
    phase_label: str | None


class MeasureItem(TypedDict):
    """A measure, or one part of a measure, in a list."""

    id: Id
    whole: Annotated[Id, Field(description="The measure that this is, or is a part of.")]
    label: Annotated[str, Field(description="How a sentence calls it.")]
    number: str
    part: str | None
    title: str
    summary: str
    node: Annotated[Id, Field(description="The branch of the tree that it hangs on.")]
    url: Url
    roles: list[Role]
    open_roles: list[OpenRole]


class MeasureQuestion(TypedDict):
    """What the list was narrowed to; null asks for nothing."""

    thema: str | None
    institution: str | None
    rolle: str | None
    phase: str | None
    text: str | None


class Measures(Answer):
    """The plan's measures in printed order; a measure in parts has an entry for each part."""

    filter: MeasureQuestion
    count: Annotated[int, Field(description="Measures; a measure in parts counts once.")]
    measures: list[MeasureItem]


class NodeLink(TypedDict):
    """A branch of the tree."""

    id: Id
    name: str


class GoalLink(TypedDict):
    """A goal."""

    id: Id
    title: str
    url: Url


class Mention(TypedDict):
    """An institution named beside the one that holds the role, without a role of its own."""

    institution: InstitutionLink
    relation: Literal["member", "unit", "host", "head", "coordinator", "channel"]
    as_printed: Printed


class FullRole(Role):
    """A role with the institutions named beside it."""

    mentions: list[Mention]


class Commitment(TypedDict):
    """A date, rhythm or count in the measure's words."""

    kind: Literal["deadline", "start", "rhythm", "quantity", "period"]
    as_printed: Printed
    start: dt.date | None
    end: dt.date | None
    value: float | None
    unit: str | None


class Pointer(TypedDict):
    """Something that the measure points at; ``detail`` is a code or a sense."""

    id: Id
    name: str
    detail: str | None


class Passage(TypedDict):
    """Where in the published text a measure stands."""

    lines: Lines
    structure_lines: Lines | None
    page: int | None


class Joining(TypedDict):
    """By which decision a measure joined the plan during its term."""

    decided_on: dt.date
    decided_by: Annotated[str, Field(description="The id of an institution.")]
    goal: Id
    decision: str | None


class MeasureEntry(TypedDict):
    """A measure or a part, in full."""

    id: Id
    label: str
    number: str
    part: str | None
    title: str
    summary: str
    remark: Annotated[str | None, Field(description="What our reading of the text adds.")]
    source: Annotated[
        Passage | None, Field(description="Empty for what the published text does not have.")
    ]
    joined: Annotated[
        Joining | None, Field(description="The decision that brought it in later, if one did.")
    ]
    roles: list[FullRole]
    open_roles: list[OpenRole]
    commitments: list[Commitment]
    cross_references: Annotated[
        list[Pointer], Field(description="Measures or nodes of the plan that its words point at.")
    ]
    external_references: list[Pointer]
    strategies: list[Pointer]
    undertakings: list[Pointer]


class Measure(Answer):
    """One measure; the id of a measure in parts gives all of them."""

    id: Id
    label: str
    path: Annotated[list[NodeLink], Field(description="From the top of the tree down.")]
    goals: list[GoalLink]
    entries: list[MeasureEntry]
