# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Two snapshots held against each other. Pure: what comes out depends on the two alone.

Everything that is compared has an aspect. Comparing the other way round gives the same aspects with
``before`` and ``after`` exchanged; only the kinds differ, because they name a direction.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from django.utils.translation import gettext as _

from leitstand.steering.enums import FINAL, ChangeKind, Overall, Progress, Verdict
from leitstand.steering.rules.differing.outcome import Difference, Differences, Source
from leitstand.steering.rules.differing.snapshot import (
    Known,
    NotComparable,
    Place,
    Promise,
    Snapshot,
    Told,
)
from leitstand.steering.rules.wording import folded, on_day, outlook_words

_GRAVE: Mapping[str, ChangeKind] = {
    Verdict.CONTRADICTORY.value: ChangeKind.CONTRADICTORY,
    Verdict.SLIPPING.value: ChangeKind.SLIPPING,
    Verdict.OVERDUE.value: ChangeKind.OVERDUE,
}
_NOBODY = Told("")
# Of before and after.
Pair: TypeAlias = tuple[str, str]


def differing(before: Snapshot, after: Snapshot) -> Differences:
    """What is different at ``after``; sentences in the active language, in the order of the plan.

    Answers are compared where both points have a round. Raises :class:`NotComparable` for two
    plans, and for invented answers beside real ones.
    """
    if before.plan != after.plan:
        raise NotComparable(_("Zwei Zeitpunkte verschiedener Pläne werden nicht verglichen."))
    has_answers = before.has_answers and after.has_answers
    if has_answers and before.is_example != after.is_example:
        raise NotComparable(
            _(
                "Die Antworten der einen Runde sind erfunden (Beispieldaten), die der anderen"
                " nicht. Beides wird nie miteinander verglichen."
            )
        )
    entries = [*_plan(before, after)]
    silent: list[Difference] = []
    compared = 0
    if has_answers:
        for pair in _pairs(before, after):
            entries.extend(pair.differences())
            if pair.is_compared:
                compared += 1
            elif pair.is_silent_twice:
                silent.append(pair.still_silent())
    order = {key: place for place, key in enumerate((*after.measures, *before.measures))}
    kinds = {kind: place for place, kind in enumerate(ChangeKind)}

    def place(one: Difference) -> tuple[int, int]:
        return (order.get(one.measure.key, len(order)), kinds[one.kind])

    return Differences(
        before,
        after,
        tuple(sorted(entries, key=place)),
        tuple(sorted(silent, key=place)),
        compared,
    )


