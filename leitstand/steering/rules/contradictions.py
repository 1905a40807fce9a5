# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Where an answer disagrees with the rules, with itself, or with an earlier answer: both sides."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.steering.enums import Outlook, Progress, Verdict
from leitstand.steering.rules.assessing.case import Case
from leitstand.steering.rules.assessment import Assessment
from leitstand.steering.rules.published import PublishedRule, Reason
from leitstand.steering.rules.wording import on_day, outlook_words, state_words

_LATE = frozenset({Verdict.OVERDUE, Verdict.SLIPPING})
# Rules whose findings lie inside one answer.
_WITHIN = frozenset(
    {
        "done-but-open",
        "started-unsaid",
        "merged-into-given-up",
        "merged-in-circle",
        "reached-in-future",
        "evidence-after-answer",
    }
)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two sides that cannot both hold.

    ``claim`` is what the leading institution says, ``finding`` what stands against it, each a
    sentence; ``reasons`` are the keys of the rules of the assessment that the finding rests on.
    """

    rule: str
    claim: str
    finding: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContradictionRule(PublishedRule):
    """A published rule on contradictions with the function that applies it."""

    function: Callable[[Case, Assessment], Iterator[tuple[str, str, tuple[Reason, ...]]]]


def contradictions(case: Case, assessment: Assessment) -> tuple[Contradiction, ...]:
    """Every contradiction of one duty, in the order of the rules; none for silence."""
    if case.state is None:
        return ()
    return tuple(
        Contradiction(
            rule.key, claim, finding, tuple(dict.fromkeys(reason.rule for reason in reasons))
        )
        for rule in CONTRADICTIONS
        for claim, finding, reasons in rule.function(case, assessment)
    )


_Found = Iterator[tuple[str, str, tuple[Reason, ...]]]


def _own_view(case: Case) -> str:
    return _("Selbsteinschätzung vom %(day)s: „%(outlook)s“.") % {
        "day": on_day(case.said.said_on if case.said else case.judged_on),
        "outlook": outlook_words(str(case.content.outlook)),
    }


def _own_state(case: Case) -> str:
    return _("Gemeldeter Stand vom %(day)s: „%(state)s“.") % {
        "day": on_day(case.said.said_on if case.said else case.judged_on),
        "state": state_words(str(case.content.state)),
    }


def _computed(assessment: Assessment) -> str:
    text = _("Nach den Regeln: „%(verdict)s“.") % {"verdict": assessment.verdict.label}
    return " ".join([text, *(reason.sentence for reason in assessment.deciding)])


def _on_track_but_late(case: Case, assessment: Assessment) -> _Found:
    if case.content.outlook == Outlook.ON_TRACK and assessment.verdict in _LATE:
        yield _own_view(case), _computed(assessment), assessment.deciding


def _off_track_but_punctual(case: Case, assessment: Assessment) -> _Found:
    if case.content.outlook == Outlook.OFF_TRACK and assessment.verdict == Verdict.ON_SCHEDULE:
        yield _own_view(case), _computed(assessment), assessment.deciding


def _done_but_troubled(case: Case, assessment: Assessment) -> _Found:
    if case.state == Progress.DONE and case.content.outlook in {
        Outlook.AT_RISK,
        Outlook.OFF_TRACK,
    }:
        yield _own_view(case), _own_state(case), ()


def _within_the_answer(case: Case, assessment: Assessment) -> _Found:
    for reason in assessment.reasons:
        if reason.rule in _WITHIN:
            yield _own_state(case), reason.sentence, (reason,)


def _against_earlier(case: Case, assessment: Assessment) -> _Found:
    for reason in assessment.reasons:
        if reason.rule == "step-back":
            yield _own_state(case), reason.sentence, (reason,)


CONTRADICTIONS: tuple[ContradictionRule, ...] = (
    ContradictionRule(
        "on-track-but-late",
        gettext_lazy("Im Plan, doch zu spät"),
        gettext_lazy("Die Selbsteinschätzung „im Plan“ gegen das Urteil der Regeln."),
        gettext_lazy("Ein Widerspruch, wenn dieses „überfällig“ oder „verzögert“ lautet."),
        _on_track_but_late,
    ),
    ContradictionRule(
        "off-track-but-punctual",
        gettext_lazy("Nicht im Plan, doch alle Termine gehalten"),
        gettext_lazy("Die Selbsteinschätzung „nicht im Plan“ gegen das Urteil der Regeln."),
        gettext_lazy(
            "Ein Widerspruch, wenn dieses „im Zeitplan“ lautet: Die Schwierigkeit steht in keinem"
            " Termin."
        ),
        _off_track_but_punctual,
    ),
    ContradictionRule(
        "done-but-troubled",
        gettext_lazy("Abgeschlossen, doch gefährdet"),
        gettext_lazy("Die Selbsteinschätzung einer abgeschlossenen Maßnahme."),
        gettext_lazy("Ein Widerspruch, wenn sie „gefährdet“ oder „nicht im Plan“ lautet."),
        _done_but_troubled,
    ),
    ContradictionRule(
        "within-the-answer",
        gettext_lazy("Die Antwort widerspricht sich"),
        gettext_lazy("Der gemeldete Stand gegen Meilensteine, Nachweise und Mittel der Antwort."),
        gettext_lazy("Ein Widerspruch, wenn nicht beides zugleich stimmen kann."),
        _within_the_answer,
    ),
    ContradictionRule(
        "against-earlier-answer",
        gettext_lazy("Die Antwort widerspricht einer früheren"),
        gettext_lazy("Der gemeldete Stand gegen den der früheren Runden."),
        gettext_lazy("Ein Widerspruch, wenn die Maßnahme schon weiter war."),
        _against_earlier,
    ),
)
