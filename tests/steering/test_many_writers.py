# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Fifty people answer at once, and some of their processes die: nothing is lost or doubled."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.writers import TOTAL
from tests.cli.places import Place, new_place

SLUG = "andrang"
# Fifty institutions owe an answer each: twenty of the thousand answers come in for each of them.
STAND = """
import datetime as dt, django
django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from django.utils import timezone
from leitstand.plan.services import plan_import
from leitstand.core.accounts.actors import Operator
from leitstand.steering.services.rounds import Wanted, round_create, round_open
from tests.plan.documents import document, measure
measures = [measure(f"hafen.{n}.I", leads=[f"amt-{n}a", f"amt-{n}b"]) for n in range(1, 26)]
plan_import(document=document(*measures, slug="hafen"), actor="test")
day, office = timezone.localdate(), Operator("test")
wanted = Wanted("Andrang", "Rush", day, day + dt.timedelta(days=9))
round_create(actor=office, plan="hafen", slug="andrang", wanted=wanted)
assert round_open(actor=office, slug="andrang") == 50
"""
SPOIL = """
import json, django
django.setup()
from bench.writers import _duties, _faults
from leitstand.steering.models import Answer
Answer.objects.filter(pk__in=Answer.objects.order_by("-pk").values("pk")[:1]).update(number=99)
print(json.dumps(_faults("andrang", _duties("andrang"))))
"""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def stand(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    """An installation with an open round in which fifty institutions owe answers."""
    with pytest.MonkeyPatch.context() as patch:
        url = os.environ.get("DATABASE_URL", "")
        if url.startswith("postgres") and "LEITSTAND_TEST_POSTGRES" not in os.environ:
            patch.setenv("LEITSTAND_TEST_POSTGRES", url)
        place = new_place(tmp_path_factory.mktemp("andrang"), request.param)
        try:
            place.script(STAND)
            yield place
        finally:
            place.destroy()


@pytest.fixture
def place(stand: Place, tmp_path: Path) -> Iterator[Place]:
    """A copy of it for one test."""
    copy = Place(tmp_path / stand.home.name[::-1], stand.server)
    copy.copy(stand)
    yield copy
    copy.destroy()


def written(place: Place, *words: str) -> dict[str, Any]:
    done = place.run("-m", "bench.writers", SLUG, *words)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_a_thousand_answers_by_fifty_writers_all_stand_once(place: Place) -> None:
    outcome = written(place)
    assert outcome["faults"] == []
    # The judge itself: one number that is wrong is told.
    assert any("has the numbers" in fault for fault in json.loads(place.script(SPOIL)))


@pytest.mark.parametrize("killed", [5])
def test_killed_in_the_middle_and_sent_again_they_stand_once(place: Place, killed: int) -> None:
    outcome = written(place, "--kill", str(killed))
    assert outcome["faults"] == []
    assert TOTAL // 4 <= outcome["killed_at"] < TOTAL
