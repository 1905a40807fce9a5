# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Whoever comes back with a cursor gets every change exactly once."""

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from leitstand.core import cursors
from leitstand.plan.document import PlanDocument
from leitstand.plan.services import plan_import
from tests.api.conftest import Ask, Edit
from tests.plan.documents import document, measure
from tests.plan.test_round_trip import rolled_back

LONG_AGO = dt.date(2020, 3, 1)


def follow(ask: Ask, cursor: str | None = None, limit: int = 3, more: str = "") -> list[Any]:
    """All changes after the cursor, page by page; each with the cursor of its page."""
    found: list[Any] = []
    while True:
        tail = f"&cursor={cursor}" if cursor else ""
        page = ask(f"/changes?limit={limit}{tail}{more}")
        found += page["changes"]
        cursor = page["cursor"]
        if not page["has_more"]:
            return [*found, cursor]


def renamed(plan: PlanDocument, title: str) -> PlanDocument:
    """The plan with another title on its first measure."""
    tree = plan.model_dump(mode="json")
    tree["measures"][0]["title"] = {"de": title, "en": title}
    return PlanDocument.model_validate(tree)


def test_an_import_is_told_thing_by_thing(ask: Ask, small: PlanDocument) -> None:
    *changes, _cursor = follow(ask, limit=500)
    told = {(one["thing"], one["id"]): one for one in changes}
    assert len(told) == len(changes)
    werft = told["institution", "werft"]
    assert (werft["plan"], werft["change"], werft["holds_from"]) == (None, "added", None)
    one = told["measure", "hafen.1.I"]
    assert (one["plan"], one["act"]) == ("klein", "plan.import")
    assert dt.datetime.fromisoformat(one["holds_from"]) == dt.datetime(
        2019, 12, 31, 23, tzinfo=dt.UTC
    )
    assert one["records"] == [
        {"record": "measure", "change": "added", "count": 1, "fields": []},
        {"record": "role", "change": "added", "count": 2, "fields": []},
    ]


def test_an_edit_names_the_fields_and_leads_to_the_thing(
    ask: Ask, small: PlanDocument, edit: Edit
) -> None:
    *_before, cursor = follow(ask)
    edit("Neu")
    [one, _cursor] = follow(ask, cursor)
    assert (one["thing"], one["id"], one["change"]) == ("measure", "hafen.1.I", "changed")
    assert one["records"][0]["fields"] == ["title_de", "title_en"]
    assert ask(one["url"].removeprefix("/api/v1"))["entries"][0]["title"] == "Neu"


def test_a_change_that_holds_from_earlier_still_comes_last(
    ask: Ask, small: PlanDocument, edit: Edit
) -> None:
    other = document(measure("wald.1.I"), slug="gross")
    plan_import(document=other, actor="test")
    edit("Heute")
    *_before, cursor = follow(ask)
    # In its own plan nothing can be changed from a day before a later change; in another it can.
    plan_import(document=renamed(other, "Alt"), actor="test", effective_on=LONG_AGO)
    [one, _cursor] = follow(ask, cursor)
    assert (one["plan"], one["holds_from"][:16]) == ("gross", "2020-02-29T23:00")


def test_the_same_cursor_gives_the_same_again(ask: Ask, small: PlanDocument) -> None:
    first = ask("/changes?limit=2")
    again = f"/changes?limit=2&cursor={first['cursor']}"
    assert ask(again) == ask(again)
    assert first["next"] == f"/api/v1/changes?limit=2&cursor={first['cursor'].replace(':', '%3A')}"


def test_who_has_read_everything_keeps_the_cursor(ask: Ask, small: PlanDocument) -> None:
    *_changes, cursor = follow(ask)
    page = ask(f"/changes?cursor={cursor}")
    assert (page["changes"], page["cursor"], page["has_more"]) == ([], cursor, False)


def test_where_nothing_ever_happened_there_is_no_cursor(ask: Ask, db: None) -> None:
    page = ask("/changes")
    assert (page["changes"], page["cursor"], page["has_more"]) == ([], None, False)
    assert page["next"] == "/api/v1/changes"


