# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The pack of one meeting: agenda, what changed, what is to decide, what is still open."""

from collections.abc import Mapping

from django.utils import translation
from django.utils.translation import gettext as _

from leitstand.reports.building.basis import Basis, basis_of
from leitstand.reports.building.cells import leads_of, source_of
from leitstand.reports.building.changes import GROUPS, tables_of
from leitstand.reports.building.decided import (
    DECISION_WIDTHS,
    ORDER_WIDTHS,
    decision_table,
    order_table,
    orders_sentence,
)
from leitstand.reports.building.words import bullets, clipped, paragraph, sentences, told
from leitstand.reports.document import (
    Block,
    Document,
    Facts,
    Ground,
    Notice,
    Section,
    Tabular,
)
from leitstand.reports.inputs import (
    NO_TEXTS,
    AgendaLine,
    MonitoringInputs,
    PackInputs,
    ProposalLine,
)
from leitstand.steering.rules.differing import differing
from leitstand.steering.rules.wording import on_day
from leitstand.steering.selectors.snapshots import snapshot_of
from leitstand.ui.formats import day, number
from leitstand.ui.tables import Cell, Column, Table

KIND = "sitzungsmappe"
# Lines to write on by hand.
_ROOM = ("\u00a0",) * 4


def committee_pack(inputs: PackInputs) -> Document:
    """The pack, as recorded on the day that the inputs name."""
    with translation.override(inputs.language):
        basis = _basis(inputs)
        sections = (
            _meeting(inputs),
            _agenda(inputs),
            _to_decide(inputs),
            _changes(inputs),
            *_measures(inputs, basis),
            _orders(inputs),
            _decisions(inputs),
            _proposals(inputs, basis),
            _papers(inputs),
        )
        return Document(
            kind=KIND,
            title=_("Sitzungsmappe: %(meeting)s") % {"meeting": inputs.title},
            subtitle=_("%(body)s am %(day)s, %(plan)s")
            % {"body": inputs.body, "day": day(inputs.held_on), "plan": inputs.plan_title},
            publisher=inputs.body,
            language=inputs.language,
            as_of=inputs.as_of,
            mark=_("Beispieldaten") if inputs.is_example else "",
            grounds=_grounds(inputs),
            sections=sections,
        )


def _basis(inputs: PackInputs) -> Basis | None:
    """The newest round; None where there is none."""
    if inputs.found is None:
        return None
    return basis_of(
        MonitoringInputs(inputs.found, inputs.earlier, NO_TEXTS, (), (), (), inputs.language)
    )


def _grounds(inputs: PackInputs) -> tuple[Ground, ...]:
    found = [
        Ground(_("Unterlagen des Gremiums am %s") % day(inputs.as_of), inputs.sha256),
    ]
    if inputs.found:
        name = _("Runde %s") % inputs.found.title(inputs.language)
        found.append(Ground(name, inputs.found.sha256))
    if inputs.previous:
        name = _("frühere Runde %s") % inputs.previous.title(inputs.language)
        found.append(Ground(name, inputs.previous.sha256))
    return tuple(found)


def _label(inputs: PackInputs, key: str) -> str:
    if key not in inputs.measures:
        return key
    label, title = inputs.measures[key]
    return _("%(label)s: %(title)s") % {"label": label, "title": title}


def _labels(inputs: PackInputs) -> Mapping[str, str]:
    return {key: label for key, (label, _title) in inputs.measures.items()}


def _meeting(inputs: PackInputs) -> Section:
    when = day(inputs.held_on)
    if inputs.starts_at:
        when = _("%(day)s, %(time)s Uhr") % {"day": when, "time": inputs.starts_at}
    facts = [(_("Gremium"), inputs.body), (_("Termin"), when)]
    if inputs.place:
        facts.append((_("Ort"), inputs.place))
    previous = day(inputs.previous_meeting) if inputs.previous_meeting else _("keine")
    facts.append((_("Vorige Sitzung"), previous))
    blocks: list[Block] = []
    if inputs.is_example:
        words = _("Gremium, Sitzung und Antworten sind erfunden.")
        blocks.append(Notice(_("Beispieldaten"), words))
    blocks.append(Facts(tuple(facts)))
    if inputs.members:
        table = Table(
            key="mitglieder",
            caption=_("Mitglieder am Tag der Sitzung"),
            columns=(Column("who", _("Wer")), Column("role", _("Rolle"))),
            rows=tuple((who, role) for role, who in inputs.members),
        )
        blocks.append(Tabular(table))
    else:
        blocks.append(sentences(_("Am Tag der Sitzung ist kein Sitz besetzt.")))
    return Section("sitzung", _("Sitzung"), tuple(blocks), is_new_page=True)


