# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The answer to a written question of parliament: what was known of measures on a day.

Per measure the plan's words of that day, and the newest answer that had been said by then. What
was said later is not in it, what was not known is said.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.plan.selectors import MeasureName, frame_from, names_from
from leitstand.reports.building.cells import limits_in, milestone_words
from leitstand.reports.building.citing import Citations
from leitstand.reports.building.flagships import known_measure
from leitstand.reports.building.parts import parts_of_plan
from leitstand.reports.building.words import bullets, paragraph, sentences, told
from leitstand.reports.document import (
    Block,
    Document,
    Ground,
    Inline,
    Section,
    Tabular,
)
from leitstand.reports.inputs import AnswerInputs
from leitstand.steering.enums import Outlook, Progress
from leitstand.steering.selectors.results import ResultLine, RoundResults
from leitstand.steering.selectors.settled import settled_results
from leitstand.ui.formats import day, lines, number
from leitstand.ui.tables import Cell, Column, Table

KIND = "antwort"


@dataclass(frozen=True, slots=True)
class Known:
    """What one institution had said of a measure by the day: ``line`` None for nothing."""

    who: str
    limits: str
    results: RoundResults | None
    line: ResultLine | None


@dataclass(frozen=True)
class Reading:
    """The inputs prepared for telling."""

    inputs: AnswerInputs
    names: Mapping[str, MeasureName]
    parts: Mapping[str, tuple[str, ...]]
    cites: Citations

    @property
    def day(self) -> dt.date:
        """The day that the question is about."""
        return self.inputs.question.day

    @cached_property
    def rounds(self) -> tuple[RoundResults, ...]:
        """The rounds with an answer said by the day, newest first."""
        found = []
        for place, one in enumerate(self.inputs.rounds):
            earlier = self.inputs.rounds[:place]
            results = settled_results(one, language=self.inputs.language, earlier=earlier)
            if any(line.said_on and line.said_on <= self.day for line in results.lines):
                found.append(results)
        return tuple(reversed(found))

    @cached_property
    def words(self) -> Mapping[str, Mapping[str, Any]]:
        """The measures of the plan as it stood on the day; empty where there was none."""
        then = self.inputs.then
        return {one["id"]: one for one in then["measures"]} if then else {}

    def known(self, measure: str) -> tuple[Known, ...]:
        """The newest words of everyone who owed an answer by the day, in the order of the newest
        round that asked about the measure.
        """
        found: dict[tuple[str, str, str], Known] = {}
        for results in self.rounds:
            for one in results.lines:
                if one.row.measure != measure or not one.line.institution:
                    continue
                place = (one.row.phase, one.row.scope, one.row.institution)
                if place in found and found[place].line is not None:
                    continue
                is_said = one.said_on is not None and one.said_on <= self.day
                owner = one.line.institution
                known = Known(
                    owner.name,
                    limits_in(results.view.frame, one),
                    results if is_said else None,
                    one if is_said else None,
                )
                if is_said or place not in found:
                    found[place] = known
        return tuple(found.values())


def parliament_answer(inputs: AnswerInputs) -> Document:
    """The answer, ready to be sent. Raises ``UnknownMeasure``."""
    with translation.override(inputs.language):
        read = _reading(inputs)
        question = inputs.question
        sections = (
            _preface(read),
            Section("antwort", _("Antwort"), (), tuple(_about(read, key) for key in _keys(read))),
            _overview(read),
        )
        title = _("Antwort auf die Schriftliche Anfrage")
        if question.number:
            title = _("Antwort auf die Schriftliche Anfrage Nr. %s") % question.number
        plan = inputs.called["plan"]
        named = plan["publisher"]
        return Document(
            kind=KIND,
            title=title,
            subtitle=_("%(plan)s, Stand der Kenntnis am %(day)s")
            % {"plan": plan["title"][inputs.language], "day": day(question.day)},
            publisher=named[inputs.language] if named else plan["city"][inputs.language],
            language=inputs.language,
            as_of=question.day,
            mark=_("Beispieldaten") if _is_example(read) else "",
            grounds=_grounds(read),
            sections=sections,
            citations=read.cites.listed,
            has_cover=False,
        )


