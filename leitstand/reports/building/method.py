# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How it was counted and judged, and what the report is built from."""

from django.utils.translation import gettext as _

from leitstand.reports.building.basis import Basis
from leitstand.reports.building.words import sentences
from leitstand.reports.document import Facts, Ground, Section
from leitstand.steering.rules.registry import CHAPTERS
from leitstand.ui.formats import day

# Rules on mail say nothing about a report.
_LEFT_OUT = frozenset({"mails"})


def method() -> Section:
    """Every published rule that this report follows."""
    chapters = tuple(
        Section(
            f"regeln-{chapter.key}",
            str(chapter.title),
            (
                Facts(
                    tuple(
                        (
                            str(rule.title),
                            _("%(looks_at)s %(concludes)s")
                            % {"looks_at": rule.looks_at, "concludes": rule.concludes},
                        )
                        for rule in chapter.rules
                    )
                ),
            ),
        )
        for chapter in CHAPTERS
        if chapter.key not in _LEFT_OUT
    )
    words = _(
        "Nach diesen veröffentlichten Regeln ist gezählt und geurteilt. Jedes Urteil lässt sich aus"
        " der Tabelle aller Antworten von Hand nachvollziehen."
    )
    return Section("anhang-methode", _("Regeln"), (sentences(words),), chapters, is_new_page=True)


def imprint(basis: Basis) -> Section:
    """Who publishes the report, and from what it is made."""
    found, head = basis.inputs.found, basis.tree["plan"]
    language = basis.inputs.language
    entries = [
        (_("Plan"), head["title"][language]),
        (_("Herausgeber des Plans"), publisher(basis) or _("nicht genannt")),
    ]
    if head["source_title"]:
        entries.append((_("Gedruckter Text"), head["source_title"]))
    entries += [
        (_("Runde"), f"{found.title(language)} ({found.slug})"),
        (_("Gefragt nach dem Plan vom"), day(found.reporting_on)),
        (_("Frist der Antworten"), day(found.due_on)),
        (_("Eingefroren und beurteilt am"), day(basis.on)),
        (_("Zum Vergleich"), _compared(basis)),
    ]
    words = _(
        "Der Bericht ist allein aus den eingefrorenen Archiven der Runden gebaut und aus dem, was"
        " am Tag des Einfrierens erfasst war. Was später am Plan, an Beschlüssen oder an fremden"
        " Quellen geändert wurde, ändert ihn nicht."
    )
    voices = _(
        "Alle Sätze und Zahlen sind aus den Antworten der Runde gebildet. Was Institutionen selbst"
        " geschrieben haben, steht in Anführungszeichen; Texte der Geschäftsstelle sind als solche"
        " gekennzeichnet."
    )
    quotes = _("Zitate stehen in der Sprache, in der geantwortet wurde.")
    return Section(
        "zu-diesem-bericht",
        _("Zu diesem Bericht"),
        (Facts(tuple(entries)), sentences(voices, quotes), sentences(words)),
    )


def _compared(basis: Basis) -> str:
    if not basis.inputs.earlier:
        return _("keine frühere Runde")
    language = basis.inputs.language
    return ", ".join(one.title(language) for one in reversed(basis.inputs.earlier))


def publisher(basis: Basis) -> str:
    """Who publishes the plan; empty where it does not say."""
    named = basis.tree["plan"]["publisher"]
    return str(named[basis.inputs.language]) if named else ""


def grounds(basis: Basis) -> tuple[Ground, ...]:
    """The archives by their fingerprints, the newest first, and the office's own texts."""
    inputs = basis.inputs
    language = inputs.language
    found = [Ground(_("Runde %s") % inputs.found.title(language), inputs.found.sha256)]
    found += [
        Ground(_("frühere Runde %s") % one.title(language), one.sha256)
        for one in reversed(inputs.earlier)
    ]
    if not inputs.texts.is_empty:
        name = _("Texte der Geschäftsstelle, Fassung %s") % inputs.texts.number
        found.append(Ground(name, inputs.texts.sha256))
    return tuple(found)
