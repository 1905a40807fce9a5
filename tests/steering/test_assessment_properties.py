# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What holds for the judgement of any answer whatever."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from leitstand.steering.answer import AnswerContent, BudgetLine, Evidence, Milestone
from leitstand.steering.enums import EvidenceKind, Outlook, Progress, Verdict
from leitstand.steering.rules.assessment import RULES, Case, Deadline, Successor, assess, verdict_of
from leitstand.steering.rules.contradictions import contradictions
from leitstand.steering.rules.said import Said

DAYS = st.dates(dt.date(2025, 1, 1), dt.date(2027, 12, 31))
MAYBE_DAYS = st.none() | DAYS
NAMES = st.sampled_from(["a", "b", "c"])
STATES = st.sampled_from(Progress)
SUCCESSORS = st.none() | st.builds(
    Successor,
    st.just("Kai 1 I"),
    st.sampled_from([*Progress.values, "mixed", "partly-reported", "not-reported"]),
    st.booleans(),
)
CONTENTS = st.builds(
    AnswerContent,
    state=STATES,
    outlook=st.none() | st.sampled_from(Outlook),
    account=st.sampled_from(["", "Es geht.", "Es stockt."]),
    next_step_due=MAYBE_DAYS,
    merged_into=st.just("Kai 1 I"),
    milestones=st.lists(
        st.builds(
            Milestone,
            id=NAMES,
            title=st.just("Steg"),
            due_on=MAYBE_DAYS,
            done_on=MAYBE_DAYS,
            is_dropped=st.booleans(),
        ),
        max_size=3,
        unique_by=lambda one: one.id,
    ).map(tuple),
    evidence=st.lists(
        st.builds(
            Evidence,
            id=NAMES,
            kind=st.just(EvidenceKind.FIGURE),
            title=st.just("Zahl"),
            code=st.just("z1"),
            dated_on=MAYBE_DAYS,
        ),
        max_size=2,
        unique_by=lambda one: one.id,
    ).map(tuple),
    budget=st.lists(
        st.builds(
            BudgetLine,
            line=NAMES,
            source=st.just("Land"),
            year=st.integers(2025, 2027),
            planned_eur=st.none() | st.integers(0, 9),
            spent_eur=st.none() | st.integers(0, 9),
        ),
        max_size=2,
        unique_by=lambda one: (one.line, one.year),
    ).map(tuple),
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any answer, judged on its day or later, with up to two rounds before it."""
    said_on, judged_on = sorted((draw(DAYS), draw(DAYS)))
    contents = draw(st.lists(CONTENTS, max_size=2))
    before = tuple(
        Said(f"r{place}", said_on - dt.timedelta(days=180 * (len(contents) - place)), content)
        for place, content in enumerate(contents)
    )
    deadlines = draw(st.lists(st.builds(Deadline, st.just("bis dann"), DAYS), max_size=2))
    said = Said("now", said_on, draw(CONTENTS))
    return Case(judged_on, said, before, tuple(deadlines), draw(SUCCESSORS))


@given(cases())
def test_every_answer_gets_a_verdict_that_rests_on_a_reason(case: Case) -> None:
    found = assess(case)
    assert found.deciding
    concluded = [list(Verdict).index(one.verdict) for one in found.reasons if one.verdict]
    assert list(Verdict).index(found.verdict) == max(concluded)
    assert found.verdict not in {Verdict.NOT_REPORTED, Verdict.PARTLY_REPORTED}
    assert {one.rule for one in found.reasons} <= {rule.key for rule in RULES}
    assert verdict_of(case) == found.verdict


@given(cases())
def test_silence_is_never_anything_but_not_reported(case: Case) -> None:
    silent = replace(case, said=None)
    found = assess(silent)
    assert found.verdict == verdict_of(silent) == Verdict.NOT_REPORTED
    assert {one.verdict for one in found.reasons} <= {Verdict.NOT_REPORTED, None}
    assert contradictions(silent, found) == ()


@given(cases(), st.none() | st.sampled_from(Outlook))
def test_what_the_leader_thinks_of_it_does_not_change_the_verdict(
    case: Case, outlook: Outlook | None
) -> None:
    assert case.said
    other = case.content.model_copy(update={"outlook": outlook and outlook.value})
    assert assess(replace(case, said=replace(case.said, content=other))) == assess(case)


@given(cases())
def test_a_favourable_verdict_has_something_to_show(case: Case) -> None:
    content = case.content
    match assess(case).verdict:
        case Verdict.PROVEN:
            assert content.state == "done"
            assert content.evidence
        case Verdict.STANDING:
            assert any(one.dated_on for one in content.evidence)
        case Verdict.ON_SCHEDULE:
            assert any(
                one.due_on and one.due_on >= case.judged_on and not one.is_dropped
                for one in content.milestones
            )
        case Verdict.NOT_DUE:
            dates = [one.due_on for one in content.milestones]
            dates += [content.next_step_due, *(one.on for one in case.deadlines)]
            assert any(one and one >= case.judged_on for one in dates)


@given(cases(), st.integers(1, 900))
def test_time_alone_never_makes_an_answer_better(case: Case, days: int) -> None:
    later = replace(case, judged_on=case.judged_on + dt.timedelta(days=days))
    order = list(Verdict)
    assert order.index(assess(later).verdict) >= order.index(assess(case).verdict)


@given(cases())
def test_both_sides_of_a_contradiction_are_told(case: Case) -> None:
    found = assess(case)
    for one in contradictions(case, found):
        assert one.claim.endswith(".")
        assert one.finding.endswith(".")
        assert set(one.reasons) <= {reason.rule for reason in found.reasons}
