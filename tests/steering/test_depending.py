# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What waits for what: circles and unknown names are told, and break nothing."""

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from leitstand.steering.answer import AnswerContent, Milestone, content_from
from leitstand.steering.answer.merging import merged
from leitstand.steering.enums import Waiting
from leitstand.steering.rules.depending import Dependency, Step, blocked, dependencies

TODAY = dt.date(2026, 11, 22)
SOON, LATER, PAST = dt.date(2026, 12, 1), dt.date(2027, 3, 1), dt.date(2026, 10, 1)
STATES = {"a.1.I": "running", "b.1.I": "running", "c.1.II.A": "running", "c.1.II.B": "done"}


def step(place: int, measure: str = "a.1.I", name: str = "", **more: object) -> Step:
    return Step(place, measure, name or f"m{place}", **more)  # type: ignore[arg-type]


def judged(*steps: Step, states: dict[str, str] | None = None) -> tuple[Dependency, ...]:
    return dependencies(steps, STATES if states is None else states, on=TODAY)


def one(first: Step, other: Step | None = None, **states: str) -> Waiting:
    found = judged(first, *([other] if other else []), states={**STATES, **states})
    return found[0].waiting


WAITER = step(0, depends_on=("b.1.I#x",), due_on=SOON)


@pytest.mark.parametrize(
    ("other", "waiting"),
    [
        (step(1, "b.1.I", "x", due_on=PAST), Waiting.OVERDUE),
        (step(1, "b.1.I", "x", due_on=LATER), Waiting.LATER),
        (step(1, "b.1.I", "x", due_on=SOON), Waiting.IN_TIME),
        (step(1, "b.1.I", "x"), Waiting.UNDATED),
        (step(1, "b.1.I", "x", due_on=PAST, done_on=PAST), Waiting.DONE),
        (step(1, "b.1.I", "x", due_on=PAST, is_dropped=True), Waiting.DROPPED),
        (step(1, "b.1.I", "x", depends_on=("a.1.I#m0",)), Waiting.CIRCULAR),
        (step(1, "b.1.I", "x", depends_on=("a.1.I",)), Waiting.CIRCULAR),
        (step(1, "b.1.I", "y"), Waiting.UNKNOWN),
    ],
)
def test_how_it_stands_with_what_comes_first(other: Step, waiting: Waiting) -> None:
    assert one(WAITER, other) == waiting


def test_a_step_that_waits_for_itself_is_a_circle() -> None:
    assert one(step(0, depends_on=("a.1.I#m0",))) == Waiting.CIRCULAR
    assert one(step(0, depends_on=("a.1.I",))) == Waiting.CIRCULAR


def test_what_is_reached_waits_for_nothing() -> None:
    done = step(0, depends_on=("b.1.I#x",), done_on=PAST)
    assert one(done, step(1, "b.1.I", "x", due_on=PAST)) == Waiting.OVER


def test_a_measure_stands_for_all_its_milestones_and_its_state() -> None:
    waiter = step(0, depends_on=("b.1.I",), due_on=SOON)
    assert one(waiter) == Waiting.UNDATED
    assert one(waiter, step(1, "b.1.I", due_on=PAST)) == Waiting.OVERDUE
    done = {"b.1.I": "done"}
    assert judged(waiter, states=STATES | done)[0].waiting == Waiting.DONE
    given_up = {"b.1.I": "given-up"}
    assert judged(waiter, states=STATES | given_up)[0].waiting == Waiting.DROPPED
    nobody = step(0, depends_on=("z.1.I",))
    assert one(nobody) == Waiting.UNKNOWN


def test_a_measure_in_parts_is_called_by_the_whole_too() -> None:
    waiter = step(0, depends_on=("c.1.II",), due_on=SOON)
    [found] = judged(waiter, step(1, "c.1.II.A", due_on=LATER), step(2, "c.1.II.B", due_on=PAST))[
        :1
    ]
    assert found.predecessors == (1, 2)
    assert (found.waiting, found.decisive) == (Waiting.OVERDUE, 2)


