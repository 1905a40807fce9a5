# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Who did not answer, and what is therefore not known."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.reports.building.basis import Basis
from leitstand.reports.building.cells import leads_of, measure_of, source_of
from leitstand.reports.building.words import sentences
from leitstand.reports.document import Block, Section, Tabular
from leitstand.steering.enums import Overall
from leitstand.steering.rules.wording import on_day, state_words
from leitstand.steering.selectors.results import ResultLine
from leitstand.ui.formats import number
from leitstand.ui.tables import Column, Table

KEY = "schweigen"


def silence(basis: Basis) -> Section:
    """The institutions that owe an answer still, and the measures that are not fully reported."""
    silent = [
        one for one in basis.results.lines if one.line.institution and not one.row.is_answered
    ]
    who = _by_institution(basis, silent)
    blocks: list[Block] = [sentences(_sentence(len(silent), len(who.rows)), _unowed(basis))]
    blocks += [Tabular(table) for table in (who, _by_measure(basis)) if table.rows]
    return Section(KEY, _("Wer nicht geantwortet hat"), tuple(blocks))


def _sentence(answers: int, institutions: int) -> str:
    if not answers:
        return _("Alle Institutionen, die eine Antwort schulden, haben geantwortet.")
    text = ngettext(
        "%(institutions)s Institution blieb Antworten schuldig.",
        "%(institutions)s Institutionen blieben Antworten schuldig.",
        institutions,
    ) % {"institutions": number(institutions)}
    missing = ngettext(
        "Zusammen fehlt %(answers)s Antwort.", "Zusammen fehlen %(answers)s Antworten.", answers
    ) % {"answers": number(answers)}
    return f"{text} {missing}"


def _unowed(basis: Basis) -> str:
    labels = [name.label for key in basis.nobody_owes if (name := basis.name(key))]
    if not labels:
        return ""
    order = {name.label: place for place, name in enumerate(basis.results.view.measures.values())}
    labels.sort(key=lambda label: order[label])
    return ngettext(
        "Eine Maßnahme führt niemand, also schuldet auch niemand eine Antwort: %(list)s.",
        "%(count)s Maßnahmen führt niemand, also schuldet auch niemand eine Antwort: %(list)s.",
        len(labels),
    ) % {"count": number(len(labels)), "list": ", ".join(labels)}


def _by_institution(basis: Basis, silent: list[ResultLine]) -> Table:
    """Who owes how many answers, in the order of names, with when they last said something."""
    owing: dict[str, list[ResultLine]] = {}
    for one in silent:
        owing.setdefault(one.row.institution, []).append(one)
    all_of: dict[str, int] = {}
    for one in basis.results.lines:
        if one.line.institution:
            all_of[one.row.institution] = all_of.get(one.row.institution, 0) + 1
    rows = []
    for slug, lines in owing.items():
        owner = lines[0].line.institution
        name = owner.name if owner else slug
        labels = tuple(dict.fromkeys(one.line.measure.label for one in lines))
        rows.append((name, len(lines), all_of[slug], labels, slug))
    rows.sort(key=lambda row: (row[0].casefold(), row[4]))
    return Table(
        key="schweigende",
        caption=_("Institutionen, deren Antworten fehlen"),
        columns=(
            Column("institution", _("Institution")),
            Column("missing", _("fehlend"), "number"),
            Column("owed", _("geschuldet"), "number"),
            Column("measures", _("Antwort fehlt zu"), "list"),
            Column("id", _("Kennung"), is_data_only=True),
        ),
        rows=tuple(rows),
        source=source_of(basis.results),
    )


def _by_measure(basis: Basis) -> Table:
    """The measures of which nothing or not all was reported, with the last earlier answer."""
    rows = []
    for key, lines in basis.lines.items():
        told = basis.stated(key)
        if told.state not in {Overall.NOT_REPORTED, Overall.PARTLY_REPORTED}:
            continue
        silent = [one for one in lines if not one.row.is_answered]
        rows.append(
            (
                measure_of(lines[0]),
                state_words(told.state),
                leads_of(silent),
                _last_known(basis, silent),
                key,
            )
        )
    return Table(
        key="nicht-berichtet",
        caption=_("Maßnahmen, die nicht oder nur zum Teil berichtet sind"),
        columns=(
            Column("measure", _("Maßnahme")),
            Column("state", _("Stand")),
            Column("missing", _("Antwort fehlt von"), "list"),
            Column("before", _("zuletzt gesagt")),
            Column("id", _("Kennung"), is_data_only=True),
        ),
        rows=tuple(rows),
        source=source_of(basis.results),
        note=_("Was zuletzt gesagt wurde, gilt nicht für diese Runde und ist nirgends mitgezählt."),
    )


def _last_known(basis: Basis, silent: list[ResultLine]) -> str:
    """The newest earlier answer of those who are silent now."""
    said = [one.before[-1] for one in silent if one.before]
    if not said:
        return _("noch nie berichtet")
    newest = max(said, key=lambda one: (one.said_on, one.round))
    return _("%(state)s (%(day)s)") % {
        "state": state_words(str(newest.content.state)),
        "day": on_day(newest.said_on),
    }
