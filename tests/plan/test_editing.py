# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Editing a measure: by those who may, with the import's validation, over nobody's head."""

import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from typing import Any, TypeAlias

import pytest
from django.db import connection
from django.utils import timezone

from leitstand.core.accounts.actors import Actor
from leitstand.core.models import AuditEvent
from leitstand.core.permissions import NotPermitted
from leitstand.core.selectors import data_version
from leitstand.plan.document import PlanDocument
from leitstand.plan.document.problems import PlanRejected
from leitstand.plan.editing import (
    MeasureNotFound,
    Overtaken,
    Saved,
    change_undo,
    measure_change,
)
from leitstand.plan.selectors import plan_document
from leitstand.plan.selectors.documents import plan_id_on
from leitstand.plan.selectors.versions import MeasureVersion, measure_versions, newest_act
from tests.people import person
from tests.plan.state import everything

PLAN = "berlin-2018-2021"
KEY = "flaechen.3.I"  # led by senweb, whom the lead of the tests acts for
FOREIGN = "flaechen.2.II"
Tree: TypeAlias = dict[str, Any]


@pytest.fixture
def office(berlin: PlanDocument) -> Actor:
    return person("office")


@pytest.fixture
def lead(berlin: PlanDocument) -> Actor:
    return person("lead")


def tree(key: str = KEY) -> Tree:
    [found] = [one for one in plan_document(PLAN).measures if one.id == key]
    return deepcopy(found.model_dump())


def versions(key: str = KEY) -> tuple[MeasureVersion, ...]:
    return measure_versions(plan_id_on(PLAN, None), key)


def retitled(words: str, key: str = KEY) -> Tree:
    wanted = tree(key)
    wanted["title"]["de"] = words
    return wanted


def change(actor: Actor, wanted: Tree, *, seen: int | None = None, **others: Any) -> Saved:
    key = str(wanted["id"])
    return measure_change(
        actor=actor,
        plan=PLAN,
        measure=key,
        wanted=wanted,
        seen=newest_act(versions(key)) if seen is None else seen,
        **{"reason": "Beschluss", **others},
    )


def test_what_was_changed_stands_in_the_plan_and_nothing_else_does(office: Actor) -> None:
    before = {one.id: one for one in plan_document(PLAN).measures}
    change(office, retitled("Neue Gewerbehöfe"))
    after = {one.id: one for one in plan_document(PLAN).measures}
    assert after[KEY].title.de == "Neue Gewerbehöfe"
    assert {key for key in after if after[key] != before[key]} == {KEY}


def test_a_lead_changes_its_own_measure_and_no_other(lead: Actor) -> None:
    change(lead, retitled("Neue Gewerbehöfe"))
    with pytest.raises(NotPermitted):
        change(lead, retitled("Fremdes", FOREIGN))
    assert tree(FOREIGN)["title"]["de"] != "Fremdes"


@pytest.mark.parametrize("role", ["contributor", "committee", "network", "reader"])
def test_nobody_else_changes_anything(berlin: PlanDocument, role: str) -> None:
    before = tree()
    with pytest.raises(NotPermitted):
        change(person(role), retitled("Fremdes"))
    assert tree() == before


def test_a_lead_cannot_give_itself_or_others_roles(lead: Actor, office: Actor) -> None:
    wanted = tree()
    wanted["roles"] = wanted["roles"][:1]
    with pytest.raises(NotPermitted):
        change(lead, wanted)
    change(office, wanted)
    assert len(tree()["roles"]) == 1


def test_the_act_says_in_which_role_and_why_and_from_when(lead: Actor) -> None:
    saved = change(lead, retitled("Neue Gewerbehöfe"), reason="Beschluss vom März")
    act = versions()[-1].act
    assert act.id == saved.act
    assert (act.act, act.reason) == ("measure.change", "Beschluss vom März")
    assert act.actor == "federführende Institution SenWEB"
    event = AuditEvent.objects.get(id=act.id)
    assert event.actor.startswith("account:")
    assert event.holds_from is not None
    assert timezone.localdate(event.holds_from) == timezone.localdate()


