# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Valid plan documents of every shape, for Hypothesis."""

import datetime as dt
from typing import Any, TypeAlias

from hypothesis import strategies as st

from leitstand.core.enums import InstitutionKind, NameKind
from leitstand.plan.document import PlanDocument
from leitstand.plan.document.loading import validated
from leitstand.plan.enums import (
    CommitmentKind,
    MentionRelation,
    OpenRoleKind,
    RoleKind,
    UndertakingSense,
)
from tests.plan.documents import LEVELS, level

Record: TypeAlias = dict[str, Any]
# Signs that a document refuses (see ``model.Words``); "<" only as in the samples below.
_REFUSED = "".join(map(chr, (*range(32), *range(127, 160), 0x2028, 0x2029, 0xFFFE, 0xFFFF))) + "<"
# Whatever a title may be: signs of every script, and what spreadsheets, YAML and HTML stumble over.
_signs = st.characters(exclude_categories=["Cs"], exclude_characters=_REFUSED)
words = st.one_of(
    st.text(_signs, min_size=1, max_size=20).map(str.strip).filter(bool),
    st.sampled_from(["=1+1", "+49", "-3", "@a", "'x", "yes", "null", "1e3", "007", "2018-01-01"]),
    st.sampled_from(["a: b # c", "#N/A", "TRUE", "& \" ' < 3", "🏭 „So“"]),
)
texts = st.fixed_dictionaries({"de": words, "en": words})
slugs = st.from_regex(r"[a-z][a-z0-9]{0,4}(-[a-z0-9]{1,3})?", fullmatch=True)
lines = st.tuples(st.integers(1, 3000), st.integers(1, 3000)).map(sorted)
days = st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31)).map(str)
sources = st.fixed_dictionaries(
    {"lines": lines}, optional={"structure_lines": lines, "page": st.integers(1, 300)}
)


def some(kind: Any) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(kind.values))


def distinct(record: st.SearchStrategy[Record], *keys: str) -> st.SearchStrategy[list[Record]]:
    """A few records that do not share these fields."""
    return st.lists(record, max_size=3, unique_by=lambda one: tuple(one.get(key) for key in keys))


def record(optional: Record | None = None, **fields: Any) -> st.SearchStrategy[Record]:
    return st.fixed_dictionaries(fields, optional=optional or {})


named = record({"lines": lines}, id=slugs, name=texts)


@st.composite
def heads(draw: st.DrawFn) -> Record:
    start, end = sorted([draw(days), draw(days)])
    head: Record = {
        "slug": draw(slugs),
        "title": draw(texts),
        "city": draw(texts),
        "summary": draw(texts),
        "period": {"start": start, "end": end},
        "publisher": draw(st.none() | texts),
        "source_title": draw(st.none() | words),
        "levels": [level(key) for key, *_rest in LEVELS],
        "terms": draw(distinct(record(kind=st.just("phase"), term=words, en=words), "term")),
        "strategies": draw(distinct(named, "id")),
        "programmes": draw(distinct(named, "id")),
        "own_rules": draw(
            distinct(
                record(
                    {"check": slugs, "limit": st.integers(1, 9)},
                    id=st.sampled_from(["R01", "R02", "R03"]),
                    statement=texts,
                    lines=lines,
                ),
                "id",
            )
        ),
    }
    editions = record(
        {"adopted_on": days, "lines": lines},
        number=st.integers(1, 9),
        label=texts,
        year=st.integers(1900, 2100),
    )
    head["editions"] = draw(distinct(editions, "number"))
    if head["editions"] and draw(st.booleans()):
        head["editions"][-1]["is_this"] = True
    return head


@st.composite
def institution_lists(draw: st.DrawFn) -> list[Record]:
    """One to four institutions; each can belong only to earlier ones, so no circle arises."""
    found: list[Record] = []
    ids = draw(st.lists(slugs, min_size=1, max_size=4, unique=True))
    span = {"valid_from": days, "lines": lines}
    name = record(span | {"is_assumed": st.booleans()}, text=words, kind=some(NameKind))
    for position, key in enumerate(ids):
        before = ids[:position]
        one: Record = {"id": key, "kind": draw(some(InstitutionKind)), "name": draw(texts)}
        one["names"] = draw(distinct(name, "text", "kind"))
        one["abbreviation"] = draw(st.none() | words)
        one["note"] = draw(st.none() | texts)
        if before:
            one["part_of"] = draw(st.none() | st.sampled_from(before))
            member = record(span | {"basis": words}, institution=st.sampled_from(before))
            one["members"] = draw(distinct(member, "institution"))
        found.append(one)
    return found


