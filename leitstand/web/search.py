# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The search page: one box over everything public, in the reader's language."""

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.core.languages import reader_language
from leitstand.core.search.queries import LONGEST_QUERY, Fault, tidied
from leitstand.core.search.selectors import MOST_COUNTED, Hit, SearchResult, search
from leitstand.ui.addresses import address, bare_address, with_query
from leitstand.ui.filters import fault_sentence
from leitstand.ui.formats import number
from leitstand.ui.pages import Page, public_page
from leitstand.ui.tables import Column, Link, Table

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for. ``text`` may be too long; ``shown`` never is."""

    text: str
    kind: str
    plan: str
    leaf: int

    @classmethod
    def of(cls, given: QueryDict) -> "Asked":
        """Whatever the address holds, as far as it can be meant."""
        leaf = given.get("seite", "1")
        number_of = int(leaf) if leaf.isascii() and leaf.isdigit() and len(leaf) < 4 else 1
        kind, plan = given.get("art", "")[:20], given.get("plan", "")[:80]
        return cls(given.get("q", ""), tidied(kind), tidied(plan), max(1, number_of))

    @property
    def shown(self) -> str:
        """The text for the box."""
        return tidied(self.text[: 4 * LONGEST_QUERY])[:LONGEST_QUERY]

    def at(self, leaf: int) -> str:
        """The address of another page of the same hits."""
        facts = {"q": self.shown, "art": self.kind, "plan": self.plan, "seite": str(leaf)}
        kept = {
            key: value for key, value in facts.items() if value and (key, value) != ("seite", "1")
        }
        return with_query(address("web:search"), kept)


@public_page
def search_page(request: HttpRequest) -> Page:
    """Everything public that answers the words in `q`, best first."""
    asked = Asked.of(request.GET)
    result = search(
        asked.text,
        language=reader_language(),
        kind=asked.kind,
        plan=asked.plan,
        offset=(asked.leaf - 1) * PER_PAGE,
        limit=PER_PAGE,
    )
    return Page(
        template="web/search.html",
        title=_("Suche nach „%s“") % asked.shown
        if asked.shown and not result.fault
        else _("Suche"),
        context=_context(asked, result),
        tables=(hits_table(result),),
        payload=_payload(asked, result),
    )


def _context(asked: Asked, result: SearchResult) -> dict[str, object]:
    return {
        "here": address("web:search"),
        "wanted": asked,
        "result": result,
        "sentence": sentence(result),
        "is_refused": result.fault not in (None, Fault.EMPTY),
        "instead": tuple(
            _("Das Wort „%(typed)s“ kommt nicht vor. Gesucht wurde nach %(shown)s.")
            % {"typed": one.typed, "shown": ", ".join(f"„{word}“" for word in one.shown)}
            for one in result.replacements
        ),
        "hits": tuple((hit, kind_label(hit.kind), hit_address(hit)) for hit in result.hits),
        "kind_options": tuple((kind, kind_plural(kind)) for kind in KINDS),
        "plan_options": result.plans if asked.plan or len(result.plans) > 1 else (),
        "before": asked.at(asked.leaf - 1) if asked.leaf > 1 else None,
        "after": asked.at(asked.leaf + 1) if _reach(asked) < result.reachable else None,
    }


def _reach(asked: Asked) -> int:
    return asked.leaf * PER_PAGE


def sentence(result: SearchResult) -> str:
    """What came out, in one sentence."""
    if result.fault:
        return fault_sentence(result.fault)
    if not result.total:
        return _("Keine Treffer.")
    if result.is_more:
        return _("Mehr als %(count)s Treffer; die besten zuerst.") % {"count": number(MOST_COUNTED)}
    return ngettext("%(count)s Treffer", "%(count)s Treffer", result.total) % {
        "count": number(result.total)
    }


KINDS = ("measure", "institution", "goal", "node", "plan")


def kind_label(kind: str) -> str:
    """What a single hit is."""
    words = {
        "measure": _("Maßnahme"),
        "institution": _("Institution"),
        "goal": _("Ziel"),
        "node": _("Thema"),
        "plan": _("Plan"),
    }
    return words.get(kind, kind)


def kind_plural(kind: str) -> str:
    """What many hits are."""
    words = {
        "measure": _("Maßnahmen"),
        "institution": _("Institutionen"),
        "goal": _("Ziele"),
        "node": _("Themen"),
        "plan": _("Pläne"),
    }
    return words.get(kind, kind)


def hits_table(result: SearchResult) -> Table:
    """The hits of the page as data."""
    return Table(
        key="treffer",
        caption=_("Treffer"),
        columns=(
            Column("hit", _("Treffer"), "link"),
            Column("kind", _("Art")),
            Column("label", _("Kurzname")),
            Column("text", _("Auszug")),
            Column("plan", _("Plan"), "link"),
            Column("id", _("Kennung"), is_data_only=True),
        ),
        rows=tuple(_row(hit) for hit in result.hits),
        note=sentence_of_more(result),
    )


def sentence_of_more(result: SearchResult) -> str | None:
    """What a reader of the data must know where they are not all."""
    if result.total <= len(result.hits):
        return None
    return _(
        "Die Daten enthalten eine Seite der Treffer; „seite“ in der Adresse nennt die nächste."
    )


def hit_address(hit: Hit) -> str:
    """The found page as it stands today, also for who reads another day: only today is searched."""
    return bare_address(hit.route, **hit.arguments)


def _row(hit: Hit) -> tuple[str | Link, ...]:
    return (
        Link(hit.title.text, hit_address(hit)),
        kind_label(hit.kind),
        hit.label.text,
        hit.text.text,
        Link(hit.plan_title, bare_address("plan:glance", plan=hit.plan)),
        hit.key,
    )


def _payload(asked: Asked, result: SearchResult) -> dict[str, object]:
    return {
        "query": asked.shown,
        "fault": result.fault.value if result.fault else None,
        "total": result.total,
        "is_more": result.is_more,
        "replaced": {one.typed: list(one.shown) for one in result.replacements},
    }
