# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The office's page of a report: what it adds, which measures it puts in front, what to build."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from leitstand.core.accounts.selectors import actor_names
from leitstand.core.acts import role_words
from leitstand.core.languages import Language, reader_language
from leitstand.reports.building import flagships
from leitstand.reports.building.flagships import flagship_key
from leitstand.reports.document import Paragraph
from leitstand.reports.errors import TextsOvertaken, TextsRefused
from leitstand.reports.gathering import text_places
from leitstand.reports.inputs import TextPlace
from leitstand.reports.permissions import MANAGE_REPORTS
from leitstand.reports.selectors.documents import monitoring_document
from leitstand.reports.selectors.releases import round_releases
from leitstand.reports.selectors.texts import TextsVersion, newest_texts
from leitstand.reports.services.texts import MOST_LETTERS, texts_save
from leitstand.reports.texts import FLAGSHIPS, LANGUAGES, KeptTexts, Part, cleaned
from leitstand.reports.views.choosing import choice_groups
from leitstand.reports.views.downloads import told
from leitstand.reports.views.drafts import files_table
from leitstand.reports.views.parts import (
    OpenReport,
    desk_href,
    language_words,
    office_way,
    open_report,
)
from leitstand.reports.views.words import done_words
from leitstand.steering.selectors.rounds import RoundView
from leitstand.steering.selectors.settled import settled_view
from leitstand.ui import held_forms
from leitstand.ui.acts import gone_to
from leitstand.ui.pages import Page, html_response, requires

MOST_PREVIEWED = 3


@dataclass(frozen=True, slots=True)
class WrittenText:
    """One field of the form. ``theirs`` is what somebody else wrote meanwhile."""

    name: str
    language: Language
    label: str
    text: str
    problem: str = ""
    theirs: str | None = None


@dataclass(frozen=True, slots=True)
class WrittenPlace:
    """A place of the report with its fields, and what the report says there by itself."""

    key: str
    title: str
    fields: tuple[WrittenText, ...]
    said: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether something stands in it, or is wrong with it."""
        return any(one.text or one.problem or one.theirs is not None for one in self.fields)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the form shows: texts, and what is wrong with them."""

    texts: KeptTexts
    seen: int
    problems: dict[Part, str]
    overtaken: TextsOvertaken | None = None
    held: held_forms.Held | None = None


@requires(MANAGE_REPORTS)
def report_desk(request: HttpRequest, round: str) -> HttpResponse:
    """The form of what the office adds, and every file that can be built."""
    return told(request, lambda: _desk(request, open_report(request, round, MANAGE_REPORTS)))


def _desk(request: HttpRequest, opened: OpenReport) -> HttpResponse:
    round = opened.card.slug
    newest = newest_texts(round)
    if request.method != "POST":
        held = held_forms.held(request)
        if held is None:
            return _page(request, opened, newest, _Shown(newest.texts, newest.number, {}))
        shown = _Shown(written(held.values), _seen(held.values), {}, held=held)
        return _page(request, opened, newest, shown)
    texts, seen = written(request.POST), _seen(request.POST)
    try:
        texts_save(actor=request.user, round=round, texts=texts, seen=seen)  # type: ignore[arg-type]
    except TextsRefused as refused:
        shown = _Shown(texts, seen, refused.problems)
        return _page(request, opened, newest, shown, status=422)
    except TextsOvertaken as overtaken:
        shown = _Shown(overtaken.texts, overtaken.seen, {}, overtaken)
        return _page(request, opened, newest_texts(round), shown, status=409)
    held_forms.release(request)
    return gone_to(desk_href(round), "texte")


def written(sent: QueryDict) -> KeptTexts:
    """What a form says."""
    words: dict[tuple[str, Language], str] = {}
    for name in sent:
        for language in LANGUAGES:
            prefix = f"text-{language}-"
            if name.startswith(prefix) and (text := cleaned(str(sent[name]))):
                words[(name.removeprefix(prefix), language)] = text
    return KeptTexts(words, tuple(str(one) for one in sent.getlist("leuchtturm") if one))


def _seen(sent: QueryDict) -> int:
    given = str(sent.get("gesehen", ""))
    return int(given) if given.isdecimal() and len(given) < 9 else 0


