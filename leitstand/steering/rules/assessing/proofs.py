# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Rules on what an answer can be held against: evidence, milestones, money."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from leitstand.steering.enums import EvidenceKind, Progress
from leitstand.steering.rules.assessing.case import Case
from leitstand.steering.rules.wording import euro, listed, on_day

RECENT_DAYS: Final = 365
"""A standing task is shown to go on by evidence of the last twelve months."""


def done_proven(case: Case) -> Iterator[str]:
    """A measure is done, and the answer names something to look at."""
    if case.state == Progress.DONE and case.evidence:
        yield _("Als abgeschlossen gemeldet; als Nachweis genannt: %(evidence)s.") % {
            "evidence": "; ".join(
                f"{one.title} ({EvidenceKind(one.kind).label})" for one in case.evidence
            )
        }


def done_unproven(case: Case) -> Iterator[str]:
    """A measure is said to be done, and nothing shows it."""
    if case.state == Progress.DONE and not case.evidence and case.said:
        yield _("Am %(day)s als abgeschlossen gemeldet, ohne einen Nachweis zu nennen.") % {
            "day": on_day(case.said.said_on)
        }


def done_but_open(case: Case) -> Iterator[str]:
    """A measure is said to be done while milestones are open."""
    if case.state == Progress.DONE and case.open:
        yield _("Als abgeschlossen gemeldet, doch offen sind noch: %(milestones)s.") % {
            "milestones": listed(one.title for one in case.open)
        }


def standing_proven(case: Case) -> Iterator[str]:
    """A standing task has evidence of the last twelve months."""
    if case.state == Progress.STANDING and (recent := _recent(case)):
        newest = max(recent)
        yield _("Für die Daueraufgabe gibt es einen Nachweis vom %(day)s.") % {
            "day": on_day(newest)
        }


def standing_unproven(case: Case) -> Iterator[str]:
    """A standing task has no evidence of the last twelve months."""
    if case.state == Progress.STANDING and not _recent(case):
        dates = [one.dated_on for one in case.evidence if one.dated_on]
        if dates:
            yield _("Der neueste Nachweis der Daueraufgabe ist vom %(day)s.") % {
                "day": on_day(max(dates))
            }
        else:
            yield _("Für die Daueraufgabe gibt es keinen Nachweis mit Datum.")


def evidence_after_answer(case: Case) -> Iterator[str]:
    """Evidence is dated later than the answer that names it."""
    if case.said is None:
        return
    for one in case.content.evidence:
        if one.dated_on and one.dated_on > case.said.said_on:
            yield _(
                "Der Nachweis „%(title)s“ ist auf den %(day)s datiert, nach der Antwort vom"
                " %(said)s; er zählt nicht."
            ) % {
                "title": one.title,
                "day": on_day(one.dated_on),
                "said": on_day(case.said.said_on),
            }


def spent_over_planned(case: Case) -> Iterator[str]:
    """More was spent from a line than was planned."""
    for one in case.content.budget:
        if one.spent_eur is None or one.planned_eur is None or one.spent_eur <= one.planned_eur:
            continue
        yield _(
            "Aus %(line)s (%(source)s, %(year)s) sind %(spent)s € ausgegeben, geplant waren"
            " %(planned)s €."
        ) % {
            "line": one.line,
            "source": one.source,
            "year": one.year,
            "spent": euro(one.spent_eur),
            "planned": euro(one.planned_eur),
        }


def spent_in_future(case: Case) -> Iterator[str]:
    """Money is said to be spent in a year that has not begun."""
    for one in case.content.budget:
        if one.spent_eur and case.said and one.year > case.said.said_on.year:
            yield _("Aus %(line)s ist schon Geld des Jahres %(year)s ausgegeben.") % {
                "line": one.line,
                "year": one.year,
            }


def _recent(case: Case) -> list[dt.date]:
    """The days of the evidence that is not older than twelve months."""
    oldest = case.judged_on - dt.timedelta(days=RECENT_DAYS)
    return [one.dated_on for one in case.evidence if one.dated_on and one.dated_on >= oldest]
