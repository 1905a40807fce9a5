# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A report is fetched and what is new in it kept; whatever goes wrong, the last good state stays.

The attempt is on record before it is made, nothing is held while another machine is waited for, and
what a report says is written whole or not at all.
"""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.core.accounts.actors import Actor, actor_key
from leitstand.core.services import audit_record
from leitstand.core.turns import take_turn
from leitstand.foreign.enums import GOOD, Fault, Outcome, SourceKind
from leitstand.foreign.errors import ReportRefused, SourceRefused
from leitstand.foreign.feed import FeedMeasure, MeasuresFeed
from leitstand.foreign.feed.reading import read_report
from leitstand.foreign.models import Fetch, ForeignSource, Observation, SourceTerms
from leitstand.foreign.rules.faults import fault_sentence
from leitstand.foreign.services.sources import for_change
from leitstand.foreign.transport import Answered, Limits, ask


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of an attempt. ``reason`` says why it failed, "" otherwise."""

    source: str
    outcome: str
    reason: str = ""
    fault: str = ""
    new: int = 0
    same: int = 0

    @property
    def is_good(self) -> bool:
        """Whether the source gave a report, or said that nothing changed."""
        return self.outcome in GOOD


def foreign_fetch(
    *, actor: Actor, source: str, body: bytes | None = None, now: dt.datetime | None = None
) -> Fetched:
    """The newest report of the source is kept: from ``body``, or from its address without one.

    The same again changes nothing; another content for the same reporting day is a new number of
    it. An attempt that fails is on record and changes nothing else. Raises ``SourceNotFound``,
    ``SourceRefused``.
    """
    attempt = _begin(actor, source, body, now)
    try:
        answer = _answer(attempt, body)
        feed = None if answer.is_same else read_report(answer.body, now=now or timezone.now())
        return _keep(actor, attempt, answer, feed, now)
    except ReportRefused as refused:
        return _fail(actor, attempt, refused, now)
    except BaseException:
        _fail(actor, attempt, ReportRefused(Fault.INTERRUPTED), now)
        raise


def foreign_rehearse(*, actor: Actor, source: str, body: bytes | None = None) -> Fetched:
    """What a fetch would do now; nothing is written. Raises as :func:`foreign_fetch` does."""
    with transaction.atomic():
        found, plan, terms = for_change(actor, source)
    _refuse(terms, body)
    attempt = _Attempt(found, plan, terms, _last_tag(found, terms, body), Fetch())
    try:
        answer = _answer(attempt, body)
        feed = None if answer.is_same else read_report(answer.body, now=timezone.now())
    except ReportRefused as refused:
        reason = fault_sentence(refused.fault, refused.details)
        return Fetched(source, Outcome.FAILED, reason, refused.fault)
    new = _news(found, feed) if feed else []
    same = len(feed.measures) - len(new) if feed else 0
    return Fetched(source, Outcome.TAKEN if new else Outcome.UNCHANGED, new=len(new), same=same)


@dataclass(frozen=True, slots=True)
class _Attempt:
    source: ForeignSource
    plan: str
    terms: SourceTerms
    tag: str
    row: Fetch


@transaction.atomic
def _begin(actor: Actor, slug: str, body: bytes | None, now: dt.datetime | None) -> _Attempt:
    """The attempt is on record; one that never ended is closed."""
    found, plan, terms = for_change(actor, slug)
    _refuse(terms, body)
    at = now or timezone.now()
    late = at - dt.timedelta(seconds=10 * settings.LEITSTAND_FOREIGN_SECONDS)
    Fetch.objects.filter(source=found, outcome=Outcome.RUNNING, started_at__lt=late).update(
        outcome=Outcome.FAILED, fault=Fault.INTERRUPTED, ended_at=at
    )
    row = Fetch.objects.create(source=found, started_at=at, url=terms.url if body is None else "")
    return _Attempt(found, plan, terms, _last_tag(found, terms, body), row)


def _refuse(terms: SourceTerms, body: bytes | None) -> None:
    if not terms.is_active:
        raise SourceRefused({"": _("Diese Quelle ist abgeschaltet.")})
    if body is None and terms.kind != SourceKind.URL:
        raise SourceRefused({"": _("Diese Quelle hat keine Adresse. Bitte eine Datei angeben.")})