def test_the_measure_says_on_a_past_day_what_it_said_then(office: Actor) -> None:
    old = tree()["title"]["de"]
    change(office, retitled("Neue Gewerbehöfe"), effective_on=dt.date(2020, 3, 31))
    assert titles(dt.date(2020, 3, 30)) == old
    assert titles(dt.date(2020, 3, 31)) == "Neue Gewerbehöfe"


def titles(day: dt.date) -> str:
    [found] = [one for one in plan_document(PLAN, day=day).measures if one.id == KEY]
    return found.title.de


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (lambda one: one["title"].update(de=""), "title.de"),
        (lambda one: one["title"].update(de="<b>fett</b>"), "title.de"),
        (lambda one: one["title"].update(de="x" * 2001), "title.de"),
        (lambda one: one["roles"][0].update(institution="gibts-nicht"), "roles[0].institution"),
        (lambda one: one["roles"][0].update(role="boss"), "roles[0].role"),
        (lambda one: one.update(strategies=["gibts-nicht"]), "strategies[0]"),
        (lambda one: one.update(roles=[one["roles"][0]] * 2), "roles[1]"),
    ],
)
def test_what_the_import_refuses_an_edit_refuses_with_its_place(
    office: Actor, spoil: Callable[[Tree], None], place: str
) -> None:
    wanted = tree()
    wanted["roles"] = list(wanted["roles"])
    before = everything()
    spoil(wanted)
    with pytest.raises(PlanRejected) as refused:
        change(office, wanted)
    assert [one.place for one in refused.value.problems] == [place]
    assert everything() == before


@pytest.mark.parametrize("reason", ["", "  "])
def test_an_edit_without_a_reason_is_refused(office: Actor, reason: str) -> None:
    with pytest.raises(PlanRejected) as refused:
        change(office, retitled("Neue Gewerbehöfe"), reason=reason)
    assert refused.value.problems[0].place == "reason"


@pytest.mark.parametrize("day", [dt.date(2017, 1, 1), timezone.localdate() + dt.timedelta(1)])
def test_an_edit_holds_neither_before_the_plan_nor_in_the_future(
    office: Actor, day: dt.date
) -> None:
    with pytest.raises(PlanRejected) as refused:
        change(office, retitled("Neue Gewerbehöfe"), effective_on=day)
    assert refused.value.problems[0].place == "effective_on"


def test_no_change_holds_before_one_that_was_made_already(office: Actor) -> None:
    change(office, retitled("Neue Gewerbehöfe"), effective_on=dt.date(2020, 3, 31))
    with pytest.raises(PlanRejected) as refused:
        change(office, retitled("Andere", FOREIGN), effective_on=dt.date(2020, 3, 30))
    assert "2020-03-31" in refused.value.problems[0].message


def test_nothing_new_writes_nothing(office: Actor) -> None:
    before = everything()
    assert change(office, tree()) == Saved(None, ())
    assert everything() == before


def test_who_has_not_seen_an_edit_does_not_overwrite_it(office: Actor, lead: Actor) -> None:
    seen = newest_act(versions())
    change(lead, retitled("Was die Federführung will"))
    with pytest.raises(Overtaken) as overtaken:
        change(office, retitled("Was die Geschäftsstelle will"), seen=seen)
    assert tree()["title"]["de"] == "Was die Federführung will"
    [clash] = overtaken.value.clashes
    assert (clash.mine, clash.theirs) == (
        "Was die Geschäftsstelle will",
        "Was die Federführung will",
    )
    assert [act.actor for act in overtaken.value.acts] == ["federführende Institution SenWEB"]
    change(office, dict(overtaken.value.tree), seen=overtaken.value.seen)
    assert tree()["title"]["de"] == "Was die Geschäftsstelle will"


