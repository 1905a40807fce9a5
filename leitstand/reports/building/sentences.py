# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Plain sentences about counted measures: first on how much they rest, then what was said.

A sentence says what was counted and nothing else. It names what is missing before what is there is
told, and calls nothing progress.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.reports.building.words import counted, joined, percent
from leitstand.steering.enums import Outlook, Overall, Progress, Verdict
from leitstand.steering.rules.rollup import RollUp, Share
from leitstand.ui.formats import number


def answers_sentence(answers: Share) -> str:
    """How many of the owed answers there are, and how many are missing."""
    owed, given = answers.whole, answers.part
    if not owed:
        return _("Dazu schuldete niemand eine Antwort.")
    numbers = {"owed": number(owed), "given": number(given), "percent": percent(answers)}
    if not given:
        return (
            ngettext(
                "Die eine geschuldete Antwort liegt nicht vor.",
                "Von %(owed)s geschuldeten Antworten liegt keine vor.",
                owed,
            )
            % numbers
        )
    if given == owed:
        return (
            ngettext(
                "Die eine geschuldete Antwort liegt vor.",
                "Alle %(owed)s geschuldeten Antworten liegen vor.",
                owed,
            )
            % numbers
        )
    text = (
        ngettext(
            "Von %(owed)s geschuldeten Antworten liegt %(given)s vor (%(percent)s)",
            "Von %(owed)s geschuldeten Antworten liegen %(given)s vor (%(percent)s)",
            given,
        )
        % numbers
    )
    missing = ngettext("%(count)s fehlt", "%(count)s fehlen", owed - given)
    return _("%(given)s, %(missing)s.") % {
        "given": text,
        "missing": missing % {"count": number(owed - given)},
    }


def asked_sentence(measures: int) -> str:
    """After how many measures was asked."""
    return ngettext(
        "Gefragt wurde nach %(count)s Maßnahme.",
        "Gefragt wurde nach %(count)s Maßnahmen.",
        measures,
    ) % {"count": number(measures)}


def heard_sentence(total: RollUp) -> str:
    """To how many measures anything, and to how many everything was said."""
    heard, complete = total.heard, total.complete
    if not heard.part or heard.part == complete.part == heard.whole:
        return ""
    text = ngettext(
        "Zu %(heard)s von %(whole)s Maßnahme ist mindestens eine Antwort da (%(heard_percent)s),"
        " zu %(complete)s sind alle da (%(complete_percent)s).",
        "Zu %(heard)s von %(whole)s Maßnahmen ist mindestens eine Antwort da (%(heard_percent)s),"
        " zu %(complete)s sind alle da (%(complete_percent)s).",
        heard.whole,
    )
    return text % {
        "heard": number(heard.part),
        "whole": number(heard.whole),
        "heard_percent": percent(heard),
        "complete": number(complete.part),
        "complete_percent": percent(complete),
    }


def unowed_sentence(count: int) -> str:
    """That some measures have nobody who could answer."""
    if not count:
        return ""
    return ngettext(
        "Zu %(count)s Maßnahme schuldet niemand eine Antwort: Der Plan nennt keine Federführung.",
        "Zu %(count)s Maßnahmen schuldet niemand eine Antwort: Der Plan nennt keine Federführung.",
        count,
    ) % {"count": number(count)}


def coverage_moved(before: Share, now: Share, title: str) -> str:
    """The coverage beside that of the round before."""
    if not before.whole:
        return ""
    text = _("In der Runde %(round)s lagen %(answers)s Antworten vor.") % {
        "round": title,
        "answers": before.sentence,
    }
    # Compared as fractions: what is rounded may look the same and is not.
    earlier, later = before.part * now.whole, now.part * before.whole
    if later < earlier:
        moved = _(
            "Der Anteil ist gesunken: Was seither als weniger oder mehr gemeldet erscheint, kann"
            " auch an fehlenden Antworten liegen."
        )
    elif later > earlier:
        moved = _(
            "Der Anteil ist gestiegen: Was seither als mehr gemeldet erscheint, kann auch an"
            " zusätzlichen Antworten liegen."
        )
    else:
        moved = _("Der Anteil ist gleich geblieben.")
    return f"{text} {moved}"


def state_sentence(total: RollUp, nobody_owes: int) -> str:
    """Every measure once, by what was reported."""
    counts = counted(total.states)
    known = [state for state in Progress if counts[state.value]]
    text = ""
    if known:
        count = sum(counts[state.value] for state in known)
        text = ngettext(
            "Zu %(count)s Maßnahme liegen alle Antworten vor und nennen denselben Stand: %(list)s.",
            "Zu %(count)s Maßnahmen liegen alle Antworten vor und nennen denselben Stand:"
            " %(list)s.",
            count,
        ) % {
            "count": number(count),
            "list": joined([_state_part(state, counts[state.value]) for state in known]),
        }
    return " ".join(one for one in (text, _unreported(counts, nobody_owes)) if one)


