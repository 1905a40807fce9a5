# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The web of a plan drawn: institutions as rows, measures as columns, ties as marks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from string import ascii_uppercase

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.plan.enums import TieKind
from leitstand.plan.selectors import PlanFrame, PlanWeb
from leitstand.plan.ties import (
    ACROSS,
    CONTRIBUTOR,
    JOINT,
    KINDS,
    LEAD,
    NAMED,
    ONCE,
    STRENGTH,
    WITHIN,
    Entry,
    Load,
    LoadGroup,
    Tie,
    Web,
    strongest,
)
from leitstand.ui.pictures import lead_kind
from leitstand.ui.strips import Band, Column, Mark, Row, RowGroup, Strips
from leitstand.ui.tables import Link

BAND_DEPTH = 1


def group_titles(is_part: bool) -> dict[str, str]:
    """What institutions of a group have in common; ``is_part``: as far as the choice shows."""
    once = _("Nur an einer Maßnahme beteiligt")
    return {
        ACROSS: _("In mehreren Feldern beteiligt"),
        WITHIN: _("In einem Feld mehrmals beteiligt"),
        ONCE: _("Nur an einer gewählten Maßnahme beteiligt") if is_part else once,
        NAMED: _("Nur genannt, ohne eigene Rolle"),
    }


def web_strips(
    frame: PlanFrame,
    known: PlanWeb,
    shown: Web,
    groups: Iterable[LoadGroup],
    *,
    key: str,
    title: str,
    who: Mapping[str, Link],
    hrefs: Mapping[str, str],
    has_profile: bool = True,
) -> Strips:
    """The ties of ``shown`` to the institutions of ``groups``.

    ``who`` leads to institutions by slug, ``hrefs`` to measures by key.
    """
    words = tie_kind_words()
    titles = group_titles(shown != known.web)
    spoken = _spoken(shown.ties, words)
    marks: dict[str, list[Mark]] = defaultdict(list)
    for (institution, entry), several in strongest(shown.in_order).items():
        label = _mark_label(frame, several, words)
        marks[institution].append(Mark(shown.places[entry], STRENGTH[several[0].kind], label))

    def row(load: Load) -> Row:
        return Row(
            who[load.institution],
            lead_kind(known.institutions[load.institution].kind),
            tuple(marks[load.institution]),
            (load.leads, load.joins, load.contributes, load.total),
            spoken[load.institution],
        )

    return Strips(
        key=key,
        title=title,
        description=_(
            "Jede Zeile ist eine Institution, jede Spalte eine Maßnahme oder ein Teil davon, jeder"
            " Strich eine Bindung: je höher, desto stärker. Die Maßnahmen stehen in der Reihenfolge"
            " des Plans. Ein Strich führt zur Maßnahme."
        ),
        row_heading=_("Institution"),
        strip_heading=_("Maßnahmen nach Themen"),
        bands=bands(
            {node.key: node.title for node in frame.nodes.values()}, known.web, shown, hrefs
        ),
        levels=tuple(words[kind] for kind in KINDS),
        headings=(
            (_("FF"), words[LEAD]),
            (_("iV"), words[JOINT]),
            (_("M"), words[CONTRIBUTOR]),
            (_("gesamt"), _("Maßnahmen gesamt")),
        ),
        groups=tuple(
            RowGroup(titles.get(group.key, ""), tuple(row(load) for load in group.loads))
            for group in groups
        ),
        profile=_profile_words(shown) if has_profile else "",
        flag=_("ohne Federführung"),
    )


def bands(
    titles: Mapping[str, str], everything: Web, shown: Web, hrefs: Mapping[str, str]
) -> tuple[Band, ...]:
    """The shown measures by cluster. A cluster keeps its letter whatever is asked for."""
    order = dict.fromkeys(_band(entry) for entry in everything.entries)
    codes = {node: _code(position) for position, node in enumerate(order)}
    led = {tie.entry.key for tie in shown.every_tie if tie.kind == LEAD}
    found: list[Band] = []
    field = ""
    for node, entries in groupby(shown.entries, key=_band):
        members = tuple(entries)
        columns = tuple(
            _column(entry, hrefs[entry.key], shown.bound[entry.key], entry.key in led)
            for entry in members
        )
        found.append(Band(codes[node], titles[node], columns, members[0].field != field))
        field = members[0].field
    return tuple(found)


def _band(entry: Entry) -> str:
    return entry.path[min(BAND_DEPTH, len(entry.path) - 1)]


def _code(position: int) -> str:
    return ascii_uppercase[position] if position < len(ascii_uppercase) else str(position + 1)


def _column(entry: Entry, href: str, count: int, is_led: bool) -> Column:
    words = ngettext("%(count)s Institution", "%(count)s Institutionen", count) % {"count": count}
    label = f"{entry.label}: {entry.title}. {words}"
    if not is_led:
        label = f"{label}, {_('ohne Federführung')}"
    return Column(href, label, count, not is_led)


def _profile_words(shown: Web) -> str:
    most = max(shown.bound.values(), default=0)
    return _("Institutionen je Maßnahme (höchstens %(most)s)") % {"most": most}


def tie_kind_words() -> dict[str, str]:
    """What the kinds of ties are called, looked up once for a page."""
    return {str(kind.value): str(kind.label) for kind in TieKind}


def _mark_label(frame: PlanFrame, ties: Sequence[Tie], words: dict[str, str]) -> str:
    """A measure and everything that one institution does in it."""
    said = []
    for tie in ties:
        limits = ", ".join(frame.in_words(term) for term in (tie.phase, tie.scope) if term)
        said.append(f"{words[tie.kind]} ({limits})" if limits else words[tie.kind])
    entry = ties[0].entry
    return f"{entry.label}: {entry.title}. {'; '.join(dict.fromkeys(said))}"


def _spoken(ties: Iterable[Tie], words: dict[str, str]) -> dict[str, str]:
    """The measures of every institution by kind of tie."""
    said: dict[str, dict[str, dict[str, None]]] = {}
    for tie in ties:
        by_kind = said.setdefault(tie.institution, {kind: {} for kind in KINDS})
        by_kind[tie.kind][tie.entry.label] = None
    return {
        institution: "; ".join(
            f"{words[kind]}: {', '.join(labels)}" for kind, labels in by_kind.items() if labels
        )
        for institution, by_kind in said.items()
    }


def pair_note() -> str:
    """When two institutions share a measure."""
    return _(
        "Gemeinsam ist eine Maßnahme, in der oder in deren selbem Teil beide eine Rolle haben."
    )
