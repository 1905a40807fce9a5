# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What can be held against the calendar or counted: dates, order in time, quantities."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.plan.checks.finding import Cause
from leitstand.plan.checks.reading import (
    Lines,
    Reading,
    all_places,
    ids,
    passages,
    structure,
)
from leitstand.plan.document.model import Measure
from leitstand.plan.enums import CommitmentKind
from leitstand.plan.labels import in_language
from leitstand.ui.formats import day

DATED = frozenset(
    (
        CommitmentKind.DEADLINE,
        CommitmentKind.START,
        CommitmentKind.PERIOD,
        CommitmentKind.RHYTHM,
    )
)
ORDERING = frozenset((CommitmentKind.DEADLINE, CommitmentKind.START))
MEASURABLE = frozenset((CommitmentKind.QUANTITY,))

PRIORITY = "nothing-dated"
"""The name under which a plan's own rule announces an order in time."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def nothing_dated(reading: Reading) -> Iterator[Cause]:
    """One finding for the plan: the measures without deadline, start, period or rhythm."""
    lacking, having = _split(reading, DATED)
    if not lacking:
        return
    count, total = _count(lacking), len(reading.wholes)
    message = ngettext(
        "%(count)d von %(total)d Maßnahmen hat weder Frist noch Beginn, Zeitraum oder Turnus.",
        "%(count)d von %(total)d Maßnahmen haben weder Frist noch Beginn, Zeitraum oder Turnus.",
        count,
    ) % {"count": count, "total": total}
    if having:
        message += _(" Eine Zeitangabe haben nur: %(measures)s.") % {
            "measures": _with_words(reading, having, DATED)
        }
    yield Cause(message, ids(lacking), passages(having))


def nothing_measurable(reading: Reading) -> Iterator[Cause]:
    """One finding for the plan: the measures without any quantity."""
    lacking, having = _split(reading, MEASURABLE)
    if not lacking:
        return
    count, total = _count(lacking), len(reading.wholes)
    message = ngettext(
        "%(count)d von %(total)d Maßnahmen nennt keine Menge, an der man Erfolg messen könnte.",
        "%(count)d von %(total)d Maßnahmen nennen keine Menge, an der man Erfolg messen könnte.",
        count,
    ) % {"count": count, "total": total}
    if having:
        message += _(" Eine Menge nennen nur: %(measures)s.") % {
            "measures": _with_words(reading, having, MEASURABLE)
        }
    yield Cause(message, ids(lacking), passages(having))


def nothing_prioritised(reading: Reading) -> Iterator[Cause]:
    """One finding for the plan if it announces an order in time that its measures do not show.

    The document knows no field for priority, so the order could only be read from deadlines and
    starts. A plan may announce the order for later; the message says no more than what is absent.
    """
    rules = reading.own_rules(PRIORITY, "nothing-prioritised")
    lacking, having = _split(reading, ORDERING)
    if not rules or not lacking:
        return
    message = _(
        "Der Plan kündigt eine zeitliche Ordnung an: „%(statement)s“ In ihm selbst steht keine;"
        " eine Frist oder ein Beginn steht bei %(count)d von %(total)d Maßnahmen."
    ) % {
        "statement": in_language(rules[0].statement),
        "count": len(reading.wholes) - _count(lacking),
        "total": len(reading.wholes),
    }
    if having:
        message = message.removesuffix(".") + _(" (%(measures)s).") % {
            "measures": reading.labels.listed(having)
        }
    yield Cause(message, ids(lacking), tuple(rule.lines for rule in rules))


def _split(
    reading: Reading, kinds: frozenset[CommitmentKind]
) -> tuple[list[Measure], list[Measure]]:
    """The entries without and with such a commitment; a whole has one if any of its parts has."""
    lacking: list[Measure] = []
    having: list[Measure] = []
    for entries in reading.wholes.values():
        own = [m for m in entries if any(c.kind in kinds for c in m.commitments)]
        having.extend(own)
        if not own:
            lacking.extend(entries)
    return lacking, having


def _count(entries: list[Measure]) -> int:
    return len({measure.whole for measure in entries})


def _with_words(reading: Reading, measures: list[Measure], kinds: frozenset[CommitmentKind]) -> str:
    """The measures with the printed words that date or count them."""
    pieces = []
    for measure in measures:
        words = ", ".join(
            _("„%(title)s“") % {"title": c.as_printed}
            for c in measure.commitments
            if c.kind in kinds
        )
        pieces.append(f"{reading.labels.of(measure)} ({words})")
    return ", ".join(pieces)


def beyond_period(reading: Reading) -> Iterator[Cause]:
    """Promises whose date lies after the plan's last day, one cause per measure."""
    end = reading.document.plan.period.end
    for measure in reading.document.measures:
        words = [
            c.as_printed
            for c in measure.commitments
            if any(day is not None and day > end for day in (c.start, c.end))
        ]
        lines: list[Lines] = list(passages([measure])) if words else []
        for role in all_places(measure):
            for text in (role.phase, role.scope):
                years = [int(year) for year in _YEAR.findall(text or "")]
                if text and any(year > end.year for year in years):
                    lines += structure([measure])
                    # The same date may already stand as a commitment taken from this wording.
                    if not any(word in text for word in words):
                        words.append(text)
        if words:
            message = _("%(measure)s reicht über die Laufzeit bis %(end)s hinaus: %(words)s.") % {
                "measure": reading.labels.of(measure),
                "end": day(end),
                "words": ", ".join(
                    _("„%(title)s“") % {"title": word} for word in dict.fromkeys(words)
                ),
            }
            yield Cause(message, (measure.id,), tuple(lines))