def _state_part(state: Progress, count: int) -> str:
    forms = {
        Progress.NOT_STARTED: ngettext(
            "%(count)s ist nicht begonnen", "%(count)s sind nicht begonnen", count
        ),
        Progress.PREPARING: ngettext(
            "%(count)s ist in Vorbereitung", "%(count)s sind in Vorbereitung", count
        ),
        Progress.RUNNING: ngettext("%(count)s läuft", "%(count)s laufen", count),
        Progress.STANDING: ngettext(
            "%(count)s ist Daueraufgabe", "%(count)s sind Daueraufgaben", count
        ),
        Progress.DONE: ngettext(
            "%(count)s ist abgeschlossen", "%(count)s sind abgeschlossen", count
        ),
        Progress.PAUSED: ngettext("%(count)s ruht", "%(count)s ruhen", count),
        Progress.MERGED: ngettext(
            "%(count)s ist in einer anderen Maßnahme aufgegangen",
            "%(count)s sind in anderen Maßnahmen aufgegangen",
            count,
        ),
        Progress.GIVEN_UP: ngettext("%(count)s ist aufgegeben", "%(count)s sind aufgegeben", count),
    }
    return forms[state] % {"count": number(count)}


def _unreported(counts: Mapping[str, int], nobody_owes: int) -> str:
    mixed, partly = counts[Overall.MIXED.value], counts[Overall.PARTLY_REPORTED.value]
    silent = counts[Overall.NOT_REPORTED.value]
    found = []
    if mixed:
        found.append(
            ngettext(
                "Zu %(count)s Maßnahme nennen die Antworten verschiedene Stände.",
                "Zu %(count)s Maßnahmen nennen die Antworten verschiedene Stände.",
                mixed,
            )
            % {"count": number(mixed)}
        )
    if partly:
        found.append(
            ngettext(
                "%(count)s Maßnahme ist nur zum Teil berichtet.",
                "%(count)s Maßnahmen sind nur zum Teil berichtet.",
                partly,
            )
            % {"count": number(partly)}
        )
    if silent:
        found.append(_silent_sentence(silent, nobody_owes))
    return " ".join(found)


def _silent_sentence(silent: int, nobody_owes: int) -> str:
    numbers = {"count": number(silent), "unowed": number(nobody_owes)}
    if not nobody_owes:
        text = ngettext(
            "%(count)s Maßnahme ist nicht berichtet.",
            "%(count)s Maßnahmen sind nicht berichtet.",
            silent,
        )
    elif nobody_owes == silent:
        text = ngettext(
            "%(count)s Maßnahme ist nicht berichtet; zu ihr schuldet niemand eine Antwort.",
            "%(count)s Maßnahmen sind nicht berichtet; zu ihnen schuldet niemand eine Antwort.",
            silent,
        )
    else:
        text = ngettext(
            "%(count)s Maßnahmen sind nicht berichtet, darunter %(unowed)s, zu der niemand eine"
            " Antwort schuldet.",
            "%(count)s Maßnahmen sind nicht berichtet, darunter %(unowed)s, zu denen niemand eine"
            " Antwort schuldet.",
            nobody_owes,
        )
    return text % numbers


GRAVE: Final = (Verdict.OVERDUE, Verdict.SLIPPING, Verdict.CONTRADICTORY)
"""The rules object: a date was missed or put off, or something cannot be true."""
BARE: Final = (Verdict.NO_BASIS, Verdict.CLAIMED, Verdict.UNDATED)
"""The rules miss something: a basis, evidence, a date."""
CALM: Final = (
    Verdict.PROVEN,
    Verdict.ON_SCHEDULE,
    Verdict.STANDING,
    Verdict.NOT_DUE,
    Verdict.PAUSED,
    Verdict.ENDED,
)
"""The rules object to nothing."""
UNSAID: Final = (Verdict.PARTLY_REPORTED, Verdict.NOT_REPORTED)
"""There is nothing, or not enough, to judge."""


def verdict_sentences(total: RollUp) -> tuple[str, ...]:
    """What the published rules say of the measures, the gravest first; every measure once."""
    counts = counted(total.verdicts)
    groups = (
        (_("Zu beanstanden: %(list)s."), GRAVE),
        (_("Es fehlt ein Beleg, ein Termin oder eine Grundlage: %(list)s."), BARE),
        (_("Ohne Beanstandung: %(list)s."), CALM),
        (_("Nicht oder nur zum Teil berichtet: %(list)s."), UNSAID),
    )
    return tuple(
        text % {"list": joined([_named(one.label, counts[one.value]) for one in known])}
        for text, verdicts in groups
        if (known := [one for one in verdicts if counts[one.value]])
    )


def outlook_sentence(outlooks: Iterable[str]) -> str:
    """How the institutions see it themselves, over answers and not over measures."""
    said = [one for one in outlooks if one]
    if not said:
        return ""
    parts = [_named(one.label, said.count(one.value)) for one in Outlook if said.count(one.value)]
    return ngettext(
        "Die Selbsteinschätzung in %(count)s Antwort lautet: %(list)s.",
        "Die Selbsteinschätzung in %(count)s Antworten, mit ihrer Zahl: %(list)s.",
        len(said),
    ) % {"count": number(len(said)), "list": joined(parts)}


def _named(label: object, count: int) -> str:
    return _("„%(name)s“ %(count)s") % {"name": label, "count": number(count)}


def contradiction_sentence(count: int) -> str:
    """In how many answers the rules found a contradiction."""
    if not count:
        return _("Die Regeln fanden in keiner Antwort einen Widerspruch.")
    return ngettext(
        "In %(count)s Antwort fanden die Regeln einen Widerspruch.",
        "In %(count)s Antworten fanden die Regeln mindestens einen Widerspruch.",
        count,
    ) % {"count": number(count)}
