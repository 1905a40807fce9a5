# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The steps of a round's life: each says what will happen and what speaks against it, then does."""

from dataclasses import dataclass
from typing import Literal

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.core.accounts.actors import Actor
from leitstand.core.languages import reader_language
from leitstand.steering.enums import RoundState
from leitstand.steering.errors import StepRefused
from leitstand.steering.permissions import MANAGE_ROUNDS
from leitstand.steering.rules.life import STEPS, Step
from leitstand.steering.selectors.preview import Preview, round_preview
from leitstand.steering.selectors.rounds import RoundCard, round_card
from leitstand.steering.selectors.worklist import Waiting, Worklist, worklist
from leitstand.steering.services.rounds import (
    round_close,
    round_freeze,
    round_open,
    round_publish,
    round_reopen,
)
from leitstand.steering.views.office_forms import FreezeForm, ReopenForm
from leitstand.steering.views.office_parts import (
    STEP_WORDS,
    open_round,
    round_href,
    share_words,
    way_up,
)
from leitstand.ui.acts import CONFLICT, UNPROCESSABLE, gone_to
from leitstand.ui.formats import day as day_words
from leitstand.ui.pages import Page, html_response, requires


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at before a step. ``kind`` is that of an alert."""

    kind: Literal["success", "warning", "info"]
    text: str


@requires(MANAGE_ROUNDS)
def round_step(request: HttpRequest, round: str, step: str) -> HttpResponse:
    """Asks whether a step shall be taken, with all that speaks against it, and takes it."""
    wanted = next((one for one, words in STEP_WORDS.items() if words.slug == step), None)
    if wanted is None:
        raise Http404(_("Diesen Schritt gibt es nicht: %s") % step)
    card = open_round(request, round)
    form = _form(wanted, request)
    problems: tuple[str, ...] = ()
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            _take(wanted, request.user, card, form)  # type: ignore[arg-type]
        except StepRefused as refused:
            if round_card(round, language="de").state == STEPS[wanted][1]:
                # Pressed twice, or a colleague was quicker: it is as was wanted.
                return gone_to(round_href(round), step)
            problems = refused.problems
        else:
            return gone_to(round_href(round), step)
    return _page(request, card, wanted, form, problems)


def _form(step: Step, request: HttpRequest) -> forms.Form | None:
    sent = request.POST if request.method == "POST" else None
    if step == Step.REOPEN:
        return ReopenForm(sent)
    if step == Step.FREEZE:
        return FreezeForm(sent)
    return None


def _take(step: Step, actor: Actor, card: RoundCard, form: forms.Form | None) -> None:
    said = form.cleaned_data if form else {}
    match step:
        case Step.OPEN:
            round_open(actor=actor, slug=card.slug)
        case Step.CLOSE:
            round_close(actor=actor, slug=card.slug)
        case Step.REOPEN:
            round_reopen(actor=actor, slug=card.slug, due_on=said["due_on"])
        case Step.FREEZE:
            despite = said["despite_open_questions"]
            round_freeze(actor=actor, slug=card.slug, despite_open_questions=despite)
        case Step.PUBLISH:
            round_publish(actor=actor, slug=card.slug)


def _page(
    request: HttpRequest,
    card: RoundCard,
    step: Step,
    form: forms.Form | None,
    problems: tuple[str, ...],
) -> HttpResponse:
    is_possible = STEPS[step][0] == card.state
    preview, found = None, None
    if is_possible and step == Step.OPEN:
        preview = round_preview(
            card.plan,
            reporting_on=card.reporting_on,
            scope=card.scope,
            language=reader_language(),
        )
    elif is_possible:
        found = worklist(card.slug, language=reader_language())
    if found is not None and not _open_questions(found):
        form = None if step == Step.FREEZE else form
    page = Page(
        template="steering/office/step.html",
        title=str(STEP_WORDS[step].button),
        context={
            "card": card,
            "step": step,
            "is_possible": is_possible,
            "state": RoundState(card.state).label,
            "effects": effects(card, step),
            "preview": preview,
            "checks": checks(card, step, preview, found),
            "form": form,
            "problems": problems,
            "button_words": STEP_WORDS[step].button,
            "plan_slug": card.plan,
        },
        breadcrumb=way_up(card),
        is_form=True,
    )
    status = UNPROCESSABLE if problems or (form and form.errors) else 200
    return html_response(request, page, status if is_possible else CONFLICT)


def effects(card: RoundCard, step: Step) -> tuple[str, ...]:
    """What the step will do, in sentences."""
    due = {"day": day_words(card.due_on)}
    return {
        Step.OPEN: (
            _("Die Institutionen können bis zum %(day)s antworten.") % due,
            _("Stichtag und Umfang stehen danach fest."),
            _("Es geht noch keine Mail hinaus. Einladungen versenden Sie danach unter „Post“."),
        ),
        Step.CLOSE: (
            _("Neue Antworten kommen nicht mehr herein."),
            _("Wer eine Rückfrage offen hat, kann noch antworten und berichtigen."),
            _("Sie sehen die Antworten durch und können die Runde wieder öffnen."),
        ),
        Step.REOPEN: (_("Alle können bis zur neuen Frist wieder antworten."),),
        Step.FREEZE: (
            _("Nichts in dieser Runde ändert sich mehr. Das lässt sich nicht zurücknehmen."),
            _("Angefangenes, das nicht abgegeben ist, zählt nicht."),
            _("Der Inhalt bekommt eine Prüfsumme, und Berichte entstehen nur noch aus ihm."),
            _("Öffentlich ist damit noch nichts."),
        ),
        Step.PUBLISH: (
            _("Alle können lesen, was die Institutionen abgegeben haben."),
            _("Das lässt sich nicht zurücknehmen."),
            _("Namen und E-Mail-Adressen der Antwortenden, Rückfragen und Dateien bleiben intern."),
        ),
    }[step]


def checks(
    card: RoundCard, step: Step, preview: Preview | None, found: Worklist | None
) -> tuple[Check, ...]:
    """What was looked at, in sentences with counts. A warning forbids nothing."""
    if preview is not None:
        return _checks_before_opening(preview)
    if found is None:
        return ()
    told = [Check("info", _("Antworten: %s.") % share_words(card.answered, card.owed))]
    counts = found.counts
    silent = card.owed - card.answered
    if silent:
        text = ngettext("%d Antwort fehlt.", "%d Antworten fehlen.", silent) % silent
        told.append(Check("warning", text))
    if step in {Step.FREEZE, Step.CLOSE}:
        told += [
            Check("warning", text)
            for text in (
                _drafts(counts[Waiting.DRAFT]),
                _questions(_open_questions(found)),
                _contradictions(counts[Waiting.CONTRADICTORY]),
            )
            if text
        ]
    if step in {Step.FREEZE, Step.PUBLISH}:
        unseen = counts[Waiting.TO_ACCEPT] + counts[Waiting.QUESTION]
        if unseen:
            text = ngettext(
                "%d Antwort ist noch nicht angenommen.",
                "%d Antworten sind noch nicht angenommen.",
                unseen,
            )
            told.append(Check("warning", text % unseen))
    if not any(one.kind == "warning" for one in told):
        told.append(Check("success", _("Nichts spricht dagegen.")))
    return tuple(told)


def _checks_before_opening(preview: Preview) -> tuple[Check, ...]:
    told: list[Check] = []
    if not preview.answers:
        told.append(Check("warning", _("Im gewählten Umfang schuldet niemand eine Antwort.")))
    if missing := len(preview.without_contact):
        text = ngettext(
            "Für %d Institution fehlt ein Kontakt; sie bekäme keine Mail.",
            "Für %d Institutionen fehlt ein Kontakt; sie bekämen keine Mail.",
            missing,
        )
        told.append(Check("warning", text % missing))
    if leaderless := len(preview.without_lead):
        text = ngettext(
            "%d Maßnahme hat keine Federführung und wird niemandem gestellt.",
            "%d Maßnahmen haben keine Federführung und werden niemandem gestellt.",
            leaderless,
        )
        told.append(Check("warning", text % leaderless))
    return tuple(told) or (
        Check("success", _("Für alle gefragten Institutionen gibt es einen Kontakt.")),
    )


def _open_questions(found: Worklist) -> int:
    return sum(item.line.questions for item in found.items)


def _drafts(count: int) -> str:
    text = ngettext(
        "%d Antwort ist angefangen, aber nicht abgegeben.",
        "%d Antworten sind angefangen, aber nicht abgegeben.",
        count,
    )
    return text % count if count else ""


def _questions(count: int) -> str:
    text = ngettext("%d Rückfrage ist offen.", "%d Rückfragen sind offen.", count)
    return text % count if count else ""


def _contradictions(count: int) -> str:
    text = ngettext(
        "%d Antwort widerspricht sich oder den Regeln.",
        "%d Antworten widersprechen sich oder den Regeln.",
        count,
    )
    return text % count if count else ""
