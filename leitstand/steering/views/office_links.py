# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Personal links on the desk: who has one and how far it came; giving and taking back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.core.languages import Language, reader_language
from leitstand.steering.enums import LetterState
from leitstand.steering.errors import LinkNotGiven
from leitstand.steering.letters.addresses import answer_address
from leitstand.steering.permissions import MANAGE_ROUNDS
from leitstand.steering.selectors.contacts import contact_lines
from leitstand.steering.selectors.given_links import (
    InstitutionLinks,
    LinkLine,
    institution_links,
)
from leitstand.steering.selectors.rounds import RoundCard
from leitstand.steering.services.links import link_give, link_revoke
from leitstand.steering.views.office_forms import LinkForm
from leitstand.steering.views.office_parts import done_words, open_round, share_words, way_up
from leitstand.ui.acts import UNPROCESSABLE, gone_to
from leitstand.ui.addresses import address
from leitstand.ui.formats import day as day_words
from leitstand.ui.pages import Page, html_response, requires
from leitstand.ui.tables import Column, Link, Table


@requires(MANAGE_ROUNDS)
def links(request: HttpRequest, round: str) -> HttpResponse:
    """Every institution with its links: sent, opened, passed on, taken back."""
    card = open_round(request, round)
    found = institution_links(card.id, language=reader_language())
    page = Page(
        template="steering/office/links.html",
        title=_("Links"),
        description=_("Wer einen persönlichen Link hat und ob er geöffnet wurde. Vertraulich."),
        context={
            "card": card,
            "without": sum(not any(one.is_live for one in each.links) for each in found),
            "done": done_words(request),
            "plan_slug": card.plan,
        },
        tables=(_table(card, found),),
        breadcrumb=way_up(card),
        is_form=True,
    )
    return html_response(request, page)


def _table(card: RoundCard, found: tuple[InstitutionLinks, ...]) -> Table:
    return Table(
        key="links",
        caption=_("Links nach Institutionen"),
        columns=(
            Column("institution", _("Institution"), "link"),
            Column("answers", _("Antworten")),
            Column("links", _("Wer hat einen Link?"), "list"),
        ),
        rows=tuple(
            (
                Link(one.institution.label, _href(card, one)),
                share_words(one.answered, one.owed),
                tuple(f"{link.name or link.email}: {link_words(link)}" for link in one.links)
                or (_("niemand"),),
            )
            for one in found
        ),
    )


def _href(card: RoundCard, one: InstitutionLinks) -> str:
    return address("steering:office-link", round=card.slug, institution=one.institution.slug)


def link_words(link: LinkLine) -> str:
    """How far the link came, in words."""
    if link.revoked_at:
        return _("entzogen am %s") % day_words(link.revoked_at, "medium")
    if not link.is_live:
        return _("abgelaufen am %s") % day_words(link.expires_at, "medium")
    words = []
    if link.passed_on_from:
        words.append(_("weitergegeben von %s") % link.passed_on_from)
    if link.opened_at:
        words.append(_("geöffnet am %s") % day_words(link.opened_at, "medium"))
    elif link.has_failed:
        words.append(_("Mail kam nicht an"))
    elif link.sent_at:
        words.append(_("gesendet am %s, nicht geöffnet") % day_words(link.sent_at, "medium"))
    elif link.mail == LetterState.WAITING:
        words.append(_("Mail wartet"))
    else:
        words.append(_("noch nicht gesendet"))
    if link.measures:
        count = len(link.measures)
        words.append(ngettext("nur %d Maßnahme", "nur %d Maßnahmen", count) % count)
    return ", ".join(words)


@requires(MANAGE_ROUNDS)
def link(request: HttpRequest, round: str, institution: str) -> HttpResponse:
    """The links of one institution: give one, take one back, see the address to hand over."""
    card = open_round(request, round)
    language = reader_language()
    found = institution_links(card.id, language=language, institution=institution)
    if not found:
        raise Http404(_("Diese Institution schuldet in der Runde keine Antwort."))
    own = found[0]
    here = address("steering:office-link", round=round, institution=institution)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if act == "revoke":
        chosen = _known(own, request.POST.get("link", ""))
        link_revoke(actor=request.user, link=chosen.id)  # type: ignore[arg-type]
        return gone_to(here, "entzogen")
    form = LinkForm(request.POST) if act == "give" else LinkForm(initial={"language": "de"})
    problems: tuple[str, ...] = ()
    if act == "give" and form.is_valid():
        said = form.cleaned_data
        try:
            link_give(
                actor=request.user,  # type: ignore[arg-type]
                round=round,
                institution=institution,
                email=said["email"].lower(),
                name=said["name"],
                language=said["language"],
            )
        except LinkNotGiven as refused:
            problems = tuple(refused.problems.values())
        else:
            return gone_to(here, "link")
    page = Page(
        template="steering/office/link.html",
        title=_("Links: %(institution)s") % {"institution": own.institution.label},
        description=own.institution.name,
        context={
            "card": card,
            "own": own,
            "lines": [(one, link_words(one), _full(one)) for one in own.links],
            "contacts": contact_lines(language=language, institution=institution),
            "reached": {one.email.lower() for one in own.links if one.is_live},
            "institution": institution,
            "form": form,
            "problems": problems,
            "done": done_words(request),
            "plan_slug": card.plan,
        },
        breadcrumb=(*way_up(card), Link(_("Links"), address("steering:office-links", round=round))),
        is_form=True,
    )
    return html_response(request, page, UNPROCESSABLE if problems or form.errors else 200)


def _known(own: InstitutionLinks, words: str) -> LinkLine:
    for one in own.links:
        if str(one.id) == words:
            return one
    raise Http404(_("Diesen Link gibt es hier nicht."))


def _full(one: LinkLine) -> str:
    """The whole address, for the telephone; only of a link that opens."""
    language: Language = "en" if one.language == "en" else "de"
    return answer_address(one.key, language) if one.is_live else ""
