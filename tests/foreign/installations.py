# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Two installations for tests: one steers the climate programme, the other holds Berlin's plan.

Everything that the programme says is invented: its measures bear the codes that Berlin's plan
prints, and no more is known of the real ones.
"""

import json
from pathlib import Path

from tests.cli.places import Place
from tests.plan.documents import both, document, level, measure

CODES = ("W-14", "W-12", "W-10", "W-9", "E-21", "E-22", "E-23")
PROGRAMME = "bek-beispiel"
BERLIN = "berlin-2018-2021"
SOURCE = "bek-2030"

# Answers are given through the services, as the office would on behalf of an institution.
_ANSWER = """
import django; django.setup()
from uuid import uuid4
from leitstand.core.accounts.actors import Operator
from leitstand.steering.answer import AnswerContent
from leitstand.steering.enums import AnswerWay
from leitstand.steering.selectors.rounds import round_view
from leitstand.steering.services.answers import answer_save
states = {states!r}
for duty in round_view({round!r}, language="de").owed:
    state = states.get(duty.measure.key.rpartition(".")[2])
    if state:
        answer_save(respondent=Operator("cli:office"), duty=duty.id, seen=0, is_submitted=True,
                    content=AnswerContent(state=state, account="Erfunden.",
                                          outlook=None if state == "done" else "on-track"),
                    way=AnswerWay.BEHALF, submission=uuid4())
"""


def works(place: Place, *words: str | Path) -> str:
    """What a command prints that must succeed."""
    done = place.leitstand(*words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def programme_package(folder: Path) -> Path:
    """A package with the invented programme, ready to be imported."""
    keys = [f"{code[0].lower()}.1.{code}" for code in CODES]
    made = document(
        *(
            measure(key, leads=["klimabuero"], title=both(f"Beispielmaßnahme {code}"))
            for key, code in zip(keys, CODES, strict=True)
        ),
        slug=PROGRAMME,
        title=both("Klimaprogramm (erfundenes Beispiel)"),
        levels=[
            level("cluster"),
            level("field"),
            level("measure", numbering="none"),
            level("part"),
        ],
    )
    path = folder / "programm.json"
    path.write_text(made.model_dump_json(), "utf-8")
    return path


def round_published(place: Place, slug: str, day: str, states: dict[str, str]) -> None:
    """An invented round about the programme, answered so, frozen and published."""
    days = ("--reporting-on", day, "--due-on", "2099-01-01")
    titles = ("--title-de", f"Runde {slug}", "--title-en", f"Round {slug}", "--example")
    works(place, "round", "create", PROGRAMME, slug, *titles, *days)
    works(place, "round", "open", slug)
    place.script(_ANSWER.format(states=states, round=slug))
    for step in ("close", "freeze", "publish"):
        works(place, "round", step, slug)


def fetched(place: Place) -> tuple[int, dict[str, object]]:
    """The exit code of a fetch, and what became of the source."""
    done = place.leitstand("foreign", "fetch", "--format", "json")
    [found] = json.loads(done.stdout)
    return done.returncode, found
