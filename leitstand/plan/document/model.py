# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The shapes of a plan document. The published JSON Schema is generated from these classes.

Line numbers count from 1 in the plan's published text; ``[from, to]`` includes both ends.
"""

from typing import Annotated, Any, Literal, Self

from django.utils.translation import gettext as _
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from leitstand.core.enums import InstitutionKind, NameKind
from leitstand.plan.document.fields import (
    Count,
    Day,
    Label,
    LineRange,
    PathId,
    Prose,
    Slug,
    Small,
    Words,
)
from leitstand.plan.enums import (
    CommitmentKind,
    MentionRelation,
    Numbering,
    OpenRoleKind,
    RoleKind,
    UndertakingSense,
)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_enum_values=True)


def _path_may_be_left_out(schema: dict[str, Any]) -> None:
    """A package may leave out of a measure what its id says; the published schema knows that."""
    schema["required"] = [
        name for name in schema["required"] if name not in {"cluster", "task_field", "number"}
    ]


class Text(_Part):
    """The same statement in both languages of the interface."""

    de: Prose
    en: Prose


class Source(_Part):
    """Where in the published text a record stands."""

    lines: LineRange
    structure_lines: LineRange | None = None
    page: Small | None = None


class Period(_Part):
    """A span of days, both ends included."""

    start: Day
    end: Day

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.start > self.end:
            raise ValueError(
                _("der Zeitraum endet am %(end)s, bevor er am %(start)s beginnt")
                % {"end": self.end, "start": self.start}
            )
        return self


class Level(_Part):
    """One named level of the plan's tree, from the top down; the last two are measure and part."""

    key: Slug
    name: Text
    plural: Text
    numbering: Numbering
    declared_count: Count | None = None
    declared_lines: LineRange | None = None


class EditionDocument(_Part):
    """One edition in the plan's line of editions."""

    number: Small
    label: Text
    year: Annotated[int, Field(ge=1900, le=2200)]
    is_this: bool = False
    adopted_on: Day | None = None
    lines: LineRange | None = None


class Term(_Part):
    """English for a phase or scope that roles carry in the plan's printed German."""

    kind: Literal["phase", "scope"]
    term: Words
    en: Words


class Reference(_Part):
    """A strategy or an outside programme that the plan builds on."""

    id: Slug
    name: Text
    lines: LineRange | None = None


class OwnRule(_Part):
    """A rule that the plan sets for itself; ``check`` names the check that holds the plan to it."""

    id: Annotated[str, StringConstraints(pattern=r"^R\d{2}$")]
    statement: Text
    lines: LineRange
    check: Slug | None = None
    limit: Small | None = None


class UndertakingMeasure(_Part):
    """One measure that speaks of an undertaking."""

    measure: PathId
    as_printed: Words
    sense: UndertakingSense


class Undertaking(_Part):
    """One real thing (a centre, a campaign) that several measures order or mention."""

    id: Slug
    name: Text
    measures: tuple[UndertakingMeasure, ...] = ()


class PlanHead(_Part):
    """What holds for the plan as a whole."""

    slug: Slug
    title: Text
    city: Text
    summary: Text
    period: Period
    publisher: Text | None = None
    source_title: Words | None = None
    source_sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    editions: tuple[EditionDocument, ...] = ()
    levels: tuple[Level, ...]
    terms: tuple[Term, ...] = ()
    strategies: tuple[Reference, ...] = ()
    programmes: tuple[Reference, ...] = ()
    own_rules: tuple[OwnRule, ...] = ()
    undertakings: tuple[Undertaking, ...] = ()


class Node(_Part):
    """A branch of the tree above the measures: field of action, cluster, task field."""

    id: PathId
    level: Slug
    parent: PathId | None = None
    number: Label | None = None
    title: Text
    summary: Text
    source: Source


class Goal(_Part):
    """A state to be reached, belonging to one node."""

    id: PathId
    node: PathId
    letter: Label | None = None
    title: Text
    summary: Text
    source: Source


class InstitutionName(_Part):
    """A name an institution bears or is printed under.

    ``is_assumed``: the plan does not say that this is the same institution; we read it so.
    """

    text: Words
    kind: NameKind
    lines: LineRange | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    is_assumed: bool = False


class Membership(_Part):
    """A member of a group, for a span of days (open where not known)."""

    institution: Slug
    valid_from: Day | None = None
    valid_to: Day | None = None
    lines: LineRange | None = None
    basis: Words | None = None


