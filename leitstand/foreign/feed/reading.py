# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A report from elsewhere, read: nothing in it is believed before it was looked at."""

import datetime as dt
import json
from typing import Any

from django.utils import timezone
from pydantic import ValidationError

from leitstand.foreign.enums import Fault
from leitstand.foreign.errors import ReportRefused
from leitstand.foreign.feed.model import FORMAT, MeasuresFeed, folded

MOST_BYTES = 10 * 1024 * 1024
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_report(body: bytes, *, now: dt.datetime) -> MeasuresFeed:
    """The report that the bytes hold; at least one measure, every code once, no day to come.

    Raises :class:`ReportRefused`.
    """
    if len(body) > MOST_BYTES:
        raise ReportRefused(Fault.TOO_LARGE, limit=MOST_BYTES)
    tree = _tree(body)
    found = tree.get("format") if isinstance(tree, dict) else None
    if found != FORMAT:
        words = found if isinstance(found, str) else "–"
        raise ReportRefused(Fault.OTHER_FORMAT, found=_short(words), known=FORMAT)
    try:
        feed = MeasuresFeed.model_validate(tree)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = _short(".".join(str(part) for part in first["loc"]))
        raise ReportRefused(Fault.SHAPE, place=place, kind=first["type"]) from None
    if feed.reporting_on is None or not feed.measures:
        raise ReportRefused(Fault.NOTHING)
    _refuse_future(feed, now)
    _refuse_twice(feed)
    return feed


def _tree(body: bytes) -> Any:
    start = body.removeprefix(_BYTE_ORDER_MARK)[:200].lstrip()
    if start.startswith(b"<"):
        raise ReportRefused(Fault.WEB_PAGE)
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ReportRefused(Fault.NOT_TEXT) from None
    try:
        return json.loads(text, parse_constant=_no_number, object_pairs_hook=_each_once)
    except (ValueError, RecursionError):  # a number of a million digits, ten thousand brackets
        raise ReportRefused(Fault.NOT_JSON) from None


def _no_number(word: str) -> float:
    raise ValueError(word)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a field stands twice")
    return found


def _refuse_future(feed: MeasuresFeed, now: dt.datetime) -> None:
    today = timezone.localdate(now)
    # Clocks differ; a report of tomorrow is none.
    if feed.published_at is not None and feed.published_at > now + dt.timedelta(days=1):
        raise ReportRefused(Fault.FUTURE, day=feed.published_at.date().isoformat())
    if feed.reporting_on and feed.reporting_on > today:
        raise ReportRefused(Fault.FUTURE, day=feed.reporting_on.isoformat())
    for one in feed.measures:
        for day in (one.reporting_on, one.said_on):
            if day is not None and day > today:
                raise ReportRefused(Fault.FUTURE, code=_short(one.code), day=day.isoformat())


def _refuse_twice(feed: MeasuresFeed) -> None:
    seen: set[str] = set()
    for one in feed.measures:
        if folded(one.code) in seen:
            raise ReportRefused(Fault.TWICE, code=_short(one.code))
        seen.add(folded(one.code))


def _short(words: str) -> str:
    """As much of what a stranger wrote as belongs into a sentence."""
    kept = "".join(sign if sign.isprintable() else "?" for sign in words[:100])
    return kept.encode("utf-8", "replace").decode()
