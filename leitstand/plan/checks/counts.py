# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Counting and numbering: what the plan says it has, and how it numbers what it has."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from leitstand.plan.checks.finding import Cause, Severity
from leitstand.plan.checks.reading import Lines, Reading, body, ids
from leitstand.plan.document.model import Level, Measure, Node
from leitstand.plan.enums import Numbering
from leitstand.plan.labels import in_language, in_words, label_at, position_of


def declared_counts(reading: Reading) -> Iterator[Cause]:
    """Levels whose declared number of elements is not the real one.

    The declaration itself is the promise, so this is a breach even without a listed own rule.
    """
    for level in reading.document.plan.levels:
        real = _real_count(reading, level)
        if level.declared_count is None or level.declared_count == real:
            continue
        message = _("%(level)s: Der Plan kündigt %(declared)d an, enthält aber %(real)d.") % {
            "level": in_language(level.plural),
            "declared": level.declared_count,
            "real": real,
        }
        lines = (level.declared_lines,) if level.declared_lines else ()
        yield Cause(message, (), lines, Severity.BREACH)


def _real_count(reading: Reading, level: Level) -> int:
    if level == reading.measure_level:
        return len(reading.wholes)
    if level == reading.part_level:
        return sum(1 for measure in reading.document.measures if measure.part)
    return sum(1 for node in reading.document.nodes if node.level == level.key)


def numbering(reading: Reading) -> Iterator[Cause]:
    """Gaps, repeats, a wrong start or disorder in the numbers of branches, measures and parts.

    Counting may start anew under every parent or run on through the whole plan; both are normal.
    """
    yield from _numbered_nodes(reading)
    yield from _numbered_measures(reading)
    yield from _numbered_parts(reading)


def _numbered_nodes(reading: Reading) -> Iterator[Cause]:
    for level in reading.node_levels:
        nodes = [node for node in reading.document.nodes if node.level == level.key]
        if level.numbering == Numbering.NONE or _runs_on([n.number for n in nodes], level):
            continue
        families: dict[str | None, list[Node]] = {}
        for node in nodes:
            families.setdefault(node.parent, []).append(node)
        for parent, family in families.items():
            faults = _faults([node.number for node in family], level.numbering)
            if not faults:
                continue
            text = (
                _("%(level)s unter %(parent)s: %(faults)s.")
                if parent
                else _("%(level)s: %(faults)s.")
            )
            message = text % {
                "level": in_language(level.plural),
                "parent": reading.labels.of_node(parent) if parent else "",
                "faults": "; ".join(faults),
            }
            lines: tuple[Lines, ...] = tuple(node.source.lines for node in family)
            yield Cause(message, (), lines)


def _numbered_measures(reading: Reading) -> Iterator[Cause]:
    level = reading.measure_level
    if level is None or level.numbering == Numbering.NONE:
        return
    entries = _entries(reading.document.measures)
    if _runs_on([measure.number for measure in entries], level):
        return
    fields: dict[str, list[Measure]] = {}
    for measure in entries:
        fields.setdefault(measure.node, []).append(measure)
    for node, measures in fields.items():
        faults = _faults([measure.number for measure in measures], level.numbering)
        if faults:
            message = _("%(level)s unter %(parent)s: %(faults)s.") % {
                "level": in_language(level.plural),
                "parent": reading.labels.of_node(node),
                "faults": "; ".join(faults),
            }
            yield Cause(message, ids(measures), body(measures))


def _entries(measures: Sequence[Measure]) -> list[Measure]:
    """One entry per measure as it is numbered: further parts of the same whole stand behind it."""
    seen: set[str] = set()
    entries = []
    for measure in measures:
        if not (measure.part and measure.whole in seen):
            entries.append(measure)
        seen.add(measure.whole)
    return entries


def _numbered_parts(reading: Reading) -> Iterator[Cause]:
    style = reading.part_level.numbering if reading.part_level else Numbering.ALPHA
    for measures in reading.wholes.values():
        parts = [measure for measure in measures if measure.part]
        if not parts:
            continue
        faults = _faults([measure.part for measure in parts], style)
        if len(parts) == 1:
            faults.append(_("ein Teil allein, ohne einen zweiten"))
        if faults:
            message = _("Teile von %(measure)s: %(faults)s.") % {
                "measure": reading.labels.of_id(parts[0].whole),
                "faults": "; ".join(faults),
            }
            yield Cause(message, ids(parts), body(parts))


def _runs_on(numbers: Sequence[str | None], level: Level) -> bool:
    """Whether the numbers count through the whole plan without a fault."""
    return not _faults(numbers, level.numbering)


def _faults(numbers: Sequence[str | None], style: str) -> list[str]:
    """What is wrong with a sequence of numbers, in words; nothing for 1, 2, 3."""
    if style == Numbering.NONE:
        return []
    faults = []
    unread = [n for n in numbers if n is None or position_of(n, style) is None]
    if unread:
        shown = [_("ohne Nummer") if number is None else number for number in unread]
        faults.append(_("nicht lesbar: %(numbers)s") % {"numbers": in_words(shown)})
    places = [p for n in numbers if n is not None and (p := position_of(n, style)) is not None]
    if not places:
        return faults
    within = range(min(places), max(places) + 1)
    missing = [label_at(place, style) for place in within if place not in places]
    if 1 not in places:
        faults.append(
            _("beginnt mit %(first)s statt %(expected)s")
            % {"first": label_at(min(places), style), "expected": label_at(1, style)}
        )
    if missing:
        faults.append(_("es fehlt %(numbers)s") % {"numbers": in_words(missing)})
    repeated = sorted({place for place in places if places.count(place) > 1})
    if repeated:
        shown = [label_at(place, style) for place in repeated]
        faults.append(_("doppelt vergeben ist %(numbers)s") % {"numbers": in_words(shown)})
    if places != sorted(places):
        faults.append(
            _("die Reihenfolge ist %(numbers)s")
            % {"numbers": ", ".join(label_at(place, style) for place in places)}
        )
    return faults
