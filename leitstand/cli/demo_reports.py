# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The demonstration's report: what the office adds to it, and that it is public.

All of it is invented and belongs to an example round, so every report says "Beispieldaten". Loading
it again changes nothing, whatever somebody wrote since.
"""

import datetime as dt
from functools import cache

import yaml
from django.utils import timezone
from pydantic import BaseModel, ConfigDict

from leitstand.cli.account import operator
from leitstand.cli.demo_answers import demo_directory
from leitstand.reports.selectors.releases import round_releases
from leitstand.reports.selectors.texts import newest_texts
from leitstand.reports.services.releasing import report_release
from leitstand.reports.services.texts import texts_save
from leitstand.reports.texts import LANGUAGES, KeptTexts
from leitstand.steering.enums import RoundState
from leitstand.steering.selectors.rounds import round_cards


class DemoReport(BaseModel):
    """The texts of one report by place and language, and when it was made public."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    round: str
    written_on: dt.date
    released_on: dt.date
    flagships: tuple[str, ...]
    words: dict[str, dict[str, str]]

    @property
    def texts(self) -> KeptTexts:
        """The texts as the office writes them; a single line break in the file is none."""
        return KeptTexts(
            {
                (place, language): _paragraphs(spoken[language])
                for place, spoken in self.words.items()
                for language in LANGUAGES
                if language in spoken
            },
            self.flagships,
        )


@cache
def demo_reports() -> tuple[DemoReport, ...]:
    """The reports of the file."""
    content = yaml.safe_load((demo_directory() / "report.yaml").read_text("utf-8"))
    return tuple(DemoReport.model_validate(one) for one in content["reports"])


def load_demo_reports() -> int:
    """The reports are public; returns how many were made so just now.

    Only those of example rounds that are published.
    """
    cards = {card.slug: card for card in round_cards(language="de")}
    count = 0
    for wanted in demo_reports():
        card = cards.get(wanted.round)
        if card is None or not card.is_example or card.state != RoundState.PUBLISHED:
            continue
        if newest_texts(wanted.round).number or round_releases(wanted.round):
            continue
        number = texts_save(
            actor=operator(),
            round=wanted.round,
            texts=wanted.texts,
            seen=0,
            now=_at(wanted.written_on),
        )
        report_release(
            actor=operator(),
            round=wanted.round,
            texts=number,
            seen=0,
            now=_at(wanted.released_on),
        )
        count += 1
    return count


def _paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(one.split()) for one in text.split("\n\n"))


def _at(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(10)))
