# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Names of institutions: abbreviations nobody explains, one institution under several names."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from django.utils.translation import gettext as _

from leitstand.core.enums import NameKind
from leitstand.plan.checks.finding import Cause, Severity
from leitstand.plan.checks.reading import (
    Lines,
    Reading,
    all_named,
    certain_printed_names,
    ids,
    passages,
)
from leitstand.plan.checks.similarity import is_contained, is_initials, is_same_name
from leitstand.plan.document.model import InstitutionDocument, InstitutionName, Measure
from leitstand.plan.labels import in_language, in_words


def abbreviation_not_expanded(reading: Reading) -> Iterator[Cause]:
    """Institutions printed by an abbreviation that the plan never writes out.

    A full name that comes from outside the plan does not help the plan's reader.
    """
    for institution in reading.document.institutions:
        short = institution.abbreviation
        if not short or any(name.kind == NameKind.EXPANDED for name in institution.names):
            continue
        printed = [name for name in institution.names if name.kind == NameKind.PRINTED]
        abbreviated = [name for name in printed if _has_word(name.text, short)]
        if not abbreviated or any(_explains(name.text, short) for name in printed):
            continue
        measures = _measures_printing(reading, institution.id, {n.text for n in abbreviated})
        message = _("„%(short)s“ schreibt der Plan nirgends aus.") % {"short": short}
        outside = next((n.text for n in institution.names if n.kind == NameKind.FULL), None)
        if outside:
            message += _(" Gemeint ist wohl „%(name)s“.") % {"name": outside}
        others = [name.text for name in printed if name not in abbreviated]
        if others:
            message += _(" Anderswo steht %(names)s, ohne dass beides verbunden wird.") % {
                "names": _quoted(others)
            }
        yield Cause(message, ids(measures), _lines(abbreviated))


