# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What changed in a plan since a day."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.core.languages import Language
from leitstand.core.selectors import data_version
from leitstand.plan import selectors
from leitstand.plan.comparison import Difference, differences
from leitstand.plan.selectors import PlanAct, PlanFrame, PlanNotFound
from leitstand.plan.story import Passage, act_words, passages, pieces
from leitstand.plan.views.parts import open_frame, plan_link, source_words
from leitstand.ui.addresses import address
from leitstand.ui.as_of import reader_day
from leitstand.ui.formats import day as day_words
from leitstand.ui.pages import Page, public_page
from leitstand.ui.tables import Cell, Column, Link, Table

# More than anybody reads on a page; the data hold all.
MAX_PASSAGES = 200
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ROUTES = {"measure": "measure", "node": "node", "goal": "goal", "institution": "institution"}


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, as it was written; the days are None where they cannot be read."""

    since_words: str
    until_words: str
    since: dt.date | None
    until: dt.date | None
    problem: str = ""
    field: str = "seit"

    def problem_of(self, field: str) -> str:
        """What is wrong with this field of the form, if anything is."""
        return self.problem if field == self.field else ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The passages of a comparison and the acts behind it, in one language."""

    passages: tuple[Passage, ...]
    acts: tuple[PlanAct, ...]
    differences: tuple[Difference, ...] = ()


@public_page
def change_list(request: HttpRequest, plan: str) -> Page:
    """What a plan says differently since a day, old words beside new, with the acts behind it."""
    frame = open_frame(plan, with_levels=False)
    question = _asked(request, frame)
    answer = Answer((), ())
    if question.since and question.until and not question.problem:
        try:
            answer = _told(
                plan, frame.title, question.since, question.until, frame.language, data_version()
            )
        except PlanNotFound as error:
            question = Question(question.since_words, question.until_words, None, None, str(error))
    return _page(frame, question, answer)


def _asked(request: HttpRequest, frame: PlanFrame) -> Question:
    # A plan that is still to come is read as it will begin.
    today = reader_day() or max(timezone.localdate(), frame.period[0])
    words = [request.GET.get(name, "").strip()[:40] for name in ("seit", "bis")]
    for field, word in zip(("seit", "bis"), words, strict=True):
        if word and _day(word) is None:
            problem = _("„%s“ ist kein Tag. Bitte so schreiben: 2020-03-31.") % word
            return Question(words[0], words[1], None, None, problem, field)
    until = _day(words[1]) or today
    try:
        since = _day(words[0]) or selectors.previous_day(frame.slug, today=until)
    except PlanNotFound as error:
        return Question(words[0], words[1], None, None, str(error), "bis")
    if since > until:
        problem = _("Der erste Tag liegt nach dem zweiten.")
        return Question(words[0], words[1], None, None, problem)
    return Question(since.isoformat(), words[1], since, until)