def _reading(inputs: AnswerInputs) -> Reading:
    frame = frame_from(inputs.called, language=inputs.language, day=inputs.question.day)
    names = names_from(inputs.called, frame)
    parts = parts_of_plan(names)
    for key in inputs.question.measures:
        known_measure(key, parts, frame.title)
    return Reading(inputs, names, parts, Citations())


def _keys(read: Reading) -> tuple[str, ...]:
    """The measures asked about, a measure in parts by its parts, each once."""
    return tuple(
        dict.fromkeys(one for key in read.inputs.question.measures for one in read.parts[key])
    )


def _is_example(read: Reading) -> bool:
    return any(one.is_example for one in read.inputs.rounds)


def _preface(read: Reading) -> Section:
    question = read.inputs.question
    blocks: list[Block] = []
    if question.asked_by:
        blocks.append(paragraph(_("Anfrage von %s") % question.asked_by))
    if question.words.strip():
        quoted = [_("Frage: „%s“") % one for one in told(question.words)]
        blocks += [paragraph(one) for one in quoted]
    measures = ngettext(
        "Gefragt ist nach dem Stand von %(count)s Maßnahme am %(day)s.",
        "Gefragt ist nach dem Stand von %(count)s Maßnahmen am %(day)s.",
        len(_keys(read)),
    ) % {"count": number(len(_keys(read))), "day": day(question.day)}
    basis = _(
        "Die Antwort gibt wieder, was der Geschäftsstelle bis zu diesem Tag aus den Berichtsrunden"
        " zum Plan gemeldet war. Was später gemeldet wurde, ist nicht berücksichtigt. Die Angaben"
        " sind die der federführenden Institutionen; die Fundstellen stehen am Ende."
    )
    blocks.append(sentences(measures, basis))
    if read.inputs.then is None:
        words = _("Am %(day)s galt der Plan noch nicht. Es lag keine Meldung vor.")
        blocks.append(sentences(words % {"day": day(question.day)}))
    elif not read.rounds:
        words = _("Bis zum %(day)s lag zu diesem Plan keine Meldung vor.")
        blocks.append(sentences(words % {"day": day(question.day)}))
    return Section("vorbemerkung", _("Vorbemerkung"), tuple(blocks))


def _about(read: Reading, key: str) -> Section:
    name = read.names[key]
    blocks: list[Block] = [*_wording(read, key)]
    known = read.known(key)
    heard = [one for one in known if one.line is not None]
    for one in heard:
        blocks += _said(read, one)
    blocks += _unknown(read, known)
    title = _("%(label)s: %(title)s") % {"label": name.label, "title": name.title}
    return Section(f"zu-{key}", title, tuple(blocks))


def _wording(read: Reading, key: str) -> tuple[Block, ...]:
    """What the plan said of the measure on the day."""
    plan = read.words.get(key)
    if read.inputs.then is None:
        return ()
    if plan is None:
        words = _("Am %(day)s stand diese Maßnahme nicht im Plan.")
        return (sentences(words % {"day": day(read.day)}),)
    language = read.inputs.language
    text = _("Was der Plan am %(day)s vorsah: %(title)s. %(words)s") % {
        "day": day(read.day),
        "title": plan["title"][language].rstrip("."),
        "words": " ".join(plan["summary"][language].split()),
    }
    if plan["source"]:
        first, last = plan["source"]["lines"]
        where = _("(gedruckter Text, %(lines)s)") % {"lines": lines((first, last))}
        text = f"{text} {where}"
    return (paragraph(text),)