def _last_tag(found: ForeignSource, terms: SourceTerms, body: bytes | None) -> str:
    """How the other side called the answer that was taken last from the same address."""
    if body is not None:
        return ""
    good = Fetch.objects.filter(source=found, outcome__in=GOOD).order_by("-id").first()
    return good.tag if good is not None and good.url == terms.url else ""


def _answer(attempt: _Attempt, body: bytes | None) -> Answered:
    if body is not None:
        return Answered(body)
    return ask(
        attempt.terms.url,
        allowed=settings.LEITSTAND_FOREIGN_HOSTS,
        tag=attempt.tag,
        limits=Limits(seconds=settings.LEITSTAND_FOREIGN_SECONDS),
    )


@transaction.atomic
def _keep(
    actor: Actor,
    attempt: _Attempt,
    answer: Answered,
    feed: MeasuresFeed | None,
    now: dt.datetime | None,
) -> Fetched:
    """All that is new in the report is kept, and the attempt with it."""
    # The turn is taken anew: somebody may have fetched the same meanwhile.
    found, _plan, _terms = for_change(actor, attempt.source.slug)
    row, at = attempt.row, now or timezone.now()
    new = _news(found, feed) if feed else []
    Observation.objects.bulk_create(
        [
            Observation(
                source=found,
                fetch=row,
                code=one.code,
                reporting_on=one.reporting_on,
                number=number,
                content=content,
                digest=digest,
                is_example=feed.is_example if feed else False,
                fetched_at=at,
            )
            for one, number, content, digest in new
        ]
    )
    row.outcome = Outcome.TAKEN if new else Outcome.UNCHANGED
    row.ended_at, row.tag, row.new = at, answer.tag, len(new)
    if feed is None:
        good = Fetch.objects.filter(source=found, outcome__in=GOOD).order_by("-id")[0]
        row.codes, row.head, row.sha256, row.size = good.codes, good.head, good.sha256, good.size
        row.same = len(good.codes)
    else:
        row.codes, row.head = [one.code for one in feed.measures], _head(feed)
        row.sha256, row.size = hashlib.sha256(answer.body).hexdigest(), len(answer.body)
        row.same = len(feed.measures) - len(new)
    row.save()
    _log(actor, attempt, row)
    return Fetched(found.slug, row.outcome, new=row.new, same=row.same)


@transaction.atomic
def _fail(
    actor: Actor, attempt: _Attempt, refused: ReportRefused, now: dt.datetime | None
) -> Fetched:
    """Nothing is kept but that the attempt failed, and why."""
    # The turn comes before the clock is read: who reads what was recorded by a moment has it all.
    take_turn()
    row = attempt.row
    row.outcome, row.ended_at = Outcome.FAILED, now or timezone.now()
    row.fault, row.details = refused.fault, refused.details
    row.save()
    _log(actor, attempt, row)
    reason = fault_sentence(refused.fault, refused.details)
    return Fetched(attempt.source.slug, row.outcome, reason, refused.fault)


_News = tuple[FeedMeasure, int, dict[str, Any], str]


def _news(found: ForeignSource, feed: MeasuresFeed) -> list[_News]:
    """What the report says differently from the newest that is kept, with its next number."""
    rows = Observation.objects.filter(source=found).order_by("number")
    newest = {
        (code, day): (number, digest)
        for code, day, number, digest in rows.values_list(
            "code", "reporting_on", "number", "digest"
        )
    }
    news: list[_News] = []
    for one in feed.measures:
        content = _content(one, feed)
        digest = _digest({**content, "is_example": feed.is_example})
        number, kept = newest.get((one.code, one.reporting_on), (0, ""))
        if digest != kept:
            news.append((one, number + 1, content, digest))
    return news


def _content(one: FeedMeasure, feed: MeasuresFeed) -> dict[str, Any]:
    words = feed.states.get(one.state)
    return {
        **one.model_dump(mode="json", exclude={"code", "reporting_on"}),
        "words": words.model_dump() if words else None,
    }


def _head(feed: MeasuresFeed) -> dict[str, Any]:
    return feed.model_dump(mode="json", exclude={"measures", "states"})


def _digest(content: dict[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _log(actor: Actor, attempt: _Attempt, row: Fetch) -> None:
    # A failed attempt is a change too: pages say so beside the state that they keep.
    audit_record(
        actor=actor_key(actor),
        act="source.fetch",
        subject=f"source:{attempt.plan}/{attempt.source.slug}",
        details={"outcome": str(row.outcome), "fault": str(row.fault), "new": row.new},
    )