@st.composite
def measures(draw: st.DrawFn, key: str, head: Record, institutions: list[str]) -> Record:
    held = st.sampled_from(institutions)
    limits = {"phase": words, "scope": words}
    mention = record(institution=held, relation=some(MentionRelation), as_printed=words)
    role = record(
        limits | {"mentions": distinct(mention, "institution", "relation")},
        institution=held,
        role=some(RoleKind),
        as_printed=words,
    )
    place = record(limits, as_printed=words, role=some(RoleKind), kind=some(OpenRoleKind))
    promise = record(
        {
            "start": days,
            "end": days,
            "value": st.integers(-(10**9), 10**9).map(lambda n: n / 1000),
            "unit": words,
        },
        kind=some(CommitmentKind),
        as_printed=words,
    )
    one: Record = {"id": key, "title": draw(texts), "summary": draw(texts)}
    one["source"] = draw(sources)
    one["remark"] = draw(st.none() | texts)
    one["roles"] = draw(distinct(role, "institution", "role", "phase", "scope"))
    one["open_roles"] = draw(distinct(place, "role", "as_printed"))
    one["commitments"] = draw(distinct(promise, "kind", "as_printed"))
    target = record(target=st.sampled_from(["a.1.I", "b", "weg.2"]), as_printed=words)
    one["cross_refs"] = draw(distinct(target, "target"))
    if head["strategies"]:
        ids = st.sampled_from([strategy["id"] for strategy in head["strategies"]])
        one["strategies"] = draw(st.lists(ids, max_size=2, unique=True))
    if head["programmes"]:
        ids = st.sampled_from([programme["id"] for programme in head["programmes"]])
        outside = record({"code": words}, programme=ids, as_printed=words)
        one["external_refs"] = draw(distinct(outside, "programme", "code"))
    return one


def joinings(
    period: Record, institutions: list[str], goals: list[Record]
) -> st.SearchStrategy[Record]:
    """By whose decision a measure came in later."""
    return record(
        {"decision": words},
        decided_on=st.dates(
            dt.date.fromisoformat(period["start"]), dt.date.fromisoformat(period["end"])
        ).map(str),
        decided_by=st.sampled_from(institutions),
        goal=st.sampled_from([goal["id"] for goal in goals]),
    )


@st.composite
def documents(draw: st.DrawFn) -> PlanDocument:
    """A valid document; most of its lists may be empty."""
    head, institutions = draw(heads()), draw(institution_lists())
    ids = [institution["id"] for institution in institutions]
    nodes: list[Record] = []
    goals: list[Record] = []
    found: list[Record] = []
    for cluster in draw(st.lists(slugs, max_size=2, unique=True)):
        nodes.append({"id": cluster, "level": "cluster"})
        for letter in draw(st.sampled_from(["", "a", "ab"])):
            goals.append({"id": f"{cluster}.{letter}", "node": cluster, "letter": letter})
        for number in draw(st.sampled_from([[], ["1"], ["1", "2"]])):
            field = f"{cluster}.{number}"
            nodes.append({"id": field, "level": "field", "parent": cluster, "number": number})
            for name in draw(st.sampled_from([[], ["I"], ["I", "II"], ["I", "II.A", "II.B"]])):
                found.append(draw(measures(f"{field}.{name}", head, ids)))
    for one in (*nodes, *goals):
        source = draw(sources)
        source.pop("structure_lines", None)
        one |= {"title": draw(texts), "summary": draw(texts), "source": source}
    if goals:
        for one in found:
            if draw(st.integers(0, 3)) == 0:
                del one["source"]
                one["joined"] = draw(joinings(head["period"], ids, goals))
    if found:
        keys = st.sampled_from([measure["id"] for measure in found])
        part = record(measure=keys, as_printed=words, sense=some(UndertakingSense))
        shared = record(id=slugs, name=texts, measures=distinct(part, "measure"))
        head["undertakings"] = draw(distinct(shared, "id"))
    return validated(
        {
            "plan": head,
            "nodes": nodes,
            "goals": goals,
            "institutions": institutions,
            "measures": found,
        }
    )