def _agenda(inputs: PackInputs) -> Section:
    if not inputs.agenda:
        words = sentences(_("Die Tagesordnung ist noch leer."))
        return Section("tagesordnung", _("Tagesordnung"), (words,))
    table = Table(
        key="tagesordnung",
        caption=_("Tagesordnung"),
        columns=(
            Column("number", _("TOP")),
            Column("title", _("Gegenstand")),
            Column("wants", _("Art")),
            Column("measures", _("Maßnahmen"), "list"),
            Column("papers", _("Unterlagen"), "list"),
        ),
        rows=tuple(
            (
                one.number,
                one.title,
                one.wants,
                tuple(_labels(inputs).get(key, key) for key in one.measures),
                one.papers,
            )
            for one in inputs.agenda
        ),
    )
    items = tuple(_item(inputs, one) for one in inputs.agenda if one.text.strip())
    return Section("tagesordnung", _("Tagesordnung"), (Tabular(table),), items)


def _item(inputs: PackInputs, one: AgendaLine) -> Section:
    title = _("TOP %(number)s: %(title)s") % {"number": one.number, "title": one.title}
    blocks: list[Block] = [paragraph(words) for words in told(one.text)]
    if one.measures:
        blocks.append(bullets((_label(inputs, key),) for key in one.measures))
    return Section(f"top-{one.number}", title, tuple(blocks))


def _to_decide(inputs: PackInputs) -> Section:
    """What is asked of the body, with room to write."""
    wanted = [one for one in inputs.agenda if one.is_decision]
    title = _("Zu beschließen")
    if not wanted:
        words = _("Auf der Tagesordnung steht kein Beschluss.")
        return Section("zu-beschliessen", title, (sentences(words),))
    table = Table(
        key="zu-beschliessen",
        caption=_("Beschlüsse dieser Sitzung, mit Platz für Notizen"),
        columns=(
            Column("number", _("TOP")),
            Column("title", _("Gegenstand")),
            Column("notes", _("Notizen"), "list"),
        ),
        rows=tuple((one.number, one.title, _ROOM) for one in wanted),
    )
    return Section("zu-beschliessen", title, (Tabular(table, (6.0, 34.0, 60.0)),))


def _changes(inputs: PackInputs) -> Section:
    """What changed since the round that the meeting before could know."""
    key, title = "seit-der-vorigen-sitzung", _("Was sich seither geändert hat")
    found, previous = inputs.found, inputs.previous
    if found is None:
        words = _("Zu diesem Plan ist noch keine Runde veröffentlicht.")
        return Section(key, title, (sentences(words),))
    if previous is None:
        words = _("Es gibt noch keine frühere Runde, mit der zu vergleichen wäre.")
        return Section(key, title, (sentences(words),))
    language = inputs.language
    place = inputs.earlier.index(previous)
    changes = differing(
        snapshot_of(previous, language=language, earlier=inputs.earlier[:place]),
        snapshot_of(found, language=language, earlier=inputs.earlier),
    )
    blocks: list[Block] = [sentences(*changes.coverage), paragraph(changes.summary)]
    before = inputs.previous_meeting
    if before and found.frozen_on <= before:
        # The meeting before could know all of it.
        words = _(
            "Seit der vorigen Sitzung am %(day)s ist keine neue Runde veröffentlicht. Zuletzt hat"
            " sich dies geändert:"
        )
        return Section(key, title, (sentences(words % {"day": day(before)}), *blocks))
    return Section(key, title, (*blocks, *tables_of(changes, GROUPS)), is_new_page=True)


def _measures(inputs: PackInputs, basis: Basis | None) -> tuple[Section, ...]:
    """The measures that the agenda and the open orders name, with their newest state."""
    if not inputs.measures:
        return ()
    rows = tuple(_measure_row(inputs, basis, key) for key in inputs.measures)
    table = Table(
        key="massnahmen",
        caption=_("Maßnahmen dieser Sitzung mit ihrem jüngsten veröffentlichten Stand"),
        columns=(
            Column("measure", _("Maßnahme")),
            Column("leads", _("Federführung"), "list"),
            Column("state", _("Stand")),
            Column("verdict", _("Urteil der Regeln")),
            Column("said", _("jüngste Angabe"), "date"),
            Column("id", _("Kennung"), is_data_only=True),
        ),
        rows=rows,
        source=source_of(basis.results) if basis else None,
    )
    return (Section("massnahmen", _("Berührte Maßnahmen"), (Tabular(table),)),)


