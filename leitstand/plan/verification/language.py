# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The words that give a printed plan its structure, as one table per language of a plan.

A plan in another language, or a city with other habits, needs another table and no other code.
"""

import re
from dataclasses import dataclass

from leitstand.plan.enums import MentionRelation, RoleKind


@dataclass(frozen=True)
class RoleLabel:
    """Words that open a zone: every institution named after them holds ``kind``.

    The pattern may name groups ``phase`` and ``scope``. A ``side`` label stands inside the zone
    of a full one ("Federführung: A i. V. m. B") and ends at the next semicolon or full stop.
    """

    kind: RoleKind
    pattern: re.Pattern[str]
    is_side: bool = False


@dataclass(frozen=True)
class RelationWords:
    """Words between a role holder and an institution that is only named beside it."""

    pattern: re.Pattern[str]
    relation: MentionRelation


@dataclass(frozen=True)
class StructuralWords:
    """Words that name nobody; ``reason`` says why they may be passed over."""

    words: str
    reason: str


@dataclass(frozen=True, eq=False)
class PlanLanguage:
    """All that verification knows about the language of a plan. Compared by identity."""

    labels: tuple[RoleLabel, ...]
    relations: tuple[RelationWords, ...]
    in_brackets: frozenset[MentionRelation]
    phase_inline: re.Pattern[str]
    scope_opening: re.Pattern[str]
    connectives: re.Pattern[str]
    enumeration: frozenset[str]
    structural: tuple[StructuralWords, ...]
    open_place: re.Pattern[str]
    open_predicate: re.Pattern[str]
    to_be_identified: re.Pattern[str]
    measures_heading: re.Pattern[str]
    structure_heading: re.Pattern[str]
    cross_reference: re.Pattern[str]
    cross_reference_number: re.Pattern[str]
    programme_code: re.Pattern[str]
    number_words: tuple[str, ...]
    suspending: frozenset[str]


# One phase, or several joined by "und": "Programmierung", "Erstellung und Umsetzung".
_PHASE = (
    r"(?P<phase>(?!Federführung|Mitarbeit)[A-ZÄÖÜ]\w+"
    r"(?:\s(?:und|sowie)\s(?!Federführung|Mitarbeit)[A-ZÄÖÜ]\w+)*)"
)
_JOINT = (
    r"i\.\s?V\.\s?m\.(?:\smit\b)?",
    r"in Abstimmung mit\b",
    r"in Verbindung mit\b",
    r"in Zusammenarbeit mit\b",
    r"in Kooperation mit\b",
    r"gemeinsam mit\b",
)
_RELATIONS = {
    r"unter (?:der )?Leitung(?: von)?\b": MentionRelation.HEAD,
    r"geleitet von\b": MentionRelation.HEAD,
    r"koordiniert (?:von|durch)\b": MentionRelation.COORDINATOR,
    r"angesiedelt bei\b": MentionRelation.HOST,
    r"(?:ggf\. )?unter Nutzung\b": MentionRelation.CHANNEL,
    r"(?:ggf\. )?über die Adressierung\b": MentionRelation.CHANNEL,
}

GERMAN = PlanLanguage(
    labels=(
        RoleLabel(
            RoleKind.LEAD,
            re.compile(rf"Federführung(?:\s{_PHASE})?\s?:|Federführung\b"),
        ),
        RoleLabel(RoleKind.LEAD, re.compile(r"FF(?:\s(?P<scope>[^:;,.()]+?))?\s?:")),
        RoleLabel(
            RoleKind.CONTRIBUTOR,
            re.compile(rf"Mitarbeit(?:\s{_PHASE})?\s?:|Mitarbeit\b"),
        ),
        RoleLabel(RoleKind.CONTRIBUTOR, re.compile(r"unter Beteiligung(?: von)?\b")),
        *(RoleLabel(RoleKind.JOINT, re.compile(words), is_side=True) for words in _JOINT),
    ),
    relations=tuple(
        RelationWords(re.compile(words), relation) for words, relation in _RELATIONS.items()
    ),
    in_brackets=frozenset({MentionRelation.MEMBER, MentionRelation.UNIT, MentionRelation.HOST}),
    phase_inline=re.compile(r"in der (?P<phase>[A-ZÄÖÜ]\w*(?:ung|bau|phase))\b"),
    scope_opening=re.compile(r"(?P<preposition>für|im Rahmen(?= (?:der|des|von)\b)) (?=\w)"),
    connectives=re.compile(
        r"(?:und|sowie|bzw\.|der|die|das|dem|den|des|von|mit|bei|in|ggf\.)(?!\w)",
        re.IGNORECASE,
    ),
    enumeration=frozenset({"und", "sowie"}),
    structural=(
        StructuralWords(
            "ressortübergreifende",
            "adjective before „AG Smart City“; the group is listed without it",
        ),
        StructuralWords(
            "Spiegelreferate",
            "units that exist in every Senate department; they name no institution of their own",
        ),
    ),
    open_place=re.compile(r"(?:weitere|andere|sonstige|noch|N\.\s?N\.)", re.IGNORECASE),
    open_predicate=re.compile(
        r"(?:(?:sind|ist)(?: im \w+)?(?: noch)? zu [a-zäöüß]+|(?:werden|wird) [a-zäöüß]+)\b"
    ),
    to_be_identified=re.compile(r" zu [a-zäöüß]+$"),
    measures_heading=re.compile(r"Im Einzelnen bedeutet dies|folgenden Maßnahmen"),
    structure_heading=re.compile(r"^Umsetzungsstruktur:?$"),
    cross_reference=re.compile(r"\b[Ss]iehe\s[^().;]*(?:Nr\.\s[^().;]*)?"),
    cross_reference_number=re.compile(r"Nr\.\s(?P<field>\d+)\s(?P<number>[IVX]+)\b"),
    programme_code=re.compile(r"\((?P<code>[A-Z]{1,3}-\d{1,3})\)"),
    number_words=(
        *(
            "null",
            "eins",
            "zwei",
            "drei",
            "vier",
            "fünf",
            "sechs",
            "sieben",
            "acht",
            "neun",
        ),
        *("zehn", "elf", "zwölf"),
    ),
    suspending=frozenset({"und", "oder", "sowie", "bzw", "bis"}),
)
