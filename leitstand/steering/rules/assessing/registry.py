# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The rules by which an answer is judged, the gravest first. Keys are stable: they stand in URLs
and exports.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from leitstand.steering.enums import Verdict
from leitstand.steering.rules.assessing import dates, proofs, states
from leitstand.steering.rules.assessing.case import Case
from leitstand.steering.rules.published import PublishedRule, Reason

METHOD: Final = 1
"""The number of this set of rules. It goes up with every change that can change a verdict, so that
an archive can say by which rules it was judged.
"""


@dataclass(frozen=True, slots=True)
class AssessmentRule(PublishedRule):
    """A published rule with the function that applies it.

    The function gives a sentence for each thing it finds; each of them concludes ``verdict``. None
    is a remark, which stands beside the verdict and decides nothing.
    """

    verdict: Verdict | None
    function: Callable[[Case], Iterator[str]]

    def reasons(self, case: Case) -> Iterator[Reason]:
        """What the rule finds in the case."""
        for sentence in self.function(case):
            yield Reason(self.key, self.verdict, sentence)


RULES: tuple[AssessmentRule, ...] = (
    AssessmentRule(
        "no-answer",
        _("Keine Antwort"),
        _("Ob in dieser Runde eine Antwort abgegeben ist."),
        _("Ohne Antwort ist nichts berichtet, gleich was früher gesagt wurde."),
        Verdict.NOT_REPORTED,
        states.no_answer,
    ),
    AssessmentRule(
        "deadline-in-silence",
        _("Frist des Plans, keine Antwort"),
        _("Die Fristen, die der Plan für die Maßnahme nennt, wo niemand geantwortet hat."),
        _("Nichts: Ob die Frist eingehalten wurde, ist nicht berichtet."),
        None,
        dates.deadline_in_silence,
    ),
    AssessmentRule(
        "milestone-overdue",
        _("Meilenstein überschritten"),
        _(
            "Offene Meilensteine, deren Termin vor dem Tag der Antwort liegt. Wo eine"
            " Maßnahme ruht, ruhen auch ihre Meilensteine."
        ),
        _("Überfällig."),
        Verdict.OVERDUE,
        dates.milestone_overdue,
    ),
    AssessmentRule(
        "deadline-passed",
        _("Frist des Plans überschritten"),
        _(
            "Fristen des Plans, die vor dem Tag der Antwort abliefen, bei Maßnahmen, die"
            " nicht beendet sind."
        ),
        _("Überfällig, auch wenn die Maßnahme ruht."),
        Verdict.OVERDUE,
        dates.deadline_passed,
    ),
    AssessmentRule(
        "next-step-overdue",
        _("Nächster Schritt überschritten"),
        _("Der Termin des nächsten Schritts gegen den Tag der Antwort."),
        _("Überfällig: Was als Nächstes kommen soll, hätte schon geschehen sein müssen."),
        Verdict.OVERDUE,
        dates.next_step_overdue,
    ),
    AssessmentRule(
        "milestone-slipping",
        _("Meilenstein immer wieder oder weit verschoben"),
        _(
            "Der Termin eines offenen Meilensteins gegen den zuerst genannten. Was"
            " innerhalb einer Runde berichtigt wurde, zählt nicht."
        ),
        _(
            "Verzögert, wenn der Termin in mindestens zwei Runden nach hinten rückte oder"
            " insgesamt um mindestens 90 Tage."
        ),
        Verdict.SLIPPING,
        dates.milestone_slipping,
    ),
    AssessmentRule(
        "date-removed",
        _("Termin gestrichen"),
        _("Offene Meilensteine, die in einer früheren Runde einen Termin hatten."),
        _("Verzögert, wenn einer keinen mehr hat."),
        Verdict.SLIPPING,
        dates.date_removed,
    ),
    AssessmentRule(
        "beyond-deadline",
        _("Meilenstein nach der Frist des Plans"),
        _("Die Termine offener Meilensteine gegen die letzte Frist, die der Plan nennt."),
        _("Verzögert, wenn ein Termin später liegt."),
        Verdict.SLIPPING,
        dates.beyond_deadline,
    ),
    AssessmentRule(
        "step-back",
        _("Zurückgefallen"),
        _(
            "Der Stand gegen den zuletzt gemeldeten: nicht begonnen, in Vorbereitung,"
            " läuft, abgeschlossen."
        ),
        _("Verzögert, wenn die Maßnahme schon weiter war."),
        Verdict.SLIPPING,
        states.step_back,
    ),
    AssessmentRule(
        "done-but-open",
        _("Abgeschlossen mit offenen Meilensteinen"),
        _("Die Meilensteine einer abgeschlossenen Maßnahme."),
        _("In sich widersprüchlich, wenn einer weder erreicht noch gestrichen ist."),
        Verdict.CONTRADICTORY,
        proofs.done_but_open,
    ),
    AssessmentRule(
        "started-unsaid",
        _("Nicht begonnen, doch schon etwas geschehen"),
        _("Erreichte Meilensteine und Ausgaben einer Maßnahme, die nicht begonnen hat."),
        _("In sich widersprüchlich."),
        Verdict.CONTRADICTORY,
        states.started_unsaid,
    ),
    AssessmentRule(
        "merged-into-given-up",
        _("Aufgegangen in einer aufgegebenen Maßnahme"),
        _("Der Stand der Maßnahme, in der diese aufgegangen ist."),
        _("In sich widersprüchlich, wenn jene aufgegeben ist."),
        Verdict.CONTRADICTORY,
        states.merged_into_given_up,
    ),
    AssessmentRule(
        "merged-in-circle",
        _("Aufgegangen im Kreis"),
        _("Die Kette der Maßnahmen, in denen diese aufgegangen ist."),
        _("In sich widersprüchlich, wenn sie im Kreis führt."),
        Verdict.CONTRADICTORY,
        states.merged_in_circle,
    ),
    AssessmentRule(
        "no-basis",
        _("Kein Termin, kein Nachweis"),
        _(
            "Maßnahmen in Vorbereitung oder im Lauf ohne Meilenstein mit Termin, ohne"
            " erreichten Meilenstein und ohne Nachweis."
        ),
        _("Nicht beurteilbar."),
        Verdict.NO_BASIS,
        states.no_basis,
    ),
    AssessmentRule(
        "no-date",
        _("Nicht begonnen, kein Termin"),
        _("Termine in der Antwort und im Plan für eine Maßnahme, die nicht begonnen hat."),
        _("Nicht beurteilbar, wenn es keinen gibt."),
        Verdict.NO_BASIS,
        states.no_date,
    ),
    AssessmentRule(
        "milestone-due-since",
        _("Meilenstein seit der Antwort fällig"),
        _("Offene Meilensteine, deren Termin zwischen der Antwort und dem Tag des Urteils liegt."),
        _("Nicht beurteilbar: Ob sie erreicht sind, hat noch niemand gesagt."),
        Verdict.NO_BASIS,
        dates.milestone_due_since,
    ),
    AssessmentRule(
        "deadline-since",
        _("Frist des Plans seit der Antwort abgelaufen"),
        _("Fristen des Plans, die zwischen der Antwort und dem Tag des Urteils abliefen."),
        _("Nicht beurteilbar: Ob sie eingehalten sind, hat noch niemand gesagt."),
        Verdict.NO_BASIS,
        dates.deadline_since,
    ),
    AssessmentRule(
        "next-step-since",
        _("Nächster Schritt seit der Antwort fällig"),
        _("Der Termin des nächsten Schritts zwischen der Antwort und dem Tag des Urteils."),
        _("Nicht beurteilbar: Ob der Schritt getan ist, hat noch niemand gesagt."),
        Verdict.NO_BASIS,
        dates.next_step_since,
    ),
    AssessmentRule(
        "milestone-vanished",
        _("Meilenstein verschwunden"),
        _("Offene Meilensteine der vorigen Runde gegen die Antwort."),
        _(
            "Nicht beurteilbar, wenn einer fehlt. Wer einen Meilenstein nicht mehr will, streicht"
            " ihn, statt ihn wegzulassen."
        ),
        Verdict.NO_BASIS,
        dates.milestone_vanished,
    ),
    AssessmentRule(
        "stale-answer",
        _("Veraltete Antwort"),
        _("Das Alter der Antwort einer Maßnahme, die nicht beendet ist."),
        _("Nicht beurteilbar, wenn sie älter als 365 Tage ist."),
        Verdict.NO_BASIS,
        states.stale_answer,
    ),
    AssessmentRule(
        "merged-into-unknown",
        _("Aufgegangen, wo man nichts erfährt"),
        _("Die Maßnahme, in der diese aufgegangen ist."),
        _(
            "Nicht beurteilbar, wenn es sie im Plan nicht gibt oder zu ihr nicht"
            " vollständig berichtet ist."
        ),
        Verdict.NO_BASIS,
        states.merged_into_unknown,
    ),
    AssessmentRule(
        "done-unproven",
        _("Abgeschlossen ohne Nachweis"),
        _(
            "Die Nachweise einer abgeschlossenen Maßnahme. Was ein späteres Datum als die"
            " Antwort trägt, zählt nicht."
        ),
        _("Nur gemeldet, wenn es keinen gibt."),
        Verdict.CLAIMED,
        proofs.done_unproven,
    ),
    AssessmentRule(
        "standing-unproven",
        _("Daueraufgabe ohne neuen Nachweis"),
        _("Datierte Nachweise einer Daueraufgabe aus den letzten 365 Tagen."),
        _("Nur gemeldet, wenn es keinen gibt."),
        Verdict.CLAIMED,
        proofs.standing_unproven,
    ),
    AssessmentRule(
        "no-next-date",
        _("Kein nächster Termin"),
        _(
            "Maßnahmen in Vorbereitung oder im Lauf mit Nachweis oder erreichtem"
            " Meilenstein, aber ohne offenen Meilenstein mit Termin."
        ),
        _("Ohne nächsten Termin: Es geht etwas voran, aber nichts kann zu spät sein."),
        Verdict.UNDATED,
        dates.no_next_date,
    ),
    AssessmentRule(
        "paused",
        _("Ruht"),
        _("Der gemeldete Stand, und seit welcher Runde er so lautet."),
        _("Ruht."),
        Verdict.PAUSED,
        states.paused,
    ),
    AssessmentRule(
        "given-up",
        _("Aufgegeben"),
        _("Der gemeldete Stand."),
        _("Beendet, ohne Abschluss."),
        Verdict.ENDED,
        states.given_up,
    ),
    AssessmentRule(
        "merged",
        _("Aufgegangen"),
        _("Der gemeldete Stand, und der Stand der Maßnahme, in der diese aufgegangen ist."),
        _("Beendet, ohne Abschluss; jene zählt für sich."),
        Verdict.ENDED,
        states.merged,
    ),
    AssessmentRule(
        "nothing-due",
        _("Noch nichts fällig"),
        _("Termine in der Antwort und im Plan für eine Maßnahme, die nicht begonnen hat."),
        _("Noch nichts fällig, wenn ein Termin bevorsteht."),
        Verdict.NOT_DUE,
        states.nothing_due,
    ),
    AssessmentRule(
        "standing-proven",
        _("Daueraufgabe mit Nachweis"),
        _("Datierte Nachweise einer Daueraufgabe aus den letzten 365 Tagen."),
        _("Daueraufgabe mit Nachweis, wenn es einen gibt."),
        Verdict.STANDING,
        proofs.standing_proven,
    ),
    AssessmentRule(
        "on-schedule",
        _("Nächster Meilenstein voraus"),
        _("Offene Meilensteine, deren Termin noch bevorsteht."),
        _("Im Zeitplan, wenn es einen gibt und keine andere Regel etwas Schwereres findet."),
        Verdict.ON_SCHEDULE,
        dates.on_schedule,
    ),
    AssessmentRule(
        "done-proven",
        _("Abgeschlossen mit Nachweis"),
        _(
            "Die Nachweise einer abgeschlossenen Maßnahme. Was sie belegen, prüft die Regel"
            " nicht; das kann nur, wer sie ansieht."
        ),
        _("Abgeschlossen mit Nachweis, wenn es einen gibt."),
        Verdict.PROVEN,
        proofs.done_proven,
    ),
    AssessmentRule(
        "milestone-moved",
        _("Meilenstein verschoben"),
        _("Der Termin eines offenen Meilensteins gegen den zuerst genannten."),
        _("Nichts, solange er nur in einer Runde und um weniger als 90 Tage nach hinten rückte."),
        None,
        dates.milestone_moved,
    ),
    AssessmentRule(
        "milestone-undated",
        _("Meilenstein ohne Termin"),
        _("Offene Meilensteine ohne Termin."),
        _("Nichts: Sie können nie zu spät sein."),
        None,
        dates.milestone_undated,
    ),
    AssessmentRule(
        "reached-in-future",
        _("Meilenstein in der Zukunft erreicht"),
        _("Der Tag, an dem ein Meilenstein erreicht wurde, gegen den Tag der Antwort."),
        _("Nichts; der Meilenstein gilt als offen."),
        None,
        dates.reached_in_future,
    ),
    AssessmentRule(
        "evidence-after-answer",
        _("Nachweis jünger als die Antwort"),
        _("Das Datum der Nachweise gegen den Tag der Antwort."),
        _("Nichts; ein solcher Nachweis zählt nicht."),
        None,
        proofs.evidence_after_answer,
    ),
    AssessmentRule(
        "spent-over-planned",
        _("Mehr ausgegeben als geplant"),
        _("Ausgaben gegen geplante Mittel, je Haushaltsstelle und Jahr."),
        _("Nichts: Geld sagt nichts über Termine."),
        None,
        proofs.spent_over_planned,
    ),
    AssessmentRule(
        "spent-in-future",
        _("Ausgabe in einem künftigen Jahr"),
        _("Das Haushaltsjahr einer Ausgabe gegen den Tag der Antwort."),
        _("Nichts."),
        None,
        proofs.spent_in_future,
    ),
    AssessmentRule(
        "same-words",
        _("Bericht wie in der vorigen Runde"),
        _("Der Berichtstext gegen den der vorigen Runde."),
        _("Nichts: Gleicher Text kann richtig sein."),
        None,
        states.same_words,
    ),
)