def _plan(before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    """Measures that came or went, and who leads those that stayed."""
    sources = (_plan_source(before), _plan_source(after))
    for key in dict.fromkeys((*before.measures, *after.measures)):
        old, new = before.measures.get(key), after.measures.get(key)
        if old is None and new is not None:
            words = (_("nicht im Plan"), _led(new))
            yield _of_plan(
                ChangeKind.NEW, "measure", new, ("", key), words, at=after, sources=sources
            )
        elif new is None and old is not None:
            words = (_led(old), _("nicht im Plan"))
            yield _of_plan(
                ChangeKind.REMOVED, "measure", old, (key, ""), words, at=after, sources=sources
            )
        elif old and new and old.leads != new.leads:
            yield from _leads(old, new, after, sources)


def _led(one: Known) -> str:
    names = ", ".join(dict.fromkeys(lead.name for lead in one.leads))
    return _("im Plan, Federführung: %s") % (names or _("keine"))


def _leads(
    old: Known, new: Known, after: Snapshot, sources: tuple[Source, Source]
) -> Iterator[Difference]:
    """One difference for each phase and scope whose leads are others than before."""
    for limits in dict.fromkeys((one.phase, one.scope) for one in (*old.leads, *new.leads)):
        was, now = (
            {x.institution: x.name for x in one.leads if (x.phase, x.scope) == limits}
            for one in (old, new)
        )
        if set(was) == set(now):
            continue
        values = (", ".join(sorted(was)), ", ".join(sorted(now)))
        nobody = _("keine Federführung")
        words = (", ".join(was.values()) or nobody, ", ".join(now.values()) or nobody)
        yield _of_plan(
            ChangeKind.LEADS, "lead", new, values, words, at=after, sources=sources, limits=limits
        )


def _of_plan(
    kind: ChangeKind,
    aspect: str,
    measure: Known,
    values: Pair,
    words: Pair,
    *,
    at: Snapshot,
    sources: tuple[Source, Source],
    limits: Pair = ("", ""),
) -> Difference:
    leads = {one.institution: one.name for one in measure.leads}
    return Difference(
        kind=kind,
        aspect=aspect,
        measure=measure,
        institution=next(iter(leads)) if len(leads) == 1 else "",
        name=", ".join(leads.values()),
        phase=limits[0],
        scope=limits[1],
        limits=at.limits(*limits),
        thing="",
        what="",
        before=values[0],
        after=values[1],
        was=words[0],
        now=words[1],
        days=None,
        sources=sources,
    )


def _plan_source(one: Snapshot) -> Source:
    return Source(one.label, one.day, "", "", "", "", None)


def _pairs(before: Snapshot, after: Snapshot) -> Iterator["_Pair"]:
    for place in dict.fromkeys((*before.told, *after.told)):
        key = place[0]
        measure = after.measures.get(key) or before.measures.get(key) or Known(key, key, "")
        yield _Pair(before, after, place, measure)


@dataclass(frozen=True)
class _Pair:
    """One duty at both points. ``was`` and ``now`` are None where it was not owed."""

    before: Snapshot
    after: Snapshot
    place: Place
    measure: Known

    @property
    def was(self) -> Told | None:
        return self.before.told.get(self.place)

    @property
    def now(self) -> Told | None:
        return self.after.told.get(self.place)

    @property
    def is_compared(self) -> bool:
        return bool(self.was and self.now and self.was.is_answered and self.now.is_answered)

    @property
    def is_silent_twice(self) -> bool:
        """Whether somebody owed an answer both times and never gave one."""
        is_owed = bool(self.was and self.now and self.place[3])
        return is_owed and not self.was.is_answered and not self.now.is_answered  # type: ignore[union-attr]

    def differences(self) -> Iterator[Difference]:
        was, now = self.was, self.now
        if was is None or now is None:
            yield self._asked()
            return
        states, words = (_state(was), _state(now)), (was.words, now.words)
        if was.is_answered != now.is_answered:
            kind = ChangeKind.ANSWERED if now.is_answered else ChangeKind.UNANSWERED
            yield self.entry(kind, "answer", states, words)
        yield from self._verdict(was, now)
        if not self.is_compared:
            return
        if states[0] != states[1]:
            yield self.entry(_state_kind(was, now), "state", states, words)
        if was.outlook != now.outlook:
            outlooks = (was.outlook, now.outlook)
            told = (_outlook(was), _outlook(now))
            yield self.entry(ChangeKind.OUTLOOK, "outlook", outlooks, told)
        yield from self._next_step(was, now)
        before, after = ({one.id: one for one in told.promises} for told in (was, now))
        for name in dict.fromkeys((*before, *after)):
            yield from self._milestone(before.get(name), after.get(name))

    def _asked(self) -> Difference:
        both = (self.was, self.now)
        kind = ChangeKind.ASKED if self.was is None else ChangeKind.NOT_ASKED
        silent = Overall.NOT_REPORTED.value
        before, after = ((_state(one) or silent) if one else "" for one in both)
        was, now = (one.words if one else _("nicht gefragt") for one in both)
        return self.entry(kind, "asked", (before, after), (was, now))

    def _verdict(self, was: Told, now: Told) -> Iterator[Difference]:
        """Only verdicts that should worry somebody: the others follow from state and dates."""
        if was.verdict == now.verdict or not {was.verdict, now.verdict} & _GRAVE.keys():
            return
        kind = _GRAVE.get(now.verdict)
        if kind is None:
            kind = ChangeKind.CLEARED if now.is_answered else ChangeKind.LAPSED
        words = (was.verdict_words, now.verdict_words)
        yield self.entry(kind, "verdict", (was.verdict, now.verdict), words)

    def _next_step(self, was: Told, now: Told) -> Iterator[Difference]:
        if folded(was.next_step) != folded(now.next_step):
            steps = (was.next_step, now.next_step)
            words = (_step_words(was), _step_words(now))
            yield self.entry(ChangeKind.NEXT_STEP, "next-step", steps, words)
        elif was.next_step_due != now.next_step_due:
            step = Promise("", now.next_step or _("Nächster Schritt"))
            yield self._date("next-step-due", step, was.next_step_due, now.next_step_due)

    def _milestone(self, was: Promise | None, now: Promise | None) -> Iterator[Difference]:
        if was is None or now is None:
            yield from self._named(was, now)
            return
        words = (was.words, now.words)
        if was.due_on != now.due_on:
            yield self._date("due", now, was.due_on, now.due_on)
        if was.done_on != now.done_on:
            kind = ChangeKind.CORRECTED
            if was.done_on is None:
                kind = ChangeKind.REACHED
            elif now.done_on is None:
                kind = ChangeKind.REOPENED
            days = (_iso(was.done_on), _iso(now.done_on))
            yield self.entry(kind, "done", days, words, about=now)
        if was.is_dropped != now.is_dropped:
            kind = ChangeKind.DROPPED if now.is_dropped else ChangeKind.WANTED_AGAIN
            values = (_dropped(was), _dropped(now))
            yield self.entry(kind, "dropped", values, words, about=now)

    def _named(self, was: Promise | None, now: Promise | None) -> Iterator[Difference]:
        """A milestone that one of the two answers does not name."""
        kind = ChangeKind.GONE
        if now:
            kind = ChangeKind.REACHED if now.done_on else ChangeKind.PLANNED
        before, after = (_promise(one) for one in (was, now))
        first, second = (one.words if one else _("nicht genannt") for one in (was, now))
        yield self.entry(kind, "milestone", (before, after), (first, second), about=now or was)

    def _date(
        self, aspect: str, about: Promise, was: dt.date | None, now: dt.date | None
    ) -> Difference:
        days = (now - was).days if was and now else None
        if days is None:
            kind = ChangeKind.DATED if now else ChangeKind.UNDATED
        else:
            kind = ChangeKind.POSTPONED if days > 0 else ChangeKind.BROUGHT_FORWARD
        first, second = (on_day(one) if one else _("ohne Termin") for one in (was, now))
        values = (_iso(was), _iso(now))
        return self.entry(kind, aspect, values, (first, second), about=about, days=days)

    def entry(
        self,
        kind: ChangeKind,
        aspect: str,
        values: Pair,
        words: Pair,
        *,
        about: Promise | None = None,
        days: int | None = None,
    ) -> Difference:
        """A difference of this duty, with who said what stood there and what stands there now."""
        _measure, phase, scope, institution = self.place
        return Difference(
            kind=kind,
            aspect=aspect,
            measure=self.measure,
            institution=institution,
            name=(self.now or self.was or _NOBODY).name,
            phase=phase,
            scope=scope,
            limits=self.after.limits(phase, scope),
            thing=about.id if about else "",
            what=about.title if about else "",
            before=values[0],
            after=values[1],
            was=words[0],
            now=words[1],
            days=days,
            sources=(self._source(self.before, self.was), self._source(self.after, self.now)),
        )

    def still_silent(self) -> Difference:
        """That nobody answered either time."""
        silent, words = Overall.NOT_REPORTED.value, _NOBODY.words
        return self.entry(ChangeKind.STILL_SILENT, "answer", (silent, silent), (words, words))

    def _source(self, at: Snapshot, told: Told | None) -> Source:
        known = told or self.now or self.was or _NOBODY
        said_on = told.said_on if told else None
        return Source(
            at.label, at.day, at.round, at.round_title, self.place[3], known.name, said_on
        )


def _state(one: Told) -> str:
    """The state, and for a merged measure where it went on: „merged:flaechen.1.I“."""
    if one.state != Progress.MERGED:
        return one.state
    return f"{one.state}:{folded(one.merged_into)}"


def _state_kind(was: Told, now: Told) -> ChangeKind:
    if now.state == Progress.MERGED:
        return ChangeKind.MERGED
    if now.state in FINAL:
        return ChangeKind.ENDED
    return ChangeKind.RESUMED if was.state in FINAL else ChangeKind.MOVED


def _outlook(one: Told) -> str:
    return outlook_words(one.outlook) if one.outlook else _("keine Angabe")


def _dropped(one: Promise) -> str:
    return "dropped" if one.is_dropped else ""


def _promise(one: Promise | None) -> str:
    if one is None:
        return ""
    return "dropped" if one.is_dropped else _iso(one.done_on or one.due_on) or "undated"


def _step_words(one: Told) -> str:
    if not one.next_step:
        return _("keine Angabe")
    if one.next_step_due is None:
        return _("„%(name)s“") % {"name": one.next_step}
    return _("„%(name)s“ bis %(day)s") % {"name": one.next_step, "day": on_day(one.next_step_due)}


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