def _has_word(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def _explains(text: str, short: str) -> bool:
    """Whether a printed name gives both: "Mobility goes Additive e. V. (MgA)"."""
    return f"({short})" in text and bool(text.replace(f"({short})", "").strip())


def name_variants(reading: Reading) -> Iterator[Cause]:
    """Institutions under several names, and pairs that are probably one institution."""
    yield from _variants_of_one(reading)
    yield from _probably_one(reading)


def _variants_of_one(reading: Reading) -> Iterator[Cause]:
    """Institutions that the plan prints under names that differ by more than inflection."""
    city = reading.document.plan.city.de
    for institution in reading.document.institutions:
        printed = [name for name in institution.names if name.kind == NameKind.PRINTED]
        if not printed:
            continue
        certain = certain_printed_names(institution)
        main = certain[0] if certain else printed[0]
        variants = [
            name
            for name in printed
            if name is not main
            and (name.is_assumed or not _is_plain_form(institution, main, name, city))
        ]
        if not variants:
            continue
        texts = {name.text for name in variants}
        measures = _measures_printing(reading, institution.id, texts, _lines(variants))
        facts = {"main": main.text, "variants": _quoted(name.text for name in variants)}
        is_assumed = any(name.is_assumed for name in variants)
        if is_assumed:
            text = _(
                "„%(main)s“ heißt anderswo vermutlich %(variants)s. Dass dieselbe Institution"
                " gemeint ist, sagt der Plan nicht."
            )
        else:
            text = _("„%(main)s“ heißt anderswo %(variants)s.")
        severity = None if is_assumed else Severity.NOTICE
        yield Cause(text % facts, ids(measures), _lines([main, *variants]), severity)


def _is_plain_form(
    institution: InstitutionDocument,
    main: InstitutionName,
    name: InstitutionName,
    city: str,
) -> bool:
    """Whether a second name is the first one inflected, or its explained abbreviation."""
    short = institution.abbreviation
    if short and short in (name.text, main.text):
        return any(n.kind == NameKind.EXPANDED for n in institution.names)
    return is_same_name(main.text, name.text, city)


def _probably_one(reading: Reading) -> Iterator[Cause]:
    """Institutions whose names are so alike that they are probably one, one cause per family."""
    for family in _families(reading):
        names = [_plan_names(institution) for institution in family]
        shown = [
            " / ".join(_quoted([name.text]) for name in some) or in_language(institution.name)
            for some, institution in zip(names, family, strict=True)
        ]
        members = {institution.id for institution in family}
        measures = [
            measure
            for measure in reading.document.measures
            if any(named.institution in members for named in all_named(measure))
        ]
        message = _("%(names)s sind vermutlich dieselbe Institution.") % {"names": in_words(shown)}
        yield Cause(message, ids(measures), _lines(name for some in names for name in some))


def _families(reading: Reading) -> list[list[InstitutionDocument]]:
    """Institutions drawn together by likeness, in document order."""
    families: dict[str, set[str]] = {one.id: {one.id} for one in reading.document.institutions}
    for pair in _alike(reading):
        joined = set().union(*(families[member] for member in pair))
        for member in joined:
            families[member] = joined
    seen: set[str] = set()
    drawn = []
    for institution in reading.document.institutions:
        family = families[institution.id]
        if len(family) > 1 and institution.id not in seen:
            drawn.append([one for one in reading.document.institutions if one.id in family])
        seen |= family
    return drawn


def _alike(reading: Reading) -> set[frozenset[str]]:
    """Pairs with the same name, as initials of one another, or with one name inside the other.

    A name that is inside those of several different institutions is a common noun ("Bezirk").
    """
    city = reading.document.plan.city.de
    related = _related(reading)
    current = {one.id: _current_names(one) for one in reading.document.institutions}
    unrelated = [
        (one, other)
        for one, other in combinations(reading.document.institutions, 2)
        if frozenset((one.id, other.id)) not in related
    ]
    same: set[frozenset[str]] = set()
    outer: dict[str, set[str]] = {}
    for one, other in unrelated:
        names = [(a, b) for a in current[one.id] for b in current[other.id]]
        if any(is_same_name(a, b, city) for a, b in names) or _is_short_for(one, other):
            same.add(frozenset((one.id, other.id)))
        elif any(is_contained(a, b, city) for a, b in names):
            outer.setdefault(one.id, set()).add(other.id)
        elif any(is_contained(b, a, city) for a, b in names):
            outer.setdefault(other.id, set()).add(one.id)
    inside = {
        frozenset((inner, other))
        for inner, others in outer.items()
        if all(frozenset(pair) in same for pair in combinations(others, 2))
        for other in others
    }
    return same | inside


def _is_short_for(one: InstitutionDocument, other: InstitutionDocument) -> bool:
    """Whether the abbreviation of either is made of the initials of the other's names."""
    return any(
        short.abbreviation and any(is_initials(short.abbreviation, n) for n in _current_names(full))
        for short, full in ((one, other), (other, one))
    )


def _current_names(institution: InstitutionDocument) -> tuple[str, ...]:
    """Every name of the plan's time, the abbreviation aside: those are compared as initials."""
    kinds = (NameKind.PRINTED, NameKind.EXPANDED, NameKind.FULL)
    texts = [name.text for name in institution.names if name.kind in kinds]
    if not texts:
        texts = [institution.name.de]
    return tuple(text for text in dict.fromkeys(texts) if text != institution.abbreviation)


def _plan_names(institution: InstitutionDocument) -> tuple[InstitutionName, ...]:
    kinds = (NameKind.PRINTED, NameKind.EXPANDED)
    return tuple(name for name in institution.names if name.kind in kinds)


def _related(reading: Reading) -> set[frozenset[str]]:
    """Pairs that the document itself sets apart: group and member, part and whole, mentions."""
    pairs: set[frozenset[str]] = set()
    for institution in reading.document.institutions:
        pairs |= {frozenset((institution.id, m.institution)) for m in institution.members}
        parent = institution.part_of
        while parent and frozenset((institution.id, parent)) not in pairs:
            pairs.add(frozenset((institution.id, parent)))
            above = reading.institutions.get(parent)
            parent = above.part_of if above else None
    for measure in reading.document.measures:
        for role in measure.roles:
            beside = [
                role.institution,
                *(mention.institution for mention in role.mentions),
            ]
            pairs |= {frozenset(pair) for pair in combinations(dict.fromkeys(beside), 2)}
    return pairs


def _measures_printing(
    reading: Reading, institution: str, texts: set[str], lines: Iterable[Lines] = ()
) -> list[Measure]:
    """The measures that print one of these names of an institution, in a role or on these lines."""
    places = tuple(lines)
    found = []
    for measure in reading.document.measures:
        printed = {
            named.as_printed for named in all_named(measure) if named.institution == institution
        }
        own = passages([measure])
        is_there = any(a <= place[0] and place[1] <= b for place in places for a, b in own)
        if printed & texts or is_there:
            found.append(measure)
    return found


def _lines(names: Iterable[InstitutionName]) -> tuple[Lines, ...]:
    return tuple(name.lines for name in names if name.lines)


def _quoted(texts: Iterable[str]) -> str:
    return in_words([_("„%(title)s“") % {"title": text} for text in dict.fromkeys(texts)])