def test_one_plan_can_be_followed_with_the_institutions(ask: Ask, small: PlanDocument) -> None:
    plan_import(document=document(measure("wald.1.I", leads=["forst"]), slug="gross"), actor="test")
    *changes, _cursor = follow(ask, more="&plan=gross")
    assert {one["plan"] for one in changes} == {None, "gross"}
    assert {one["id"] for one in changes if one["plan"] is None} == {"forst", "werft", "zoll"}
    assert ("plan", "gross") in {(one["thing"], one["id"]) for one in changes}


def test_what_holds_from_later_is_left_out_for_a_day(ask: Ask, edit: Edit) -> None:
    edit("Später", effective_on=dt.date(2022, 6, 1))
    *before, _cursor = follow(ask, more="&stand=2022-05-31")
    *after, _cursor = follow(ask, more="&stand=2022-06-01")
    assert [one["id"] for one in after[len(before) :]] == ["hafen.1.I"]


def test_the_reason_is_told_and_nobody_is_named(client: Client, small: PlanDocument) -> None:
    made = renamed(small, "Neu")
    plan_import(document=made, actor="Erika Mustermann", reason="Beschluss vom 3. Mai")
    told = client.get("/api/v1/changes")
    assert told.json()["changes"][-1]["reason"] == "Beschluss vom 3. Mai"
    assert "Mustermann" not in told.content.decode()


@pytest.mark.django_db
@given(
    acts=st.lists(st.sampled_from(["write", "backdate", "read"]), max_size=8),
    limit=st.integers(1, 4),
)
@settings(max_examples=12)
def test_reading_between_writes_loses_nothing_and_repeats_nothing(
    acts: list[str], limit: int
) -> None:
    today = document(measure("hafen.1.I", leads=["werft"]))
    once = document(measure("wald.1.I", leads=["forst"]), slug="gross")
    with rolled_back():
        for plan in (today, once):
            plan_import(document=plan, actor="test")
        client, cursor, read = Client(), None, []
        for number, act in enumerate([*acts, *["read"] * 40]):
            if act != "read":
                plan, day = (once, LONG_AGO) if act == "backdate" else (today, None)
                made = renamed(plan, f"Titel {number}")
                plan_import(document=made, actor="test", effective_on=day)
                continue
            tail = f"&cursor={cursor}" if cursor else ""
            page = client.get(f"/api/v1/changes?limit={limit}{tail}").json()
            cursor = page["cursor"]
            read += [(one["thing"], one["id"], one["change"]) for one in page["changes"]]
        rows = apps.get_model("core.ChangeEntry").objects.order_by("id")
        assert read == list(rows.values_list("thing", "key", "kind"))


@pytest.mark.parametrize("what", ["other key", "tampered", "unknown", "other journal"])
def test_a_cursor_that_is_not_of_this_installation_is_told_so(
    client: Client, ask: Ask, small: PlanDocument, settings: Any, what: str
) -> None:
    cursor = ask("/changes?limit=1")["cursor"]
    place = cursors.place_of(cursor)
    if what == "other key":
        settings.SECRET_KEY = "x" * 60
        cursor = cursors.cursor_for(place)
        settings.SECRET_KEY = "y" * 60
    elif what == "tampered":
        cursor = ("A" if cursor[0] != "A" else "B") + cursor[1:]
    elif what == "unknown":
        cursor = cursors.cursor_for((place[0] + 10_000, place[1]))
    else:
        cursor = cursors.cursor_for((place[0], place[1] - 1))
    response = client.get("/api/v1/changes", {"cursor": cursor})
    assert response.status_code == 410
    assert "ohne Lesezeichen von vorn" in response.json()["detail"]


@pytest.mark.parametrize(
    "cursor", ["", "1", "abc:def", "a:" + "b" * 44, "x" * 300, "ä:" + "b" * 43]
)
def test_what_is_no_cursor_at_all_is_refused(client: Client, db: None, cursor: str) -> None:
    response = client.get("/api/v1/changes", {"cursor": cursor})
    assert response.status_code == 422
    assert response.json()["errors"][0]["parameter"] == "cursor"
