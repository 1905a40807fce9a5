# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The summary of one field of action on one page."""

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.reports.building import sentences as say
from leitstand.reports.building.ahead import dues, half_year_after
from leitstand.reports.building.basis import Basis, basis_of
from leitstand.reports.building.cells import measure_of, owner_of, source_of
from leitstand.reports.building.method import grounds, publisher
from leitstand.reports.building.monitoring import mark
from leitstand.reports.building.words import clipped, paragraph, sentences
from leitstand.reports.document import Block, Document, Section, Tabular
from leitstand.reports.inputs import MonitoringInputs
from leitstand.reports.refusals import UnknownField
from leitstand.steering.enums import Overall
from leitstand.steering.rules.rollup import RollUp
from leitstand.steering.rules.wording import state_words
from leitstand.steering.selectors.results import ResultLine
from leitstand.ui.formats import day, number
from leitstand.ui.tables import Column, Table

KIND = "kurzfassung"
# What fits on a page beside the sentences, however long the words are.
MOST_CRITICAL = 5
MOST_DATES = 4
_MOST_WORDS = 56
_MOST_NAME = 30
_GRAVE = {one.value: place for place, one in enumerate(say.GRAVE)}
_CRITICAL_WIDTHS = (38.0, 18.0, 20.0, 24.0)
_DATE_WIDTHS = (12.0, 38.0, 32.0, 18.0)


def field_summary(inputs: MonitoringInputs, field_key: str) -> Document:
    """One page on a field of action. Raises ``UnknownField``."""
    with translation.override(inputs.language):
        basis = basis_of(inputs)
        found = basis.results.by_field.get(field_key)
        frame = basis.results.view.frame
        if found is None:
            known = ", ".join(f"„{one}“" for one in basis.results.by_field)
            raise UnknownField(
                _("Nach einem Teil „%(key)s“ hat die Runde nicht gefragt. Gefragt war: %(known)s.")
                % {"key": field_key, "known": known or _("nichts")}
            )
        node = frame.node(field_key)
        lines = tuple(one for one in basis.results.lines if one.field == field_key)
        title = node.title if node else field_key
        blocks = (*_counts(basis, lines, found), *_critical(basis, lines), *_dates(basis, lines))
        round_title = inputs.found.title(inputs.language)
        return Document(
            kind=f"{KIND}-{field_key}",
            title=_("%(field)s, %(round)s") % {"field": clipped(title, 60), "round": round_title},
            subtitle=frame.title,
            publisher=publisher(basis) or basis.tree["plan"]["city"][inputs.language],
            language=inputs.language,
            as_of=basis.on,
            mark=mark(basis),
            grounds=grounds(basis)[:1],
            sections=(Section("kurzfassung", _("Auf einer Seite"), tuple(blocks)),),
            has_cover=False,
        )


def _counts(basis: Basis, lines: Sequence[ResultLine], found: RollUp) -> tuple[Block, ...]:
    own = {one.row.measure for one in lines}
    return (
        sentences(
            say.asked_sentence(found.measures),
            say.answers_sentence(found.answers),
            say.heard_sentence(found),
        ),
        sentences(say.state_sentence(found, len(own & basis.nobody_owes))),
        sentences(
            *say.verdict_sentences(found)[:1],
            say.outlook_sentence(one.row.outlook for one in lines),
        ),
    )


def _critical(basis: Basis, lines: Sequence[ResultLine]) -> tuple[Block, ...]:
    """The measures that somebody should look at: objected to first, then silent ones."""
    by_measure: dict[str, list[ResultLine]] = {}
    for one in lines:
        by_measure.setdefault(one.row.measure, []).append(one)

    def rank(key: str) -> int:
        told = basis.stated(key)
        if told.verdict.value in _GRAVE:
            return _GRAVE[told.verdict.value]
        is_silent = told.state in {Overall.NOT_REPORTED, Overall.PARTLY_REPORTED}
        return len(_GRAVE) + (0 if is_silent else 1)

    critical = sorted((key for key in by_measure if rank(key) <= len(_GRAVE)), key=rank)
    if not critical:
        return (sentences(_("Die Regeln beanstanden keine Maßnahme, und keine Antwort fehlt.")),)
    table = Table(
        key="kritisch",
        caption=_("Worauf zu achten ist"),
        columns=(
            Column("measure", _("Maßnahme")),
            Column("leads", _("Federführung")),
            Column("state", _("Stand")),
            Column("verdict", _("Urteil der Regeln")),
            Column("id", _("Kennung"), is_data_only=True),
        ),
        rows=tuple(
            (
                clipped(measure_of(by_measure[key][0]), _MOST_WORDS),
                _leads(by_measure[key]),
                state_words(basis.stated(key).state),
                str(basis.stated(key).verdict.label),
                key,
            )
            for key in critical[:MOST_CRITICAL]
        ),
        source=source_of(basis.results),
    )
    return (Tabular(table, _CRITICAL_WIDTHS), *_more(len(critical) - MOST_CRITICAL))


def _leads(lines: Sequence[ResultLine]) -> str:
    """The first who leads, and how many more there are."""
    names = tuple(dict.fromkeys(owner_of(one) for one in lines))
    first = clipped(names[0], _MOST_NAME)
    if len(names) == 1:
        return first
    return _("%(name)s und %(count)s weitere") % {
        "name": first,
        "count": number(len(names) - 1),
    }


def _more(rest: int) -> tuple[Block, ...]:
    if rest <= 0:
        return ()
    text = ngettext(
        "… und %(count)s weitere im Bericht.", "… und %(count)s weitere im Bericht.", rest
    )
    return (paragraph(text % {"count": number(rest)}),)


def _dates(basis: Basis, lines: tuple[ResultLine, ...]) -> tuple[Block, ...]:
    """What is due next."""
    until = half_year_after(basis.on)
    coming = [one for one in dues(lines) if one.on >= basis.on and one.on <= until]
    if not coming:
        words = _("Bis %(day)s haben die Institutionen hier keinen Termin genannt.")
        return (sentences(words % {"day": day(until)}),)
    table = Table(
        key="termine",
        caption=_("Was bis %(day)s ansteht") % {"day": day(until)},
        columns=(
            Column("due_on", _("fällig"), "date"),
            Column("what", _("Was")),
            Column("measure", _("Maßnahme")),
            Column("institution", _("Institution")),
            Column("id", _("Kennung der Maßnahme"), is_data_only=True),
        ),
        rows=tuple(
            (
                one.on,
                clipped(one.words, _MOST_WORDS),
                one.line.line.measure.label,
                clipped(owner_of(one.line), _MOST_NAME),
                one.line.row.measure,
            )
            for one in coming[:MOST_DATES]
        ),
        source=source_of(basis.results),
    )
    return (Tabular(table, _DATE_WIDTHS), *_more(len(coming) - MOST_DATES))
