# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The demonstration's rounds: whole, invented and marked so, the same at every loading."""

import datetime as dt
from urllib.parse import urlsplit

import pytest

from leitstand.cli.account import operator
from leitstand.cli.demo_accounts import demo_logins
from leitstand.cli.demo_answers import Demo, demo
from leitstand.cli.demo_rounds import load_demo_rounds, round_lines
from leitstand.plan.document import PlanDocument
from leitstand.steering.models import (
    Answer,
    AnswerLink,
    Contact,
    Duty,
    ReportingRound,
    RoundArchive,
)
from leitstand.steering.selectors.rounds import round_cards
from leitstand.steering.services.rounds import Wanted, round_create

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
PUBLISHED = ("herbst-2025", "fruehjahr-2026")


@pytest.fixture(scope="module")
def given() -> Demo:
    return demo()


def _everything() -> list[object]:
    return [
        list(model.objects.order_by("pk").values())
        for model in (ReportingRound, Duty, Answer, RoundArchive)
    ]


def test_every_answer_of_the_files_is_in_the_rounds(given: Demo, berlin: PlanDocument) -> None:
    loaded = load_demo_rounds(now=NOON)
    assert [(one.slug, one.state, one.is_new) for one in loaded] == [
        ("herbst-2025", "published", True),
        ("fruehjahr-2026", "published", True),
        ("herbst-2026", "open", True),
    ]
    for one in given.rounds:
        said = {duty.submission(one.slug): saying for duty, saying in given.said_in(one.slug)}
        kept = Answer.objects.filter(duty__round__slug=one.slug)
        assert {row.submission: row.is_submitted for row in kept} == {
            submission: not saying.draft for submission, saying in said.items()
        }

    cards = round_cards(language="de")
    assert [card.is_example for card in cards] == [True, True, True]
    for archive in RoundArchive.objects.all():
        assert '"is_example":true' in archive.content


def test_loading_twice_changes_nothing(berlin: PlanDocument) -> None:
    load_demo_rounds(now=NOON)
    before = _everything()
    again = load_demo_rounds(now=NOON + dt.timedelta(hours=5))
    assert [one.is_new for one in again] == [False, False, False]
    assert _everything() == before


def test_what_was_published_is_the_same_whenever_it_is_loaded(berlin: PlanDocument) -> None:
    load_demo_rounds(now=NOON)
    first = dict(RoundArchive.objects.values_list("round__slug", "sha256"))
    assert set(first) == set(PUBLISHED)
    for model in (RoundArchive, ReportingRound):
        Duty.objects.update(answer=None, draft=None)
        model.objects.all().delete()
    load_demo_rounds(now=NOON + dt.timedelta(days=500))
    assert dict(RoundArchive.objects.values_list("round__slug", "sha256")) == first


def test_the_open_round_is_open_whenever_the_demonstration_is_loaded(berlin: PlanDocument) -> None:
    load_demo_rounds(now=NOON)
    asked = ReportingRound.objects.get(slug="herbst-2026")
    assert asked.opened_at is not None
    assert asked.opened_at < NOON
    assert asked.due_on > NOON.date()
    assert Answer.objects.filter(duty__round=asked, said_at__gt=NOON).count() == 0
    much_later = NOON + dt.timedelta(days=400)
    load_demo_rounds(now=much_later)
    asked.refresh_from_db()
    assert asked.due_on > much_later.date()
    assert (asked.title_de, asked.title_en) == ("Herbst 2026", "Autumn 2026")


def test_a_round_of_the_office_is_left_alone(berlin: PlanDocument) -> None:
    wanted = Wanted("Echt", "Real", dt.date(2026, 9, 30), dt.date(2026, 10, 30))
    round_create(actor=operator(), plan="berlin-2018-2021", slug="herbst-2026", wanted=wanted)
    load_demo_rounds(now=NOON)
    kept = ReportingRound.objects.get(slug="herbst-2026")
    assert (kept.is_example, kept.title_de, kept.due_on) == (False, "Echt", dt.date(2026, 10, 30))


@pytest.mark.usefixtures("db")
def test_an_installation_without_the_plan_gets_no_rounds() -> None:
    assert load_demo_rounds(now=NOON) == ()
    assert round_lines((), base="http://x") == []


def test_it_says_where_to_look(berlin: PlanDocument) -> None:
    lines = round_lines(load_demo_rounds(now=NOON), base="http://127.0.0.1:8000")
    assert "Beispieldaten" in lines[0]
    assert any(
        line.endswith("http://127.0.0.1:8000/plaene/berlin-2018-2021/runden/fruehjahr-2026")
        for line in lines
    )


def test_nothing_in_the_files_leads_to_anything_real(given: Demo) -> None:
    proofs = [proof for duty in given.duties for proof in duty.shows.values()]
    assert proofs
    assert {urlsplit(proof.href).hostname for proof in proofs if proof.href} == {"example.org"}
    assert all("Muster" in proof.title for proof in proofs)
    assert all("erfunden" in line.line for line in given.budget_lines.values())


def test_the_files_hold_the_cases_that_a_reader_should_see(given: Demo) -> None:
    sayings = [said for _duty, said in given.said_in("fruehjahr-2026")]
    states = {said.state for said in sayings}
    assert {"given-up", "merged", "standing", "paused", "done", "not-started"} <= states
    assert {bool(said.shows) for said in sayings if said.state == "done"} == {True, False}
    paid = [name for said in sayings for name in said.money]
    assert len(paid) > len(set(paid))


def test_answers_come_in_by_every_way_and_each_from_its_institution(berlin: PlanDocument) -> None:
    demo_logins()
    load_demo_rounds(now=NOON)
    assert {"link", "sheet", "account", "behalf"} == set(
        Answer.objects.values_list("way", flat=True)
    )
    by_link = Answer.objects.filter(said_by__startswith="link:").select_related("duty")
    owners = {f"link:{link.pk}": link.institution_id for link in AnswerLink.objects.all()}
    assert by_link
    assert all(owners[one.said_by] == one.duty.institution_id for one in by_link)
    assert {one.rpartition("@")[2] for one in Contact.objects.values_list("email", flat=True)} == {
        "example.org"
    }