def test_several_institutions_may_call_their_milestones_alike() -> None:
    waiter = step(0, depends_on=("b.1.I#x",), due_on=SOON)
    [found] = judged(
        waiter, step(1, "b.1.I", "x", done_on=PAST), step(2, "b.1.I", "x", due_on=LATER)
    )
    assert (found.waiting, found.decisive) == (Waiting.LATER, 2)


def test_what_holds_up_is_listed() -> None:
    found = judged(WAITER, step(1, "b.1.I", "x", due_on=PAST))
    assert [each.waiting for each in blocked(found)] == [Waiting.OVERDUE]


def test_a_long_chain_and_a_great_circle_are_no_trouble() -> None:
    count = 6_000
    chain = [
        step(place, depends_on=(f"a.1.I#m{place + 1}",), due_on=SOON) for place in range(count)
    ]
    found = judged(*chain)
    assert {each.waiting for each in found[:-1]} == {Waiting.IN_TIME}
    assert found[-1].waiting == Waiting.UNKNOWN
    circle = [*chain[:-1], step(count - 1, depends_on=("a.1.I#m0",))]
    assert {each.waiting for each in judged(*circle)} == {Waiting.CIRCULAR}


REFERENCES = st.sampled_from(["a.1.I", "b.1.I", "a.1.I#m0", "a.1.I#m1", "b.1.I#m2", "z.9.I#q"])
STEPS = st.lists(
    st.tuples(st.sampled_from(["a.1.I", "b.1.I"]), st.lists(REFERENCES, max_size=3)), max_size=6
).map(
    lambda given: [
        step(place, measure, depends_on=tuple(names))
        for place, (measure, names) in enumerate(given)
    ]
)


def reachable(steps: Sequence[Step], start: int) -> set[int]:
    """Everything that a step waits for, by walking there."""
    names = {
        each.place: {other.place for other in steps if stands_for(each.depends_on, other)}
        for each in steps
    }
    found: set[int] = set()
    waiting = [start]
    while waiting:
        fresh = names[waiting.pop()] - found
        found |= fresh
        waiting += fresh
    return found


def stands_for(references: tuple[str, ...], other: Step) -> bool:
    return other.reference in references or other.measure in references


@given(STEPS)
def test_circular_is_what_leads_back_to_itself(steps: list[Step]) -> None:
    for found in judged(*steps):
        leads_back = any(
            place == found.step or found.step in reachable(steps, place)
            for place in found.predecessors
        )
        assert (found.waiting == Waiting.CIRCULAR) == leads_back


def test_old_answers_wait_for_nothing_and_new_ones_say_it_once() -> None:
    old = content_from('{"state": "running", "milestones": [{"id": "a", "title": "A"}]}')
    assert old.milestones[0].depends_on == ()
    one_line = Milestone.model_validate(
        {"id": "a", "title": "A", "depends_on": "b.1.I; b.1.I#x, b.1.I"}
    )
    assert one_line.depends_on == ("b.1.I", "b.1.I#x")
    assert Milestone.model_validate({"id": "a", "title": "A", "depends_on": ""}).depends_on == ()


@pytest.mark.parametrize(
    ("given_as", "words"),
    [
        ("irgendwas", "Bitte so schreiben"),
        ("a.1.I#", "Bitte so schreiben"),
        (["a.1.I", "<b>"], "Bitte so schreiben"),
        (7, "Bitte so schreiben"),
        ([f"a.1.I#x{n}" for n in range(11)], "höchstens 10"),
    ],
)
def test_what_is_no_reference_is_told(given_as: object, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        Milestone.model_validate({"id": "a", "title": "A", "depends_on": given_as})


def test_two_people_who_name_different_predecessors_clash_and_nothing_is_lost() -> None:
    def content(*names: str) -> AnswerContent:
        return AnswerContent.model_validate(
            {"milestones": [{"id": "a", "title": "A", "depends_on": names}]}
        )

    mine, theirs = content("b.1.I"), content("c.1.II")
    assert merged(content(), mine, content()).content == mine
    assert merged(content(), content(), theirs).content == theirs
    assert merged(content(), mine, theirs).clashes == ("milestones",)