def _page(
    request: HttpRequest, opened: OpenReport, newest: TextsVersion, shown: _Shown, status: int = 200
) -> HttpResponse:
    language = reader_language()
    view = settled_view(opened.found, language=language)
    places = _with_flagships(text_places(opened.found, language=language), view, shown.texts)
    said = _said(opened.found.slug, opened.found.sha256, language)
    asked = {one.measure.key for one in view.duties}
    released = round_releases(opened.card.slug)
    page = Page(
        template="reports/desk.html",
        title=_("Bericht zur Runde %s") % opened.card.title,
        context={
            "card": opened.card,
            "found": opened.found,
            "newest": newest,
            "writer": _writer(newest.said_by),
            "places": _places(places, said, shown),
            "groups": choice_groups(view.frame, view.measures, shown.texts.flagships, only=asked),
            "chosen_count": len(shown.texts.flagships),
            "flagship_problem": shown.problems.get(FLAGSHIPS, ""),
            "shown": shown,
            "lost": _lost(shown, places),
            "most": MOST_LETTERS,
            "released": released,
            "done": done_words(request),
            "plan_slug": opened.card.plan,
        },
        tables=(files_table(opened),),
        breadcrumb=office_way(opened.card),
        is_form=True,
    )
    return html_response(request, page, status)


def _writer(actor: str) -> str:
    """Who wrote: a name for an account, "Betrieb" for whoever works in a shell."""
    return actor_names([actor])[actor] if actor.startswith("account:") else role_words(actor)


def _with_flagships(
    places: tuple[TextPlace, ...], view: RoundView, texts: KeptTexts
) -> tuple[TextPlace, ...]:
    """The places, and one for each flagship behind the place of all of them."""
    named = {one.measure.whole: one.measure for one in reversed(view.duties)}
    named |= {one.measure.key: one.measure for one in view.duties}
    said = {place for place, _language in texts.words}
    keys = [key for key in named if key in texts.flagships or flagship_key(key) in said]
    own = tuple(
        TextPlace(flagship_key(key), f"{named[key].label} {named[key].title}") for key in keys
    )
    at = [one.key for one in places].index(flagships.KEY) + 1
    return (*places[:at], *own, *places[at:])


def _places(
    places: tuple[TextPlace, ...], said: Mapping[str, tuple[str, ...]], shown: _Shown
) -> tuple[WrittenPlace, ...]:
    return tuple(
        WrittenPlace(
            place.key,
            place.title,
            tuple(_field(place, language, shown) for language in LANGUAGES),
            said.get(place.key, ()),
        )
        for place in places
    )


def _field(place: TextPlace, language: Language, shown: _Shown) -> WrittenText:
    part = (place.key, language)
    overtaken = shown.overtaken
    is_clash = overtaken is not None and part in overtaken.clashes
    return WrittenText(
        name=f"text-{language}-{place.key}",
        language=language,
        label=_("%(place)s, %(language)s")
        % {"place": place.title, "language": language_words(language)},
        text=shown.texts.words.get(part, ""),
        problem=shown.problems.get(part, ""),
        theirs=str(overtaken.theirs.said(part)) if overtaken and is_clash else None,
    )


def _lost(shown: _Shown, places: tuple[TextPlace, ...]) -> tuple[tuple[str, str], ...]:
    """Problems and texts of places that the report does not have, so that nothing is lost."""
    known = {one.key for one in places}
    return tuple(
        (shown.problems.get((place, language), ""), text)
        for (place, language), text in shown.texts.words.items()
        if place not in known
    )


@lru_cache(maxsize=16)
def _said(round: str, _sha256: str, language: Language) -> Mapping[str, tuple[str, ...]]:
    """The first paragraphs that each section says by itself; the same archive says the same."""
    document = monitoring_document(round, language=language, texts=0)
    # Which measures are flagships is the office's choice, so there it says nothing by itself.
    return {
        section.key: _data_words(section.blocks)
        for section in document.walk()
        if section.key != flagships.KEY
    }


def _data_words(blocks: tuple[object, ...]) -> tuple[str, ...]:
    """The first paragraphs that the report says by itself."""
    found = [
        "".join(span if isinstance(span, str) else getattr(span, "text", "") for span in one.spans)
        for one in blocks
        if isinstance(one, Paragraph) and one.voice == "data"
    ]
    return tuple(found[:MOST_PREVIEWED])