def _measure_row(inputs: PackInputs, basis: Basis | None, key: str) -> tuple[Cell, ...]:
    label = _label(inputs, key)
    keys = basis.parts.get(key, ()) if basis else ()
    if basis is None or not keys:
        return (label, (), _("nicht gefragt"), "", None, key)
    lines = tuple(one for each in keys for one in basis.lines[each])
    told_ = [basis.stated(each) for each in keys]
    days = [one.row.said_on for one in lines if one.row.said_on]
    return (
        label,
        leads_of(lines),
        "; ".join(dict.fromkeys(one.sentence for one in told_)),
        "; ".join(dict.fromkeys(str(one.verdict.label) for one in told_)),
        max(days) if days else None,
        key,
    )


def _orders(inputs: PackInputs) -> Section:
    title = _("Offene Aufträge")
    if not inputs.orders:
        words = sentences(_("Kein Auftrag dieses Gremiums ist offen."))
        return Section("auftraege", title, (words,))
    table = order_table(inputs.orders, _labels(inputs), inputs.as_of, key="auftraege")
    words = sentences(orders_sentence(inputs.orders, inputs.as_of))
    return Section("auftraege", title, (words, Tabular(table, ORDER_WIDTHS)))


def _decisions(inputs: PackInputs) -> Section:
    title = _("Frühere Beschlüsse zu diesen Maßnahmen")
    if not inputs.decisions:
        words = sentences(_("Zu diesen Maßnahmen gilt kein früherer Beschluss."))
        return Section("beschluesse", title, (words,))
    table = decision_table(inputs.decisions, _labels(inputs), inputs.as_of, key="beschluesse")
    return Section("beschluesse", title, (Tabular(table, DECISION_WIDTHS),))


def _proposals(inputs: PackInputs, basis: Basis | None) -> Section:
    title = _("Vorschläge für neue Themen")
    if not inputs.proposals:
        words = sentences(_("Es liegt kein Vorschlag für ein neues Thema vor."))
        return Section("vorschlaege", title, (words,))
    goals = {}
    if basis:
        goals = {one["id"]: one["title"][inputs.language] for one in basis.tree["goals"]}
    below = tuple(
        _proposal(one, goals, place) for place, one in enumerate(inputs.proposals, start=1)
    )
    return Section("vorschlaege", title, (), below)


def _proposal(one: ProposalLine, goals: Mapping[str, str], place: int) -> Section:
    facts = [(_("Eingebracht für"), one.proposed_for or _("nicht genannt"))]
    if one.proposed_on:
        facts.append((_("Eingereicht am"), on_day(one.proposed_on)))
    facts.append((_("Ziel"), goals.get(one.goal, one.goal) or _("nicht genannt")))
    facts.append((_("Federführung"), one.lead or _("nicht genannt")))
    facts.append((_("Unterstützt von"), ", ".join(one.support) or _("niemandem")))
    facts.append((_("Stand"), one.state))
    words = tuple(paragraph(words) for words in told(one.text))
    return Section(f"vorschlag-{place}", clipped(one.title, 120), (Facts(tuple(facts)), *words))


def _papers(inputs: PackInputs) -> Section:
    title = _("Unterlagen")
    if not inputs.papers:
        words = sentences(_("Zu dieser Sitzung liegt keine Datei vor."))
        return Section("unterlagen", title, (words,))
    table = Table(
        key="unterlagen",
        caption=_("Unterlagen mit ihren Prüfsummen"),
        columns=(
            Column("item", _("TOP")),
            Column("title", _("Titel")),
            Column("name", _("Datei")),
            Column("size", _("Größe"), "text"),
            Column("sha256", _("SHA-256")),
        ),
        rows=tuple(
            (
                one.item or _("alle"),
                one.title,
                one.name,
                _("%s Byte") % number(one.size),
                one.sha256,
            )
            for one in inputs.papers
        ),
        note=_("Wer eine Datei erhält, kann an der Prüfsumme erkennen, ob es diese ist."),
    )
    return Section("unterlagen", title, (Tabular(table),))
