# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The sources of a plan with all that counts of them, in one statement.

Terms, attempts and observations have little in common but that a page needs the newest of each. As
a UNION of JSON texts they are one round trip.
"""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, JSONObject

from leitstand.core.history import end_of_day
from leitstand.core.prepared import answers, as_instant
from leitstand.foreign.enums import GOOD
from leitstand.foreign.models import Fetch, Observation, SourceTerms
from leitstand.foreign.rules.mirror import FetchNote, Mirror, Observed, Terms

_TERMS = ("name_de", "name_en", "kind", "url", "language", "states", "codes")
_MORE_TERMS = ("stale_days", "is_active", "is_example")
_FETCH = ("started_at", "ended_at", "outcome", "fault", "details", "codes", "head")
_SAID = ("reporting_on", "fetched_at", "is_example", "content")


def mirrors_shown(
    plan: str, *, day: dt.date | None, programmes: Sequence[str] | None = None
) -> tuple[Mirror, ...]:
    """The sources of a plan, or of some of its programmes, as a page of ``day`` shows them.

    What was fetched is that of the day, words and codes mean what the office says today: so what
    it decided later repairs the past too. One statement. Sources that were off are left out.
    """
    if programmes is None:
        rows = answers(_shown, day=day, plan=plan)
    else:
        rows = answers(_shown_of, day=day, plan=plan, programmes=list(programmes))
    return tuple(one for one in _mirrors(rows) if one.terms.is_active)


def mirrors_recorded(plan: str, *, until: dt.datetime) -> tuple[Mirror, ...]:
    """The sources of a plan exactly as they were recorded by ``until``, meanings included.

    Nothing that is recorded later changes the answer. One statement.
    """
    rows = _union(until, until, source__plan__slug=plan)
    return tuple(one for one in _mirrors(rows) if one.terms.is_active)


def mirrors_of_office(*, slug: str | None = None) -> tuple[Mirror, ...]:
    """All sources as they stand now, those that are off included, or one; one statement."""
    rows = _union(None, None, **({} if slug is None else {"source__slug": slug}))
    return _mirrors(rows)


def _shown(*, day: dt.date | None, plan: str) -> QuerySet[Any, Any]:
    return _union(end_of_day(day) if day else None, None, source__plan__slug=plan)


def _shown_of(*, day: dt.date | None, plan: str, programmes: Sequence[str]) -> QuerySet[Any, Any]:
    until = end_of_day(day) if day else None
    return _union(until, None, source__plan__slug=plan, source__programme__in=programmes)


def _union(
    until: dt.datetime | None, meant_until: dt.datetime | None, **which: Any
) -> QuerySet[Any, Any]:
    """All rows that make the sources: what held by ``until``, with the meanings of another day."""
    parts = [
        _part(_terms(until, which), "terms", *_TERMS, *_MORE_TERMS),
        _part(_fetches(until, which), "last", *_FETCH),
        _part(_fetches(until, which, outcome__in=GOOD), "good", *_FETCH),
        _part(_said(until, which), "said", *_SAID, code=F("code")),
    ]
    if until != meant_until:
        parts.append(_part(_terms(meant_until, which), "meanings", "states", "codes"))
    return parts[0].union(*parts[1:], all=True)


def _part(rows: QuerySet[Any], tag: str, *columns: str, code: Any = None) -> QuerySet[Any]:
    shaped: QuerySet[Any] = (
        rows.order_by()
        .annotate(
            part=Value(tag, CharField()),
            named=Value("", CharField()) if code is None else code,
            body=Cast(JSONObject(**{name: name for name in columns}), TextField()),
        )
        .values_list(
            "part", "source__slug", "source__plan__slug", "source__programme", "named", "body"
        )
    )
    return shaped


def _terms(until: dt.datetime | None, which: dict[str, Any]) -> QuerySet[Any]:
    known = SourceTerms.objects.all()
    if until is not None:
        known = known.filter(recorded_at__lte=until)
    later = known.filter(source=OuterRef("source"), number__gt=OuterRef("number"))
    return known.filter(~Exists(later), **which)


def _fetches(until: dt.datetime | None, which: dict[str, Any], **only: Any) -> QuerySet[Any]:
    known = Fetch.objects.filter(**only)
    if until is not None:
        known = known.filter(ended_at__lte=until)
    later = known.filter(source=OuterRef("source"), id__gt=OuterRef("id"))
    return known.filter(~Exists(later), **which)


def _said(until: dt.datetime | None, which: dict[str, Any]) -> QuerySet[Any]:
    known = Observation.objects.all()
    if until is not None:
        known = known.filter(fetched_at__lte=until)
    later = known.filter(
        Q(reporting_on__gt=OuterRef("reporting_on"))
        | Q(reporting_on=OuterRef("reporting_on"), number__gt=OuterRef("number")),
        source=OuterRef("source"),
        code=OuterRef("code"),
    )
    return known.filter(~Exists(later), **which)


def _mirrors(rows: Iterable[tuple[Any, ...]]) -> tuple[Mirror, ...]:
    """The sources that the rows make, by slug; those without terms by then are not there yet."""
    found: dict[str, dict[str, Any]] = {}
    for tag, slug, plan, programme, code, body in rows:
        own = found.setdefault(slug, {"plan": plan, "programme": programme, "said": []})
        values = _document(body)
        if tag == "said":
            own["said"].append(_observed(code, values))
        else:
            own[tag] = values
    return tuple(_mirror(slug, found[slug]) for slug in sorted(found) if "terms" in found[slug])


def _mirror(slug: str, own: dict[str, Any]) -> Mirror:
    terms = own["terms"] | own.get("meanings", {})
    return Mirror(
        slug,
        own["plan"],
        own["programme"],
        Terms(
            names=(terms["name_de"], terms["name_en"]),
            kind=terms["kind"],
            url=terms["url"],
            language=terms["language"],
            states=terms["states"],
            codes=terms["codes"],
            stale_days=terms["stale_days"],
            is_active=bool(terms["is_active"]),
            is_example=bool(terms["is_example"]),
        ),
        _note(own.get("last")),
        _note(own.get("good")),
        tuple(sorted(own["said"], key=lambda one: one.code)),
    )


def _note(values: dict[str, Any] | None) -> FetchNote | None:
    if values is None:
        return None
    return FetchNote(
        as_instant(values["started_at"]),
        as_instant(values["ended_at"]),
        values["outcome"],
        values["fault"],
        values["details"],
        frozenset(values["codes"]),
        values["head"] or None,
    )


def _observed(code: str, values: dict[str, Any]) -> Observed:
    return Observed(
        code,
        dt.date.fromisoformat(values["reporting_on"]),
        as_instant(values["fetched_at"]),
        bool(values["is_example"]),
        values["content"],
    )


def _document(body: Any) -> dict[str, Any]:
    """The JSON of a row. A database without a type for it gives JSON inside as words."""
    found: dict[str, Any] = json.loads(body)
    for name in ("states", "codes", "details", "head", "content"):
        if isinstance(found.get(name), str):
            found[name] = json.loads(found[name])
    return found
