# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Section "Wo stehen wir": the round in plain sentences, coverage first."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.reports.building import sentences as say
from leitstand.reports.building.basis import Basis
from leitstand.reports.building.changes import changes_of
from leitstand.reports.building.money import money_sentence
from leitstand.reports.building.words import bullets, office, paragraph, percent
from leitstand.reports.building.words import sentences as paragraph_of
from leitstand.reports.document import Block, Notice, PageOf, Paragraph, Section
from leitstand.steering.enums import Progress, Verdict
from leitstand.steering.rules.rollup import Share
from leitstand.ui.formats import day, number

KEY = "wo-stehen-wir"


def standing(basis: Basis) -> Section:
    """The summary."""
    blocks: list[Block] = [*example_notice(basis), *_coverage(basis), *_states(basis)]
    changes = changes_of(basis)
    if changes is not None:
        where = PageOf("veraenderungen", _("Seit der vorigen Runde"))
        blocks.append(paragraph(changes.summary, " (", where, ")"))
    blocks.append(paragraph_of(money_sentence(basis)))
    blocks += _unsaid(basis)
    blocks += office(basis.inputs.texts.words.get(KEY, ""))
    return Section(KEY, _("Wo stehen wir"), tuple(blocks), is_new_page=True)


def example_notice(basis: Basis) -> tuple[Notice, ...]:
    """That the answers are invented, where they are."""
    if not basis.inputs.found.is_example:
        return ()
    return (Notice(_("Beispieldaten"), _("Alle Antworten dieser Runde sind erfunden.")),)


def _coverage(basis: Basis) -> tuple[Paragraph, ...]:
    total, found = basis.results.total, basis.inputs.found
    asked = ngettext(
        "Gefragt wurde nach %(count)s Maßnahme des Plans, wie er am %(day)s galt.",
        "Gefragt wurde nach %(count)s Maßnahmen des Plans, wie er am %(day)s galt; eine Maßnahme"
        " in Teilen zählt je Teil.",
        total.measures,
    ) % {"count": number(total.measures), "day": day(found.reporting_on)}
    frozen = _("Diese Runde wurde am %(day)s eingefroren und für diesen Tag beurteilt.") % {
        "day": day(basis.on)
    }
    moved = ""
    if basis.previous:
        before = basis.previous
        moved = say.coverage_moved(before.total.answers, total.answers, before.view.card.title)
    unowed = say.unowed_sentence(len(basis.nobody_owes))
    return (
        paragraph_of(say.answers_sentence(total.answers), say.heard_sentence(total), moved),
        paragraph_of(asked, unowed, frozen),
    )


def _states(basis: Basis) -> tuple[Block, ...]:
    total = basis.results.total
    if not basis.answered:
        text = _(
            "Weil keine Antwort vorliegt, sagt dieser Bericht nichts darüber, wie weit die"
            " Maßnahmen sind."
        )
        return (paragraph_of(text),)
    with_outlook = say.outlook_sentence(one.row.outlook for one in basis.answered)
    contradicted = sum(bool(one.judged.contradictions) for one in basis.answered)
    return (
        paragraph_of(say.state_sentence(total, len(basis.nobody_owes)), _done_sentence(basis)),
        paragraph_of(
            _(
                "Daneben steht das Urteil nach veröffentlichten Regeln. Es folgt aus Terminen,"
                " Meilensteinen und Nachweisen der Antworten, nicht aus der Selbsteinschätzung."
                " Mit der Zahl der Maßnahmen lautet es:"
            )
        ),
        bullets((one,) for one in say.verdict_sentences(total)),
        paragraph_of(with_outlook, say.contradiction_sentence(contradicted)),
    )


def _done_sentence(basis: Basis) -> str:
    """How many of the finished measures are proven."""
    told = [one for one in basis.results.statements.values() if one.state == Progress.DONE.value]
    if not told:
        return ""
    proven = sum(one.verdict == Verdict.PROVEN for one in told)
    return _("Als abgeschlossen gemeldet und unwidersprochen mit Nachweis belegt: %(share)s.") % {
        "share": Share(proven, len(told)).sentence
    }


def _unsaid(basis: Basis) -> tuple[Paragraph, ...]:
    silent = len(basis.unheard)
    if not silent:
        return ()
    share = Share(silent, basis.results.total.measures)
    text = ngettext(
        "Zu %(count)s Maßnahme (%(percent)s) sagt dieser Bericht nichts über den Stand. Schweigen"
        " wird nirgends als „im Plan“ gezählt.",
        "Zu %(count)s Maßnahmen (%(percent)s) sagt dieser Bericht nichts über den Stand. Schweigen"
        " wird nirgends als „im Plan“ gezählt.",
        silent,
    ) % {"count": number(silent), "percent": percent(share)}
    return (paragraph(text, " (", PageOf("schweigen", _("Wer nicht geantwortet hat")), ")"),)
