# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the pages of the office's desk share: the round, the way back up, words."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leitstand.core.languages import reader_language
from leitstand.core.permissions import require
from leitstand.steering.enums import RoundState
from leitstand.steering.errors import RoundNotFound
from leitstand.steering.permissions import MANAGE_ROUNDS, RoundSubject
from leitstand.steering.rules.life import TAKES_ANSWERS, Step
from leitstand.steering.rules.rollup import Share
from leitstand.steering.selectors.rounds import RoundCard, round_card
from leitstand.ui import acts
from leitstand.ui.addresses import address
from leitstand.ui.formats import day as day_words
from leitstand.ui.tables import Link


@dataclass(frozen=True, slots=True)
class StepWords:
    """How a step is called: in the address, on the button, above its page, and once it is done."""

    slug: str
    button: Promise
    done: Promise


STEP_WORDS = {
    Step.OPEN: StepWords(
        "oeffnen", gettext_lazy("Runde öffnen"), gettext_lazy("Die Runde ist offen.")
    ),
    Step.CLOSE: StepWords(
        "schliessen",
        gettext_lazy("Runde schließen"),
        gettext_lazy("Die Runde ist geschlossen; jetzt wird durchgesehen."),
    ),
    Step.REOPEN: StepWords(
        "wieder-oeffnen",
        gettext_lazy("Runde wieder öffnen"),
        gettext_lazy("Die Runde ist wieder offen."),
    ),
    Step.FREEZE: StepWords(
        "einfrieren",
        gettext_lazy("Runde einfrieren"),
        gettext_lazy("Die Runde ist eingefroren; nichts in ihr ändert sich mehr."),
    ),
    Step.PUBLISH: StepWords(
        "veroeffentlichen",
        gettext_lazy("Runde veröffentlichen"),
        gettext_lazy("Die Runde ist veröffentlicht."),
    ),
}
OTHER_DONE = {
    "angelegt": gettext_lazy("Die Runde ist angelegt. Gefragt ist noch niemand."),
    "geaendert": gettext_lazy("Gespeichert."),
    "verworfen": gettext_lazy("Der Entwurf ist verworfen."),
    "angenommen": gettext_lazy("Angenommen."),
    "gefragt": gettext_lazy("Die Rückfrage ist gestellt."),
    "geschlossen": gettext_lazy("Die Rückfrage ist geschlossen."),
    "kontakt": gettext_lazy("Der Kontakt ist gespeichert."),
    "kontakt-weg": gettext_lazy("Der Kontakt ist gelöscht."),
    "eingelesen": gettext_lazy("Die Kontakte sind eingelesen."),
    "link": gettext_lazy("Der Link ist vergeben."),
    "entzogen": gettext_lazy("Der Link ist entzogen. Wer ihn öffnet, sieht nichts mehr."),
    "post": gettext_lazy("Die Mails sind versandt."),
}


def done_words(request: HttpRequest) -> str:
    """What was done just before this page was shown; "" for nothing that we know."""
    steps = {one.slug: one.done for one in STEP_WORDS.values()}
    return acts.done_words(request, {**steps, **OTHER_DONE})


def open_round(request: HttpRequest, slug: str) -> RoundCard:
    """The round that the address names, for whoever runs rounds of its plan; one statement."""
    try:
        card = round_card(slug, language=reader_language())
    except RoundNotFound:
        raise no_round(slug) from None
    require_office(request, card)
    return card


def no_round(slug: str) -> Http404:
    """What a view raises where there is no such round."""
    return Http404(_("Diese Runde gibt es nicht: %s") % slug)


def require_office(request: HttpRequest, card: RoundCard) -> None:
    """Nothing, or ``NotPermitted``."""
    require(request.user, MANAGE_ROUNDS, RoundSubject(card.plan, card.slug))


def round_href(slug: str) -> str:
    """The worklist of a round."""
    return address("steering:office-round", round=slug)


def way_up(*cards: RoundCard) -> tuple[Link, ...]:
    """Breadcrumbs: the desk, then the round."""
    desk = Link(_("Geschäftsstelle"), address("steering:office"))
    return (desk, *(Link(card.title, round_href(card.slug)) for card in cards))


def step_href(slug: str, step: Step) -> str:
    """The page on which a step is confirmed."""
    return address("steering:office-step", round=slug, step=STEP_WORDS[step].slug)


def state_words(card: RoundCard) -> str:
    """The state of a round in words."""
    return str(RoundState(card.state).label)


def share_words(part: int, whole: int) -> str:
    """How many of how many, with the share: „61 von 104 (58 %)“; never rounded up to all."""
    return Share(part, whole).sentence if whole else _("noch nichts gefragt")


def due_words(card: RoundCard, today: dt.date | None = None) -> str:
    """The deadline with how far away it is, as long as that matters."""
    text = day_words(card.due_on)
    left = (card.due_on - (today or timezone.localdate())).days
    if card.state not in TAKES_ANSWERS:
        return text
    if left == 0:
        return _("%(day)s (heute)") % {"day": text}
    if left > 0:
        return ngettext("%(day)s (noch %(left)d Tag)", "%(day)s (noch %(left)d Tage)", left) % {
            "day": text,
            "left": left,
        }
    return ngettext(
        "%(day)s (seit %(left)d Tag vorbei)", "%(day)s (seit %(left)d Tagen vorbei)", -left
    ) % {"day": text, "left": -left}