class InstitutionDocument(_Part):
    """An institution, with every name the plan prints it under.

    ``abbreviation`` is the plan's own; ``short`` is what a list calls it where the plan has none.
    """

    id: Slug
    kind: InstitutionKind
    name: Text
    short: Text | None = None
    abbreviation: Words | None = None
    names: tuple[InstitutionName, ...] = ()
    members: tuple[Membership, ...] = ()
    part_of: Slug | None = None
    note: Text | None = None


class Mention(_Part):
    """An institution named beside the one that holds the role ("unter Leitung der …")."""

    institution: Slug
    relation: MentionRelation
    as_printed: Words


class Role(_Part):
    """One institution's role in a measure or part, for a phase and scope where the plan says so."""

    institution: Slug
    as_printed: Words
    role: RoleKind
    phase: Words | None = None
    scope: Words | None = None
    mentions: tuple[Mention, ...] = ()


class OpenRole(_Part):
    """A place in the structure that the plan leaves open."""

    as_printed: Words
    role: RoleKind
    kind: OpenRoleKind
    phase: Words | None = None
    scope: Words | None = None


class CrossReference(_Part):
    """A pointer to another measure, or to a node where the plan gives no number."""

    target: PathId
    as_printed: Words


class ExternalReference(_Part):
    """A pointer to a measure of an outside programme."""

    programme: Slug
    code: Words | None = None
    as_printed: Words


class Commitment(_Part):
    """Something in a measure's words that can be held against the calendar or counted."""

    kind: CommitmentKind
    as_printed: Words
    start: Day | None = None
    end: Day | None = None
    value: Annotated[float, Field(allow_inf_nan=False)] | None = None
    unit: Words | None = None


class Joining(_Part):
    """How a measure joined during the plan's term: decided when, by whom, for which goal."""

    decided_on: Day
    decided_by: Slug
    goal: PathId
    decision: Words | None = None


class Measure(_Part):
    """A measure, or one part of a measure; ``id`` carries its path and never changes.

    It stands in the published text (``source``) or was decided on later (``joined``).
    """

    model_config = ConfigDict(json_schema_extra=_path_may_be_left_out)

    id: PathId
    cluster: PathId
    task_field: Label
    number: Label
    part: Label | None = None
    title: Text
    summary: Text
    roles: tuple[Role, ...] = ()
    open_roles: tuple[OpenRole, ...] = ()
    external_refs: tuple[ExternalReference, ...] = ()
    cross_refs: tuple[CrossReference, ...] = ()
    strategies: tuple[Slug, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    remark: Text | None = None
    source: Source | None = None
    joined: Joining | None = None

    @model_validator(mode="after")
    def _printed_or_joined(self) -> Self:
        if (self.source is None) == (self.joined is None):
            raise ValueError(
                _("eine Maßnahme steht entweder im gedruckten Text oder kam später hinzu")
            )
        return self

    @model_validator(mode="before")
    @classmethod
    def _path_from_id(cls, value: Any) -> Any:
        """A package may leave out what the id says; what it does say must agree."""
        if not isinstance(value, dict) or not isinstance(value.get("id"), str):
            return value
        path = value["id"].split(".")
        with_part = len(path) >= 4 and len(path[-1]) == 1 and path[-1].isupper()
        # "I" and "V" are also letters: only a label *after* a number can be a part.
        if with_part and not path[-2].isupper():
            with_part = False
        if len(path) < 3:
            raise ValueError(
                _("die Kennung einer Maßnahme lautet Ast.Feld.Nummer, etwa flaechen.2.II")
            )
        own = path[-3:] if with_part else [*path[-2:], None]
        said = {
            "cluster": ".".join(path[: -3 if with_part else -2]),
            "task_field": own[0],
            "number": own[1],
            "part": own[2],
        }
        for key, expected in said.items():
            given = value.get(key, expected)
            if (None if given is None else str(given)) != expected:
                raise ValueError(
                    _("%(field)s ist %(given)r, aber die Kennung sagt %(expected)r")
                    % {"field": key, "given": given, "expected": expected}
                )
        return {**value, **said}

    @property
    def printed(self) -> Source:
        """Where it stands in the published text. Not for a measure that joined later."""
        if self.source is None:
            raise LookupError(f"{self.id} does not stand in the published text")
        return self.source

    @property
    def node(self) -> str:
        """The id of the node the measure hangs on."""
        return f"{self.cluster}.{self.task_field}"

    @property
    def whole(self) -> str:
        """The id of the measure that this entry is, or is a part of."""
        return f"{self.node}.{self.number}"


class PlanDocument(_Part):
    """A whole plan: five lists that stand alike in package, JSON, YAML and Excel."""

    plan: PlanHead
    nodes: tuple[Node, ...]
    goals: tuple[Goal, ...]
    institutions: tuple[InstitutionDocument, ...]
    measures: tuple[Measure, ...]