def test_two_who_change_different_things_both_get_their_way(office: Actor, lead: Actor) -> None:
    seen, mine = newest_act(versions()), tree()
    change(lead, retitled("Was die Federführung will"))
    mine["summary"]["de"] = "Was die Geschäftsstelle will."
    change(office, mine, seen=seen)
    assert tree()["title"]["de"] == "Was die Federführung will"
    assert tree()["summary"]["de"] == "Was die Geschäftsstelle will."


def test_the_same_form_sent_twice_is_saved_once(office: Actor) -> None:
    seen, wanted = newest_act(versions()), retitled("Neue Gewerbehöfe")
    change(office, wanted, seen=seen)
    before = everything()
    assert change(office, wanted, seen=seen).act is None
    assert everything() == before


def test_what_was_taken_back_is_as_it_was(office: Actor) -> None:
    before = tree()
    saved = change(office, retitled("Neue Gewerbehöfe"))
    undone = change_undo(actor=office, plan=PLAN, measure=KEY, act=saved.act or 0, reason="Irrtum")
    assert tree() == before
    assert versions()[-1].act.undoes == saved.act
    change_undo(actor=office, plan=PLAN, measure=KEY, act=undone.act or 0, reason="doch nicht")
    assert tree()["title"]["de"] == "Neue Gewerbehöfe"


def test_an_older_change_is_taken_back_and_later_ones_stay(office: Actor) -> None:
    old = tree()["title"]["de"]
    saved = change(office, retitled("Neue Gewerbehöfe"))
    wanted = tree()
    wanted["summary"]["de"] = "Eine andere Kurzfassung."
    change(office, wanted)
    change_undo(actor=office, plan=PLAN, measure=KEY, act=saved.act or 0, reason="Irrtum")
    assert tree()["title"]["de"] == old
    assert tree()["summary"]["de"] == "Eine andere Kurzfassung."


def test_what_was_changed_again_is_not_taken_back_over_it(office: Actor) -> None:
    saved = change(office, retitled("Neue Gewerbehöfe"))
    change(office, retitled("Noch neuere Gewerbehöfe"))
    with pytest.raises(Overtaken):
        change_undo(actor=office, plan=PLAN, measure=KEY, act=saved.act or 0, reason="Irrtum")
    assert tree()["title"]["de"] == "Noch neuere Gewerbehöfe"


def test_what_came_with_the_plan_cannot_be_taken_back(office: Actor) -> None:
    first = versions()[0].act
    with pytest.raises(PlanRejected):
        change_undo(actor=office, plan=PLAN, measure=KEY, act=first.id, reason="Irrtum")


def test_acts_on_other_measures_and_invented_ones_are_not_found(office: Actor) -> None:
    saved = change(office, retitled("Andere", FOREIGN))
    for act in (saved.act or 0, 10**9):
        with pytest.raises(MeasureNotFound):
            change_undo(actor=office, plan=PLAN, measure=KEY, act=act, reason="Irrtum")


def test_every_edit_raises_the_data_version(office: Actor) -> None:
    before = data_version()
    change(office, retitled("Neue Gewerbehöfe"))
    assert data_version() > before


def test_what_breaks_off_in_the_middle_leaves_everything_as_it_was(
    office: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_given: Any, **_named: Any) -> None:
        raise ConnectionError("the line is dead")

    before = everything()
    monkeypatch.setattr("leitstand.plan.services.index_replace", lost)
    with pytest.raises(ConnectionError):
        change(office, retitled("Neue Gewerbehöfe"))
    assert everything() == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite in memory has one writer")
def test_of_many_who_save_at_once_nobody_overwrites_another(berlin: PlanDocument) -> None:
    office, seen = person("office"), newest_act(versions())
    start = threading.Barrier(6)

    def save(number: int) -> str:
        try:
            start.wait()
            change(office, retitled(f"Fassung {number}"), seen=seen)
            return f"Fassung {number}"
        except Overtaken:
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        saved = [words for words in pool.map(save, range(6)) if words]
    assert [tree()["title"]["de"]] == saved
