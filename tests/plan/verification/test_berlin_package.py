# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The Berlin package says what the published text says, and any other package does not.

Each test changes one thing in every measure at once and expects a finding about every one of
them: the findings of a measure depend on that measure's own lines only.
"""

import re
from collections.abc import Callable, Iterator

import pytest

from leitstand.plan.document import Measure, Mention, PlanDocument, Role, Source
from leitstand.plan.enums import Numbering, RoleKind
from leitstand.plan.verification import Confirmed, verify
from leitstand.plan.verification.language import GERMAN
from leitstand.plan.verification.numbering import Headings
from leitstand.plan.verification.outline import outline
from leitstand.plan.verification.text import PublishedText

Changed = dict[str, Measure]


def test_the_berlin_package_verifies_clean(berlin: PlanDocument, berlin_text: str) -> None:
    report = verify(berlin, berlin_text)
    assert [finding.message for finding in report.findings] == []


def test_what_is_confirmed_is_the_whole_package(berlin: PlanDocument, berlin_text: str) -> None:
    confirmed = verify(berlin, berlin_text).confirmed
    roles = [role for measure in berlin.measures for role in measure.roles]
    assert confirmed == Confirmed(
        measures_in_text=90,
        measures=90,
        entries=92,
        roles=len(roles),
        mentions=sum(len(role.mentions) for role in roles),
        open_roles=sum(len(measure.open_roles) for measure in berlin.measures),
        references=confirmed.references,
        lines=confirmed.lines,
    )


def replaced(document: PlanDocument, changed: Changed) -> PlanDocument:
    measures = [changed.get(measure.id, measure) for measure in document.measures]
    return document.model_copy(update={"measures": tuple(measures)})


def unnoticed(document: PlanDocument, text: str, changed: Changed) -> list[str]:
    """The changed measures that no finding names."""
    named = {finding.subject for finding in verify(replaced(document, changed), text).findings}
    return sorted(set(changed) - named)


def with_role(measure: Measure, index: int, *roles: Role) -> Measure:
    """The measure with the role at ``index`` replaced by ``roles``."""
    kept = (*measure.roles[:index], *roles, *measure.roles[index + 1 :])
    return measure.model_copy(update={"roles": kept})


def rounds(
    document: PlanDocument, change: Callable[[Measure, int], Measure | None]
) -> Iterator[Changed]:
    """One change per measure and round, until every role had its turn."""
    most = max(len(measure.roles) for measure in document.measures)
    for index in range(most):
        changed = {}
        for measure in document.measures:
            if index < len(measure.roles) and (other := change(measure, index)) is not None:
                changed[measure.id] = other
        yield changed


def role_changes(document: PlanDocument) -> dict[str, Callable[[Measure, int], Measure | None]]:
    """Ways to falsify any role; None where a change would not be one."""
    everybody = [institution.id for institution in document.institutions]
    printed = sorted({role.as_printed for m in document.measures for role in m.roles})
    bearers = {
        institution.id: {name.text for name in institution.names}
        for institution in document.institutions
    }

    def institution(measure: Measure, index: int) -> Measure:
        role = measure.roles[index]
        other = everybody[(everybody.index(role.institution) + 1) % len(everybody)]
        return with_role(measure, index, role.model_copy(update={"institution": other}))

    def neighbour(measure: Measure, index: int) -> Measure | None:
        """Another institution of the same segment, also by its printed name."""
        role = measure.roles[index]
        for other in measure.roles:
            if other.institution != role.institution:
                update = {"institution": other.institution, "as_printed": other.as_printed}
                return with_role(measure, index, role.model_copy(update=update))
        return None

    def own_other_name(measure: Measure, index: int) -> Measure | None:
        """Another name of the same institution, not printed here."""
        role = measure.roles[index]
        for name in sorted(bearers[role.institution] - {role.as_printed}):
            if not name.endswith(role.as_printed):
                return with_role(measure, index, role.model_copy(update={"as_printed": name}))
        return None

    def words(measure: Measure, index: int) -> Measure:
        role = measure.roles[index]
        other = printed[(printed.index(role.as_printed) + 1) % len(printed)]
        return with_role(measure, index, role.model_copy(update={"as_printed": other}))

    def kind(to: RoleKind) -> Callable[[Measure, int], Measure | None]:
        def change(measure: Measure, index: int) -> Measure | None:
            role = measure.roles[index]
            if role.role == to:
                return None
            return with_role(measure, index, role.model_copy(update={"role": to}))

        return change

    def phase(measure: Measure, index: int) -> Measure:
        role = measure.roles[index]
        other = None if role.phase else "Umsetzung"
        return with_role(measure, index, role.model_copy(update={"phase": other}))

    def other_phase(measure: Measure, index: int) -> Measure:
        role = measure.roles[index]
        other = "Aufbau" if role.phase != "Aufbau" else "Umsetzung"
        return with_role(measure, index, role.model_copy(update={"phase": other}))

    def scope(measure: Measure, index: int) -> Measure:
        role = measure.roles[index]
        other = None if role.scope else "Bebauungspläne"
        return with_role(measure, index, role.model_copy(update={"scope": other}))

    def swapped(measure: Measure, index: int) -> Measure | None:
        if index + 1 == len(measure.roles):
            return None
        first, second = measure.roles[index : index + 2]
        return with_role(with_role(measure, index, second), index + 1, first)

    return {
        "institution": institution,
        "neighbour": neighbour,
        "own-other-name": own_other_name,
        "words": words,
        "to-lead": kind(RoleKind.LEAD),
        "to-joint": kind(RoleKind.JOINT),
        "to-contributor": kind(RoleKind.CONTRIBUTOR),
        "phase": phase,
        "other-phase": other_phase,
        "scope": scope,
        "swapped": swapped,
        "deleted": lambda measure, index: with_role(measure, index),
        "doubled": lambda m, index: with_role(m, index, m.roles[index], m.roles[index]),
        "without-mentions": lambda m, index: (
            with_role(m, index, m.roles[index].model_copy(update={"mentions": ()}))
            if m.roles[index].mentions
            else None
        ),
        "strange-mention": lambda m, index: with_role(
            m,
            index,
            m.roles[index].model_copy(
                update={
                    "mentions": (
                        *m.roles[index].mentions,
                        Mention(institution="ihk", relation="unit", as_printed="IHK"),
                    )
                }
            ),
        ),
    }


ROLE_CHANGES = [
    *("institution", "neighbour", "own-other-name", "words", "to-lead", "to-joint"),
    *("to-contributor", "phase", "other-phase", "scope", "swapped", "deleted", "doubled"),
    *("without-mentions", "strange-mention"),
]


@pytest.mark.parametrize("name", ROLE_CHANGES)
def test_no_role_can_be_falsified_unnoticed(
    name: str, berlin: PlanDocument, berlin_text: str
) -> None:
    tried = 0
    missed: list[str] = []
    for number, changed in enumerate(rounds(berlin, role_changes(berlin)[name])):
        tried += len(changed)
        missed += [f"{found} role {number}" for found in unnoticed(berlin, berlin_text, changed)]
    assert tried
    assert missed == []


def test_no_mention_can_be_dropped_or_renamed_unnoticed(
    berlin: PlanDocument, berlin_text: str
) -> None:
    missed: list[str] = []
    for measure in berlin.measures:
        for index, role in enumerate(measure.roles):
            for gone, mention in enumerate(role.mentions):
                left = role.mentions[:gone] + role.mentions[gone + 1 :]
                other = mention.model_copy(update={"institution": "abb"})
                related = mention.model_copy(
                    update={"relation": "head" if mention.relation != "head" else "host"}
                )
                for mentions in (left, (*left, other), (*left, related)):
                    changed = with_role(
                        measure, index, role.model_copy(update={"mentions": mentions})
                    )
                    missed += unnoticed(berlin, berlin_text, {measure.id: changed})
    assert missed == []


def test_no_role_can_be_added_unnoticed(berlin: PlanDocument, berlin_text: str) -> None:
    added = Role(institution="abb", as_printed="ABB", role=RoleKind.CONTRIBUTOR)
    changed = {
        measure.id: measure.model_copy(update={"roles": (*measure.roles, added)})
        for measure in berlin.measures
    }
    assert unnoticed(berlin, berlin_text, changed) == []


@pytest.mark.parametrize("field", ["cross_refs", "open_roles"])
def test_no_reference_or_open_place_can_be_dropped_unnoticed(
    field: str, berlin: PlanDocument, berlin_text: str
) -> None:
    changed = {
        measure.id: measure.model_copy(update={field: getattr(measure, field)[1:]})
        for measure in berlin.measures
        if getattr(measure, field)
    }
    assert changed
    assert unnoticed(berlin, berlin_text, changed) == []


def test_no_code_of_an_outside_programme_can_be_dropped_or_swapped_unnoticed(
    berlin: PlanDocument, berlin_text: str
) -> None:
    coded = [m for m in berlin.measures if any(ref.code for ref in m.external_refs)]
    dropped = {m.id: m.model_copy(update={"external_refs": ()}) for m in coded}
    swapped = {
        m.id: m.model_copy(update={"external_refs": other.external_refs})
        for m, other in zip(coded, [*coded[1:], coded[0]], strict=True)
    }
    assert len(coded) == 7
    assert unnoticed(berlin, berlin_text, dropped) == []
    assert unnoticed(berlin, berlin_text, swapped) == []


def test_no_measure_can_be_removed_unnoticed(berlin: PlanDocument, berlin_text: str) -> None:
    missed = []
    for gone in one_per_field(berlin):
        ids = {measure.id for measure in gone}
        left = tuple(measure for measure in berlin.measures if measure.id not in ids)
        report = verify(berlin.model_copy(update={"measures": left}), berlin_text)
        lines = {f.lines[0] for f in report.findings if f.lines and f.rule == "unclaimed-item"}
        missed += [measure.id for measure in gone if measure.printed.lines[0] not in lines]
        assert report.confirmed.measures_in_text == 90
        assert "count-of-measures" in {finding.rule for finding in report.findings}
    assert missed == []


def test_no_number_can_be_changed_unnoticed(berlin: PlanDocument, berlin_text: str) -> None:
    missed = []
    for measures in one_per_field(berlin):
        changed = {}
        for measure in measures:
            number = "IV" if measure.number != "IV" else "III"
            update = {"number": number, "id": f"{measure.node}.{number}"}
            changed[measure.id] = measure.model_copy(update=update)
        report = verify(replaced(berlin, changed), berlin_text)
        named = {finding.subject for finding in report.findings}
        missed += [key for key, measure in changed.items() if measure.id not in named]
    assert missed == []


def one_per_field(document: PlanDocument) -> Iterator[list[Measure]]:
    """Lists of measures that do not touch each other in the text: the n-th of every field."""
    nodes = dict.fromkeys(measure.node for measure in document.measures)
    fields = [[m for m in document.measures if m.node == node] for node in nodes]
    for index in range(max(map(len, fields))):
        yield [field[index] for field in fields if index < len(field)]


@pytest.mark.parametrize("field", ["lines", "structure_lines"])
@pytest.mark.parametrize("by", [-5, -3, -2, -1, 1, 2, 3, 5])
def test_no_passage_can_be_shifted_unnoticed(
    field: str, by: int, berlin: PlanDocument, berlin_text: str
) -> None:
    missed = []
    for measures in one_per_field(berlin):
        changed = {}
        for measure in measures:
            first, last = getattr(measure.source, field)
            source = measure.printed.model_copy(update={field: (first + by, last + by)})
            changed[measure.id] = measure.model_copy(update={"source": source})
        missed += unnoticed(berlin, berlin_text, changed)
    assert missed == []


@pytest.mark.parametrize("field", ["lines", "structure_lines"])
@pytest.mark.parametrize("end", [0, 1])
def test_no_passage_can_be_cut_unnoticed(
    field: str, end: int, berlin: PlanDocument, berlin_text: str
) -> None:
    changed = {}
    for measure in berlin.measures:
        first, last = getattr(measure.source, field)
        if first < last:
            lines = (first + 1, last) if end == 0 else (first, last - 1)
            source = Source.model_validate({**measure.printed.model_dump(), field: lines})
            changed[measure.id] = measure.model_copy(update={"source": source})
    assert unnoticed(berlin, berlin_text, changed) == []


# Words whose loss changes nothing about who does what; "A." makes the passage one for all parts.
EMPTY_WORDS = re.compile(
    r"(?:der|die|dem|den|mit|und|sowie|in|bei|ggf\.|im|A\.|ressortübergreifende)$"
)


def test_no_word_can_be_lost_from_the_structure_unnoticed(
    berlin: PlanDocument, berlin_text: str
) -> None:
    """Take the n-th word out of every structure passage at once, for every n."""
    original = berlin_text.split("\n")
    passages = {
        measure.printed.structure_lines: [
            (number, word.start(), word.end())
            for number in range(first, last + 1)
            for word in re.finditer(r"\S+", original[number - 1])
        ]
        for measure in berlin.measures
        if measure.roles and measure.printed.structure_lines
        for first, last in [measure.printed.structure_lines]
    }
    missed = []
    for index in range(max(map(len, passages.values()))):
        lines = list(original)
        lost = {}
        for passage, words in passages.items():
            if index < len(words):
                number, start, end = words[index]
                word = lines[number - 1][start:end]
                if not EMPTY_WORDS.match(word):
                    lines[number - 1] = lines[number - 1][:start] + lines[number - 1][end:]
                    lost[passage] = word
        found = [f.lines for f in verify(berlin, "\n".join(lines)).findings if f.lines]
        missed += [
            f"{passage[0]}: {word}"
            for passage, word in lost.items()
            if not any(a <= passage[1] and b >= passage[0] for a, b in found)
        ]
    assert missed == []


def test_an_institution_added_to_any_structure_item_is_noticed(
    berlin: PlanDocument, berlin_text: str
) -> None:
    text = PublishedText.of(berlin_text, GERMAN.suspending)
    headings = Headings.of(Numbering.ROMAN, Numbering.ALPHA)
    lines = list(text.lines)
    items = outline(text, headings, GERMAN).structures
    for item in items:
        lines[item.line - 1] = lines[item.line - 1].replace(
            "Federführung", "Federführung: SenXYZ; Federführung", 1
        )
    findings = verify(berlin, "\n".join(lines)).findings
    noticed = {
        finding.lines[0]
        for finding in findings
        if finding.lines and finding.rule == "unexplained-words" and "SenXYZ" in finding.message
    }
    assert [item.line for item in items if item.line not in noticed] == []


def test_no_printed_name_can_leave_the_package_unnoticed(
    berlin: PlanDocument, berlin_text: str
) -> None:
    """Take the names of one institution away: every measure that it has a role in says so."""
    missed = []
    for institution in berlin.institutions:
        others = tuple(
            i.model_copy(update={"names": (), "abbreviation": None}) if i is institution else i
            for i in berlin.institutions
        )
        document = berlin.model_copy(update={"institutions": others})
        holds = {
            m.id
            for m in berlin.measures
            for role in m.roles
            if institution.id in (role.institution, *(x.institution for x in role.mentions))
        }
        if holds:
            named = {finding.subject for finding in verify(document, berlin_text).findings}
            missed += sorted(f"{institution.id} in {key}" for key in holds - named)
    assert missed == []
