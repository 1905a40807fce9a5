# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Section "Leuchtturmprojekte": what the office chose, each told by its answers alone."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.reports.building.basis import Basis
from leitstand.reports.building.cells import (
    evidence_words,
    leads_of,
    milestone_words,
    next_steps_of,
    outlooks_of,
    owner_of,
)
from leitstand.reports.building.quoting import account, annex_key, quotes
from leitstand.reports.building.words import bullets, office, paragraph, sentences
from leitstand.reports.document import Block, Facts, PageOf, Section
from leitstand.reports.refusals import UnknownMeasure
from leitstand.steering.selectors.results import ResultLine
from leitstand.ui.formats import number

KEY = "leuchtturmprojekte"


def flagship_key(measure: str) -> str:
    """The section of a flagship, which is also the place of the office's words about it."""
    return f"leuchtturm-{measure}"


def flagships(basis: Basis) -> Section:
    """The chosen measures in the office's order. Raises ``UnknownMeasure``."""
    title = basis.results.view.frame.title
    parts = basis.parts
    for key in basis.inputs.texts.flagships:
        known_measure(key, parts, title)
    chosen = {key: parts[key] for key in basis.inputs.texts.flagships}
    if not chosen:
        words = _("Für diesen Bericht ist kein Leuchtturmprojekt ausgewählt.")
    else:
        words = ngettext(
            "Ausgewählt hat die Geschäftsstelle %(count)s Maßnahme. Die Auswahl sagt nichts über"
            " ihren Stand.",
            "Ausgewählt hat die Geschäftsstelle %(count)s Maßnahmen. Die Auswahl sagt nichts über"
            " ihren Stand.",
            len(chosen),
        ) % {"count": number(len(chosen))}
    return Section(
        KEY,
        _("Leuchtturmprojekte"),
        (sentences(words), *office(basis.inputs.texts.words.get(KEY, ""))),
        tuple(_flagship(basis, key, keys) for key, keys in chosen.items()),
        is_new_page=True,
    )


def known_measure(key: str, known: Mapping[str, Any], plan: str) -> None:
    """Nothing for a key that is known; else ``UnknownMeasure`` with those that are close."""
    if key in known:
        return
    by_folded = {one.casefold(): one for one in known}
    close = get_close_matches(key.casefold(), list(by_folded), n=3, cutoff=0.6)
    suggestions = tuple(by_folded[one] for one in close)
    words = {"key": key, "plan": plan, "close": ", ".join(f"„{one}“" for one in suggestions)}
    if suggestions:
        text = _(
            "Eine Maßnahme „%(key)s“ gibt es in „%(plan)s“ nicht. Gemeint sein kann: %(close)s."
        )
    else:
        text = _("Eine Maßnahme „%(key)s“ gibt es in „%(plan)s“ nicht.")
    raise UnknownMeasure(text % words, suggestions)


def _flagship(basis: Basis, key: str, keys: Sequence[str]) -> Section:
    name = basis.lines[keys[0]][0].line.measure
    title = _("%(label)s: %(title)s") % {"label": name.label, "title": name.title}
    if key != keys[0]:
        title = _("%(label)s (%(parts)s)") % {
            "label": name.label.rpartition(" ")[0],
            "parts": ngettext("%(count)s Teil", "%(count)s Teile", len(keys))
            % {"count": number(len(keys))},
        }
    blocks: list[Block] = [*office(basis.inputs.texts.words.get(flagship_key(key), ""))]
    for one in keys:
        part = basis.lines[one][0].line.measure
        if key != keys[0]:
            words = _("%(label)s: %(title)s") % {"label": part.label, "title": part.title}
            blocks.append(paragraph(words))
        blocks += _told(basis, one)
    return Section(flagship_key(key), title, tuple(blocks))


def _told(basis: Basis, key: str) -> list[Block]:
    """What is said of one measure or part: facts, accounts, milestones, evidence."""
    lines, told = basis.lines[key], basis.stated(key)
    facts = (
        (_("Federführung"), ", ".join(leads_of(lines, 12))),
        (_("Stand"), told.sentence),
        (_("Selbsteinschätzung"), "; ".join(outlooks_of(lines)) or _("keine")),
        (_("Urteil der Regeln"), str(told.verdict.label)),
        (_("Nächster Schritt"), "; ".join(next_steps_of(lines)) or _("keiner genannt")),
    )
    return [
        Facts(facts),
        *quotes(basis, lines, account),
        *_named(_("Meilensteine"), _milestones(lines)),
        *_named(_("Nachweise"), _proofs(basis, lines)),
        paragraph(_("Alle Antworten dazu:"), " ", PageOf(annex_key(key), _("Anhang"))),
    ]


def _milestones(lines: Sequence[ResultLine]) -> list[str]:
    return [
        _of(one, lines, milestone_words(entry))
        for one in lines
        if one.line.content
        for entry in one.line.content.milestones
    ]


def _proofs(basis: Basis, lines: Sequence[ResultLine]) -> list[str]:
    return [
        _of(one, lines, evidence_words(basis, entry))
        for one in lines
        if one.line.content
        for entry in one.line.content.evidence
    ]


def _of(one: ResultLine, lines: Sequence[ResultLine], words: str) -> str:
    """The words with who says them, where several answer."""
    if len(lines) == 1:
        return words
    return _("%(who)s: %(words)s") % {"who": owner_of(one), "words": words}


def _named(title: str, items: Sequence[str]) -> tuple[Block, ...]:
    """A short list under its name."""
    if not items:
        return ()
    return (paragraph(_("%(title)s:") % {"title": title}), bullets((one,) for one in items))