def _said(read: Reading, known: Known) -> tuple[Block, ...]:
    """What one institution had said, as sentences that can be copied."""
    one, results = known.line, known.results
    # Asked only of what was said.
    assert one is not None  # noqa: S101
    assert results is not None  # noqa: S101
    content = one.line.content
    assert content is not None  # noqa: S101
    assert one.said_on is not None  # noqa: S101
    who = _("%(who)s (%(part)s)") % {"who": known.who, "part": known.limits}
    words: list[Inline] = [
        _("%(who)s meldete am %(day)s in der Runde %(round)s den Stand „%(state)s“.")
        % {
            "who": who if known.limits else known.who,
            "day": day(one.said_on),
            "round": results.view.card.title,
            "state": Progress(content.state).label if content.state else "",
        }
    ]
    if content.outlook:
        words.append(
            " "
            + _("Selbsteinschätzung: „%(outlook)s“.") % {"outlook": Outlook(content.outlook).label}
        )
    words.append(read.cites.of(results, one))
    blocks: list[Block] = [paragraph(*words)]
    for title, text in (
        (_("Bericht"), content.account),
        (_("Hindernisse"), content.obstacles),
    ):
        blocks += [
            paragraph(_("%(title)s: „%(words)s“") % {"title": title, "words": part})
            for part in told(text)
        ]
    items = [(_("Meilenstein: %s") % milestone_words(each),) for each in content.milestones]
    if content.next_step:
        items.append((_("Nächster Schritt: %s") % _step(content.next_step, content.next_step_due),))
    return (*blocks, bullets(items)) if items else tuple(blocks)


def _step(what: str, due: dt.date | None) -> str:
    if due is None:
        return what
    return _("%(what)s (bis %(day)s)") % {"what": what, "day": day(due)}


def _unknown(read: Reading, known: tuple[Known, ...]) -> tuple[Block, ...]:
    """What was not known on the day."""
    if not known:
        if not read.rounds:
            words = _("Zu dieser Maßnahme lag am %(day)s keine Meldung vor.")
        else:
            words = _(
                "Zu dieser Maßnahme lag am %(day)s keine Meldung vor: Es schuldete niemand eine"
                " Antwort, weil der Plan keine Federführung nennt, oder es war noch nicht gefragt."
            )
        return (sentences(words % {"day": day(read.day)}),)
    silent = [one for one in known if one.line is None]
    if not silent:
        return ()
    names = ", ".join(f"{one.who} ({one.limits})" if one.limits else one.who for one in silent)
    words = _(
        "Nicht bekannt war am %(day)s der Stand bei: %(names)s. Von dort lag keine Meldung vor."
    )
    return (sentences(words % {"day": day(read.day), "names": names}),)


def _overview(read: Reading) -> Section:
    """The same as a table, a row for each institution asked."""
    rows: list[tuple[Cell, ...]] = []
    for key in _keys(read):
        name = read.names[key]
        label = _("%(label)s: %(title)s") % {"label": name.label, "title": name.title}
        known = read.known(key)
        for one in known or (Known("", "", None, None),):
            rows.append((label, *_row(one), key))
    table = Table(
        key="uebersicht",
        caption=_("Was am %(day)s bekannt war") % {"day": day(read.day)},
        columns=(
            Column("measure", _("Maßnahme")),
            Column("institution", _("Institution")),
            Column("state", _("Stand")),
            Column("said_on", _("gesagt am"), "date"),
            Column("round", _("Runde")),
            Column("id", _("Kennung"), is_data_only=True),
        ),
        rows=tuple(rows),
        source=_("Eingefrorene Berichtsrunden, nur was bis zu diesem Tag gesagt war"),
    )
    return Section("uebersicht", _("Übersicht"), (Tabular(table),))


def _row(one: Known) -> tuple[Cell, ...]:
    who = f"{one.who} ({one.limits})" if one.limits else one.who
    if one.line is None or one.results is None:
        return (who, _("keine Meldung"), None, "")
    state = one.line.row.state
    return (who, str(Progress(state).label), one.line.said_on, one.results.view.card.title)


def _grounds(read: Reading) -> tuple[Ground, ...]:
    """The archives that something is cited from, the newest first, and the plan of the day."""
    language = read.inputs.language
    slugs = {one.view.card.slug for one in read.rounds}
    found = [
        Ground(_("Runde %s") % one.title(language), one.sha256)
        for one in reversed(read.inputs.rounds)
        if one.slug in slugs
    ]
    if read.inputs.then is not None:
        words = _("Plan am %s") % day(read.day)
        found.append(Ground(words, read.inputs.plan_sha256))
    return tuple(found)