def _day(words: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(words) if _DAY.fullmatch(words) else None
    except ValueError:
        return None


@lru_cache(maxsize=64)
def _told(
    plan: str, title: str, since: dt.date, until: dt.date, language: Language, _version: int
) -> Answer:
    """The answer as of a data version: worked out once after each change, not at each visit."""
    found = selectors.plan_changes(plan, since=since, until=until, language=language)
    return Answer(
        passages(found, language=language, plan_title=title),
        found.acts,
        differences(dated.change for dated in found.changes),
    )


def _page(frame: PlanFrame, question: Question, answer: Answer) -> Page:
    title = _("Was sich geändert hat")
    shown = answer.passages[:MAX_PASSAGES]
    days = (question.since, question.until)
    return Page(
        template="plan/changes.html",
        title=title,
        description=_description(frame, question),
        context={
            "here": address("plan:changes", plan=frame.slug),
            "feed": address("plan:changes-feed", plan=frame.slug),
            "question": question,
            "groups": tuple(_groups(frame, shown)),
            "counts": _counts(answer),
            "left_out": len(answer.passages) - len(shown),
            "pieces": pieces,
        },
        tables=(_change_table(frame, answer), _act_table(frame, answer)),
        payload={
            "since": days[0] and days[0].isoformat(),
            "until": days[1] and days[1].isoformat(),
            "problem": question.problem or None,
            "differences": [one.as_json() for one in answer.differences],
        },
        breadcrumb=(plan_link(frame),),
        status=400 if question.problem else 200,
    )


def _description(frame: PlanFrame, question: Question) -> str:
    if not question.since or not question.until:
        return frame.title
    days = {"since": day_words(question.since), "until": day_words(question.until)}
    if question.until == timezone.localdate():
        return _("Der Stand am %(since)s, verglichen mit heute.") % days
    return _("Der Stand am %(since)s, verglichen mit dem am %(until)s.") % days


def _counts(answer: Answer) -> dict[str, int]:
    kinds = [passage.subject.kind for passage in answer.passages]
    return {"measures": kinds.count("measure"), "others": len(kinds) - kinds.count("measure")}


def _groups(
    frame: PlanFrame, shown: tuple[Passage, ...]
) -> Iterator[tuple[str, str, list[tuple[Passage, Link | None]]]]:
    """Key, heading and passages of every kind of subject that has any."""
    headings = (
        ("measure", _("Maßnahmen")),
        ("goal", _("Ziele")),
        ("node", _("Themen und Felder")),
        ("institution", _("Institutionen")),
        ("plan", _("Der Plan selbst")),
    )
    for kind, heading in headings:
        found = [(one, _link(frame, one)) for one in shown if one.subject.kind == kind]
        if found:
            yield kind, heading, found


def _link(frame: PlanFrame, passage: Passage) -> Link | None:
    """To the subject's page; none where the subject is gone, or is the plan."""
    subject = passage.subject
    is_gone = any(item.kind == "removed" and item.table == subject.kind for item in passage.items)
    if is_gone or subject.kind not in _ROUTES:
        return None
    route = f"plan:{_ROUTES[subject.kind]}"
    return Link(passage.name, address(route, plan=frame.slug, **{subject.kind: subject.key}))


def _change_table(frame: PlanFrame, answer: Answer) -> Table:
    return Table(
        key="aenderungen",
        caption=_("Änderungen"),
        columns=(
            Column("subject", _("Gegenstand"), "link"),
            Column("what", _("Was")),
            Column("kind", _("Art der Änderung")),
            Column("field", _("Angabe")),
            Column("before", _("bisher")),
            Column("after", _("neu")),
            Column("holds_from", _("gilt ab"), "date"),
            Column("recorded_on", _("erfasst am"), "date"),
            Column("by", _("durch")),
            Column("id", _("Kennung"), is_data_only=True),
        ),
        rows=tuple(_rows(frame, answer)),
        source=source_words(frame),
    )


def _rows(frame: PlanFrame, answer: Answer) -> Iterator[tuple[Cell, ...]]:
    for passage in answer.passages:
        subject: Any = _link(frame, passage) or passage.name
        for item in passage.items:
            last = item.acts[-1] if item.acts else None
            for one in item.alterations:
                yield (
                    subject,
                    item.what,
                    item.kind_words,
                    one.field,
                    one.before,
                    one.after,
                    item.holds_from,
                    timezone.localdate(last.at) if last else None,
                    last.actor if last else None,
                    passage.subject.key,
                )


def _act_table(frame: PlanFrame, answer: Answer) -> Table:
    return Table(
        key="vorgaenge",
        caption=_("Vorgänge"),
        columns=(
            Column("recorded_on", _("erfasst am"), "date"),
            Column("act", _("Vorgang")),
            Column("by", _("durch")),
            Column("holds_from", _("gilt ab"), "date"),
            Column("records", _("Einträge"), "number"),
            Column("note", _("Anmerkung")),
        ),
        rows=tuple(
            (
                timezone.localdate(one.act.at),
                act_words(one.act.act),
                one.act.actor,
                timezone.localdate(one.holds_from),
                one.records,
                _("gilt schon vor dem ersten Tag") if one.is_late else None,
            )
            for one in answer.acts
        ),
        source=source_words(frame),
        note=_("Genannt wird die Rolle, in der jemand gehandelt hat, nie eine Person."),
    )
