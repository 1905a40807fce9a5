# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The web of institutions and measures: who is bound to what, and who works with whom."""

from dataclasses import asdict, dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from leitstand.core.enums import InstitutionKind
from leitstand.plan import selectors
from leitstand.plan.enums import TieKind
from leitstand.plan.selectors import PlanFrame, PlanWeb
from leitstand.plan.ties import (
    ONCE,
    Footing,
    Load,
    LoadGroup,
    Pair,
    TieFilter,
    Web,
    around,
    chosen,
    footings,
    grouped,
    loads,
    pairs,
)
from leitstand.plan.views.measure_filters import (
    node_choices,
    unknown_institution,
    unknown_node,
    unknown_role,
)
from leitstand.plan.views.parts import open_frame, plan_link
from leitstand.plan.views.web_tables import WebTables
from leitstand.plan.web_drawing import BAND_DEPTH, group_titles, pair_note, web_strips
from leitstand.ui.addresses import address, with_query
from leitstand.ui.filters import ActiveFilter, given, without
from leitstand.ui.pages import Page, is_for_reading, public_page
from leitstand.ui.pictures import Bar, Bars, Series, bars_table
from leitstand.ui.tables import Link

PARAMETERS = {"node": "thema", "institution": "institution", "kind": "art", "role": "rolle"}
DRAWN_PAIRS = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows: the chosen part of the web and everything counted from it."""

    asked: TieFilter
    web: Web
    loads: tuple[Load, ...]
    groups: tuple[LoadGroup, ...]
    pairs: tuple[Pair, ...]

    @classmethod
    def of(cls, known: PlanWeb, asked: TieFilter) -> "Shown":
        """Beside an institution that is asked for stand its partners, nearest first."""
        part = chosen(known.web, asked, known.kinds)
        found = loads(part)
        fields = tuple(dict.fromkeys(entry.field for entry in known.web.entries))
        groups = grouped(found, fields)
        if asked.institution:
            groups = (LoadGroup("", around(part, asked.institution)),) if found else ()
        return cls(asked, part, found, groups, pairs(part, found))


@public_page
def web(request: HttpRequest, plan: str) -> Page:
    """Who is bound to which measure; `thema`, `institution`, `art` and `rolle` ask for a part."""
    frame = open_frame(plan)
    known = selectors.plan_web(frame)
    asked = TieFilter(**{name: given(request, key) for name, key in PARAMETERS.items()})
    shown = Shown.of(known, asked)
    here = address("plan:web", plan=plan)
    words = _words(frame, known)
    active, problems = _told(request, words, asked, here)
    tables = WebTables(frame, known, shown.web)
    standing = footings(shown.web, BAND_DEPTH)
    read = (
        tables.institutions(shown.loads),
        tables.footings(standing),
        tables.leaderless(standing),
    )
    is_read = is_for_reading(request)
    return Page(
        template="plan/web.html",
        title=_("Geflecht"),
        description=_("Wer an welche Maßnahme gebunden ist, und wer mit wem zusammenarbeitet."),
        context={
            "frame": frame,
            "here": here,
            "all_of_it": without(request, here, PARAMETERS.values()),
            "chosen": asked,
            "active": active,
            "problems": problems,
            "options": {
                "node": tuple(node_choices(frame, asked.node)),
                **{name: tuple(words[name].items()) for name in ("institution", "kind", "role")},
            },
            "counts": _counts(shown),
            **(_pictures(frame, tables, shown, standing) if is_read else {}),
        },
        tables=read if is_read else (tables.ties(), *read, tables.pairs(shown.pairs)),
        payload={
            "filter": {key: value for key, value in asdict(asked).items() if value},
            "problems": problems,
            "counts": _counts(shown),
        },
        breadcrumb=(plan_link(frame),),
    )


def _pictures(
    frame: PlanFrame, tables: WebTables, shown: Shown, standing: tuple[Footing, ...]
) -> dict[str, object]:
    """What is drawn and said only on the page; the data have it as tables."""
    bars = pair_bars(tables, shown.pairs[:DRAWN_PAIRS])
    title = _title(tables.known, shown.asked)
    return {
        "facts": _facts(tables, shown, sum(len(one.leaderless) for one in standing)),
        "picture": web_strips(
            frame,
            tables.known,
            shown.web,
            shown.groups,
            key="geflecht",
            title=title,
            who=tables.who,
            hrefs={key: link.href for key, link in tables.entries.items()},
        ),
        "bars": bars,
        "bars_table": bars_table(bars),
        "pair_note": pair_note(),
        "unbound": _unbound(tables) if shown.asked == TieFilter() else (),
    }


def _told(
    request: HttpRequest, words: dict[str, dict[str, str]], asked: TieFilter, here: str
) -> tuple[tuple[ActiveFilter, ...], tuple[str, ...]]:
    """The filters that hold, in words; and which of them the plan knows nothing of."""
    names = {
        "node": _("Thema"),
        "institution": _("Institution"),
        "kind": _("Art"),
        "role": _("Rolle"),
    }
    unknown = {
        "node": unknown_node,
        "institution": unknown_institution,
        "kind": lambda value: _("Die Art „%s“ gibt es nicht.") % value,
        "role": unknown_role,
    }
    asked_for = {name: value for name, value in asdict(asked).items() if value}
    active = tuple(
        ActiveFilter(
            names[name],
            words[name].get(value, value),
            without(request, here, (PARAMETERS[name],)),
        )
        for name, value in asked_for.items()
    )
    problems = tuple(
        unknown[name](value) for name, value in asked_for.items() if value not in words[name]
    )
    return active, problems


def _words(frame: PlanFrame, known: PlanWeb) -> dict[str, dict[str, str]]:
    """Every value that a filter may take here, with the words for it."""
    bound = {tie.institution for tie in known.web.ties}
    labels = [(slug, brief.label) for slug, brief in known.institutions.items() if slug in bound]
    kinds = {known.institutions[slug].kind for slug in bound}
    return {
        "node": {node.key: node.name for node in frame.nodes.values()},
        "institution": dict(sorted(labels, key=lambda one: one[1].casefold())),
        "kind": {
            str(kind.value): str(kind.label) for kind in InstitutionKind if kind.value in kinds
        },
        "role": {str(kind.value): str(kind.label) for kind in TieKind},
    }


def _counts(shown: Shown) -> dict[str, int]:
    """How much of the web is shown. A role in several phases is one for each."""
    return {
        "institutions": sum(1 for load in shown.loads if load.total),
        "measures": len({entry.whole for entry in shown.web.entries}),
        "roles": len(shown.web.roles),
        "mentions": len(shown.web.ties) - len(shown.web.roles),
    }


def _title(known: PlanWeb, asked: TieFilter) -> str:
    if asked.institution in known.institutions:
        label = known.institutions[asked.institution].label
        return _("Die Maßnahmen von %(institution)s und wer dort mitwirkt") % {"institution": label}
    return _("Institutionen und Maßnahmen")


def _facts(
    tables: WebTables, shown: Shown, leaderless: int
) -> tuple[tuple[str, tuple[Link | str, ...]], ...]:
    """What a reader would look for first, said in words."""

    def most(name: str) -> tuple[Link, ...]:
        ranked = sorted(shown.loads, key=lambda load: -getattr(load, name))
        return tuple(
            Link(f"{who.text} ({getattr(load, name)})", who.href)
            for load in ranked[:3]
            if getattr(load, name)
            for who in (tables.who[load.institution],)
        )

    bound = sum(1 for load in shown.loads if load.total)
    once = sum(1 for load in shown.loads if load.total == 1)
    facts: list[tuple[str, tuple[Link | str, ...]]] = [
        (_("An den meisten Maßnahmen beteiligt"), most("total")),
        (_("Führen am häufigsten"), most("leads")),
    ]
    if shown.pairs:
        pair = shown.pairs[0]
        words = _("%(one)s und %(other)s: %(count)d gemeinsame Maßnahmen") % {
            "one": tables.who[pair.one].text,
            "other": tables.who[pair.other].text,
            "count": len(pair.wholes),
        }
        facts.append((_("Engste Zusammenarbeit"), (words,)))
    if bound:
        words = _("%(once)d von %(all)d Institutionen") % {"once": once, "all": bound}
        facts.append((group_titles(shown.web != tables.known.web)[ONCE], (words,)))
    if leaderless:
        link = Link(str(leaderless), "#ohne-federfuehrung")
        facts.append((_("Maßnahmen ohne Federführung"), (link,)))
    return tuple((term, value) for term, value in facts if value)


def pair_bars(tables: WebTables, found: tuple[Pair, ...]) -> Bars:
    """The closest pairs as bars; each leads to the web around the first of the two."""
    here = address("plan:web", plan=tables.frame.slug)
    return Bars(
        key="engste-paare",
        title=_("Die %d Paare mit den meisten gemeinsamen Maßnahmen") % len(found),
        description=_("Ein Balken je Paar; seine Länge ist die Zahl der gemeinsamen Maßnahmen."),
        label_heading=_("Paar"),
        series=(Series("shared", _("gemeinsame Maßnahmen"), 1),),
        bars=tuple(
            Bar(
                f"{tables.who[pair.one].text} – {tables.who[pair.other].text}",
                (len(pair.wholes),),
                with_query(here, {"institution": pair.one}),
            )
            for pair in found
        ),
    )


def _unbound(tables: WebTables) -> tuple[Link, ...]:
    """Institutions of the plan without role or mention, as members of a group are."""
    bound = {tie.institution for tie in tables.known.web.ties}
    return tuple(link for slug, link in tables.who.items() if slug not in bound)
