# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a published round says of one measure: each institution beside the verdict of the rules."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from leitstand.steering.answer import Evidence
from leitstand.steering.enums import AnswerWay, EvidenceKind, Outlook, Progress
from leitstand.steering.pictures import SlipPicture, slip_picture
from leitstand.steering.rules.ageing import age_sentence
from leitstand.steering.rules.registry import rule_of
from leitstand.steering.rules.said import Said
from leitstand.steering.rules.slipping import MilestoneHistory, histories
from leitstand.steering.rules.wording import outlook_words
from leitstand.steering.selectors.results import (
    FileName,
    ResultLine,
    RoundResults,
    file_names,
    frozen_on,
)
from leitstand.steering.selectors.rounds import RoundCard
from leitstand.steering.views.public_parts import (
    Opened,
    example_words,
    open_rounds,
    round_href,
    round_measure_href,
    round_source,
    round_title,
    with_mark,
)
from leitstand.steering.views.public_tables import flat_table, institution_cell, state_of
from leitstand.ui.addresses import address
from leitstand.ui.pages import Page, public_page
from leitstand.ui.tables import Cell, Column, Link, Table


@dataclass(frozen=True, slots=True)
class RuleSentence:
    """What a rule found, with the way to the rule."""

    title: str
    href: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Clash:
    """Two sides that cannot both hold, with the rule that says so."""

    rule: RuleSentence
    claim: str


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence: ``href`` is None where there is nothing to follow."""

    kind: str
    title: str
    href: str | None
    detail: str


@dataclass(frozen=True)
class Told:
    """One answer as the page shows it."""

    who: Link | str
    limits: str
    via: str
    facts: tuple[tuple[str, object], ...]
    state: str
    outlook: str
    verdict: str
    deciding: tuple[RuleSentence, ...]
    further: tuple[RuleSentence, ...]
    clashes: tuple[Clash, ...]
    texts: tuple[tuple[str, str], ...]
    proofs: tuple[Proof, ...]
    picture: SlipPicture | None


@public_page
def round_measure(request: HttpRequest, plan: str, round: str, measure: str) -> Page:
    """What a published round says of one measure, or of all parts of it."""
    opened = open_rounds(plan)
    card = opened.card(round)
    results = opened.rounds.results(card, judged_on=frozen_on(card))
    lines = results.of(measure)
    if not lines:
        raise Http404(_("Nach dieser Maßnahme hat die Runde nicht gefragt: %s") % measure)
    first = lines[0].line.measure
    is_whole = first.key != measure
    label = first.label.rpartition(" ")[0] if is_whole else first.label
    files = file_names(lines)
    return Page(
        template="steering/public/measure.html",
        title=_("%(measure)s in der Runde %(round)s") % {"measure": label, "round": card.title},
        description=opened.title,
        context={
            "card": card,
            "lead": label if is_whole else first.title,
            "statement": None if is_whole else results.statements[measure].sentence,
            "measure": Link(label, address("plan:measure", plan=plan, measure=measure)),
            "told": [
                _told(opened, results, one, files, place)
                for place, one in enumerate(lines)
                if one.row.is_answered
            ],
            "silent": [
                (institution_cell(results, one), one.line.limits, _reasons(opened, one))
                for one in lines
                if not one.row.is_answered
            ],
            "rules": address("steering:rules", plan=plan),
            "moved": opened.since_before(card, measure),
        },
        tables=with_mark(
            card,
            flat_table(results, lines, caption=_("Antworten zu dieser Maßnahme")),
            _milestone_table(results, lines),
            _proof_table(results, lines, files),
            _money_table(results, lines),
            _earlier_table(opened, results, lines),
        ),
        payload={
            "id": measure,
            "round": card.slug,
            "judged_on": results.judged_on,
            "example_notice": example_words(card),
        },
        breadcrumb=(*opened.way_up_from_round, Link(round_title(card), round_href(card))),
    )


def _told(
    opened: Opened,
    results: RoundResults,
    one: ResultLine,
    files: Mapping[int, FileName],
    place: int,
) -> Told:
    content, assessment = one.line.content, one.judged.assessment
    assert content is not None  # noqa: S101  (asked of answered duties only)
    frame = results.view.frame
    return Told(
        who=institution_cell(results, one),
        limits=frame.limits(one.line.phase, one.line.scope),
        via=one.line.via.label if one.line.via else "",
        facts=_facts(opened, results, one),
        state=state_of(one),
        outlook=outlook_words(str(content.outlook)) if content.outlook else "",
        verdict=str(assessment.verdict.label),
        deciding=tuple(_sentence(opened, r.rule, r.sentence) for r in assessment.deciding),
        further=tuple(_sentence(opened, r.rule, r.sentence) for r in assessment.further),
        clashes=tuple(
            Clash(_sentence(opened, said.rule, said.finding), said.claim)
            for said in one.judged.contradictions
        ),
        texts=tuple(
            (term, words)
            for term, words in (
                (_("Bericht"), content.account),
                (_("Hindernisse"), content.obstacles),
                (_("Gewünschte Unterstützung"), content.support_wanted),
            )
            if words
        ),
        proofs=tuple(_proof(entry, files) for entry in content.evidence),
        picture=slip_picture(f"meilensteine-{place}", _histories(one), now=results.judged_on),
    )


def _facts(
    opened: Opened, results: RoundResults, one: ResultLine
) -> tuple[tuple[str, object], ...]:
    content, card = one.line.content, results.view.card
    facts: list[tuple[str, object]] = [
        (_("Weg der Antwort"), str(AnswerWay(one.line.way).label)),
        (_("Alter"), age_sentence(one.said_on, opened.shown_on)),
    ]
    if content and content.next_step:
        facts.append((_("Nächster Schritt"), content.next_step))
    if content and content.next_step_due:
        facts.append((_("Nächster Schritt bis"), content.next_step_due))
    if content and content.merged_into:
        into = results.view.measures.get(content.merged_into)
        words: object = content.merged_into
        if into:
            words = Link(f"{into.label}: {into.title}", round_measure_href(card, into.key))
        facts.append((_("Aufgegangen in"), words))
    return tuple(facts)


def _reasons(opened: Opened, one: ResultLine) -> tuple[RuleSentence, ...]:
    return tuple(_sentence(opened, r.rule, r.sentence) for r in one.judged.assessment.reasons)


def _sentence(opened: Opened, key: str, sentence: str) -> RuleSentence:
    rule = rule_of(key)
    href = f"{address('steering:rules', plan=opened.plan)}#regel-{key}"
    return RuleSentence(str(rule.title) if rule else key, href, sentence)


def _proof(entry: Evidence, files: Mapping[int, FileName]) -> Proof:
    file = files.get(entry.attachment) if entry.attachment is not None else None
    details = [entry.code, entry.body]
    if file:
        # The file itself is not public; its hash shows later that it is the same.
        details.append(
            _("Datei %(name)s, SHA-256 %(hash)s")
            % {
                "name": file.name,
                "hash": file.sha256,
            }
        )
    return Proof(
        str(EvidenceKind(entry.kind).label),
        entry.title,
        entry.href or None,
        ", ".join(one for one in details if one),
    )


def _histories(one: ResultLine) -> tuple[MilestoneHistory, ...]:
    content = one.line.content
    if content is None or one.said_on is None:
        return ()
    return histories((*one.before, Said(one.row.round, one.said_on, content)))


def _milestone_table(results: RoundResults, lines: Sequence[ResultLine]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for one in lines:
        for found in _histories(one):
            promised = tuple(step.due_on for step in found.steps if step.due_on)
            rows.append(
                (
                    found.now.title,
                    institution_cell(results, one),
                    promised[-1] if promised else None,
                    found.now.done_on,
                    promised[:-1],
                    found.slip_days,
                    _("gestrichen")
                    if found.now.is_dropped
                    else ""
                    if found.is_in_last_answer
                    else _("nicht mehr genannt"),
                )
            )
    return Table(
        key="meilensteine",
        caption=_("Meilensteine und wie sich ihre Termine verschoben"),
        columns=(
            Column("milestone", _("Meilenstein")),
            Column("institution", _("Institution"), "link"),
            Column("due_on", _("fällig"), "date"),
            Column("done_on", _("erreicht"), "date"),
            Column("before", _("zuvor genannt"), "list"),
            Column("slip_days", _("verschoben um"), "number", _("Tage")),
            Column("remark", _("Anmerkung")),
        ),
        rows=tuple(rows),
        source=round_source(results.view.card),
    )


def _proof_table(
    results: RoundResults, lines: Sequence[ResultLine], files: Mapping[int, FileName]
) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for one in lines:
        for entry in one.line.content.evidence if one.line.content else ():
            proof = _proof(entry, files)
            rows.append(
                (
                    proof.title,
                    institution_cell(results, one),
                    proof.kind,
                    # Plain words: a table would make a link that search engines follow.
                    proof.href or "",
                    proof.detail,
                    entry.dated_on,
                )
            )
    return Table(
        key="nachweise",
        caption=_("Nachweise"),
        columns=(
            Column("title", _("Nachweis")),
            Column("institution", _("Institution"), "link"),
            Column("kind", _("Art")),
            Column("href", _("Adresse")),
            Column("detail", _("Fundstelle")),
            Column("dated_on", _("Datum"), "date"),
        ),
        rows=tuple(rows),
        source=round_source(results.view.card),
        note=_("Was ein Nachweis belegt, prüft keine Regel; das kann nur, wer ihn ansieht."),
    )


def _money_table(results: RoundResults, lines: Sequence[ResultLine]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for one in lines:
        for entry in one.line.content.budget if one.line.content else ():
            others = next(
                (
                    fund.measures
                    for fund in results.budget.funds
                    if (fund.line, fund.source, fund.year) == (entry.line, entry.source, entry.year)
                ),
                (),
            )
            rows.append(
                (
                    entry.line,
                    entry.source,
                    str(entry.year),
                    entry.planned_eur,
                    entry.committed_eur,
                    entry.spent_eur,
                    institution_cell(results, one),
                    tuple(name for name in others if name != one.line.measure.label),
                )
            )
    return Table(
        key="mittel",
        caption=_("Mittel, soweit genannt"),
        columns=(
            Column("line", _("Haushaltsstelle")),
            Column("source", _("Quelle")),
            Column("year", _("Jahr")),
            Column("planned_eur", _("geplant"), "number", "€"),
            Column("committed_eur", _("gebunden"), "number", "€"),
            Column("spent_eur", _("ausgegeben"), "number", "€"),
            Column("institution", _("Institution"), "link"),
            Column("others", _("bezahlt auch"), "list"),
        ),
        rows=tuple(rows),
        source=round_source(results.view.card),
        note=_("Die Beträge gelten für die ganze Haushaltsstelle, nicht für die Maßnahme allein."),
    )


def _earlier_table(opened: Opened, results: RoundResults, lines: Sequence[ResultLine]) -> Table:
    cards = {card.slug: card for card in opened.rounds.cards}
    return Table(
        key="frueher",
        caption=_("Was frühere Runden sagten"),
        columns=(
            Column("round", _("Runde"), "link"),
            Column("institution", _("Institution"), "link"),
            Column("state", _("Stand")),
            Column("outlook", _("Selbsteinschätzung")),
            Column("account", _("Bericht")),
            Column("said_on", _("gesagt am"), "date"),
        ),
        rows=tuple(_earlier_rows(cards, results, lines)),
        source=round_source(results.view.card),
    )


def _earlier_rows(
    cards: Mapping[str, RoundCard], results: RoundResults, lines: Sequence[ResultLine]
) -> Iterator[tuple[Cell, ...]]:
    for one in lines:
        for said in reversed(one.before):
            card = cards.get(said.round)
            content = said.content
            yield (
                Link(card.title, round_measure_href(card, one.row.measure)) if card else said.round,
                institution_cell(results, one),
                str(Progress(content.state).label) if content.state else "",
                str(Outlook(content.outlook).label) if content.outlook else "",
                content.account,
                said.said_on,
            )
