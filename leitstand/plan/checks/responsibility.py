# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Who answers for a measure: leads that are missing, partial, too many or collective."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from leitstand.core.enums import InstitutionKind
from leitstand.plan.checks.finding import Cause
from leitstand.plan.checks.reading import (
    Reading,
    all_places,
    by_passage,
    holders,
    ids,
    roles_of,
    structure,
)
from leitstand.plan.document.model import Measure, Role
from leitstand.plan.enums import MentionRelation, RoleKind
from leitstand.plan.labels import in_language, in_words

DEFAULT_LIMIT = 2
"""As many responsible institutions as can still agree by a telephone call."""

FEW = 3
"""Leading fewer measures than this is no load, even if a small plan has few more."""

RESPONSIBLE = "responsible-institutions"
"""The name under which a plan's own rule speaks of the number of responsible institutions."""


def without_lead(reading: Reading) -> Iterator[Cause]:
    """Measures that name no lead, one cause per passage of the plan that leaves it out.

    A lead that is kept open ("wird noch benannt") is the matter of ``open-roles``.
    """
    lacking = [
        measure
        for measure in reading.document.measures
        if all(place.role != RoleKind.LEAD for place in all_places(measure))
    ]
    for measures in by_passage(lacking, lambda measure: bool(measure.roles)):
        listed = reading.labels.listed(measures)
        if measures[0].roles:
            text = _("%(measures)s: Der Plan nennt keine Federführung.")
        else:
            text = _(
                "%(measures)s: Der Plan nennt keine einzige Institution, weder führend noch"
                " mitarbeitend."
            )
        message = text % {"measures": listed}
        programmes = _programmes(reading, measures)
        if programmes:
            message += _(" Er verweist auf ein anderes Programm: %(programmes)s.") % {
                "programmes": programmes
            }
        yield Cause(message, ids(measures), structure(measures))


def _programmes(reading: Reading, measures: Iterable[Measure]) -> str:
    """The outside programmes that every one of the measures points to."""
    shared = [{ref.programme for ref in measure.external_refs} for measure in measures]
    named = [p for p in reading.document.plan.programmes if all(p.id in one for one in shared)]
    return in_words([in_language(programme.name) for programme in named])


def lead_only_per_phase(reading: Reading) -> Iterator[Cause]:
    """Measures whose every lead holds for a phase or a part only, so that nobody leads the whole.

    Where all leads hold for one and the same part, that part may be the whole measure; the
    message then leaves it open.
    """
    for measure in reading.document.measures:
        leads = roles_of(measure, RoleKind.LEAD)
        slots = _slots(leads)
        if not leads or (None, None) in slots:
            continue
        facts = {
            "measure": reading.labels.of(measure),
            "leads": _slots_in_words(reading, slots),
        }
        if len(slots) > 1:
            text = (
                _(
                    "%(measure)s: Federführung nur je Phase – %(leads)s. Für das Ganze ist niemand"
                    " verantwortlich."
                )
                if all(role.phase for role in leads)
                else _(
                    "%(measure)s: Federführung nur je Teil – %(leads)s. Für das Ganze ist"
                    " niemand verantwortlich."
                )
            )
        else:
            text = _(
                "%(measure)s: Die Federführung ist nur eingeschränkt genannt – %(leads)s. Ob"
                " damit die ganze Maßnahme gemeint ist, sagt der Plan nicht."
            )
        yield Cause(text % facts, (measure.id,), structure([measure]))


Slot = tuple[str | None, str | None]


def _slots(roles: Iterable[Role]) -> dict[Slot, list[Role]]:
    """The roles by the phase and scope they hold for; ``(None, None)`` is the whole measure."""
    slots: dict[Slot, list[Role]] = {}
    for role in roles:
        slots.setdefault((role.phase, role.scope), []).append(role)
    return slots


def _slots_in_words(reading: Reading, slots: Mapping[Slot, list[Role]]) -> str:
    """Who does what: "SenSW für Programmierung, Bezirke für „Bebauungspläne“"."""
    pieces = []
    for (phase, scope), roles in slots.items():
        # Phases are plan words for steps; scopes are quotations and can be long.
        parts = [reading.term(phase)] if phase else []
        parts += [_("„%(title)s“") % {"title": reading.term(scope)}] if scope else []
        where = ", ".join(parts) or _("das Ganze")
        who = reading.names(holders(roles))
        pieces.append(_("%(who)s für %(what)s") % {"who": who, "what": where})
    return ", ".join(pieces)


def too_many_responsible(reading: Reading) -> Iterator[Cause]:
    """Measures with more leads than the plan allows itself, whether at once or over all phases."""
    limit, is_own = _limit(reading)
    for measure in reading.document.measures:
        leads = roles_of(measure, RoleKind.LEAD)
        if len(holders(leads)) > limit:
            text = (
                _(
                    "%(measure)s: %(count)d Institutionen haben die Federführung, höchstens"
                    " %(limit)d sieht der Plan vor – %(who)s."
                )
                if is_own
                else _(
                    "%(measure)s: %(count)d Institutionen haben die Federführung, üblich sind"
                    " höchstens %(limit)d – %(who)s."
                )
            )
            facts = {
                "measure": reading.labels.of(measure),
                "count": len(holders(leads)),
                "limit": limit,
                "who": reading.names(holders(leads)),
            }
            message = text % facts + _only_across(reading, leads, limit)
            yield Cause(message, (measure.id,), structure([measure]))


def too_many_responsible_joint(reading: Reading) -> Iterator[Cause]:
    """Measures with too many responsible institutions once those "i. V. m." count as well.

    A measure that already has too many leads is repeated only if the joint institutions add to it.
    """
    limit, is_own = _limit(reading)
    for measure in reading.document.measures:
        leads = roles_of(measure, RoleKind.LEAD)
        both = roles_of(measure, RoleKind.LEAD, RoleKind.JOINT)
        added = [one for one in holders(both) if one not in holders(leads)]
        if len(holders(both)) <= limit or not added:
            continue
        text = (
            _(
                "%(measure)s: Mit „i. V. m.“ gezählt sind %(count)d Institutionen verantwortlich,"
                " höchstens %(limit)d sieht der Plan vor. Federführung: %(leads)s; in Verbindung"
                " mit: %(joint)s."
            )
            if is_own
            else _(
                "%(measure)s: Mit „i. V. m.“ gezählt sind %(count)d Institutionen verantwortlich,"
                " üblich sind höchstens %(limit)d. Federführung: %(leads)s; in Verbindung mit:"
                " %(joint)s."
            )
        )
        facts = {
            "measure": reading.labels.of(measure),
            "count": len(holders(both)),
            "limit": limit,
            "leads": reading.names(holders(leads)) or _("niemand"),
            "joint": reading.names(added),
        }
        message = text % facts + _only_across(reading, both, limit)
        yield Cause(message, (measure.id,), structure([measure]))


def _limit(reading: Reading) -> tuple[int, bool]:
    """How many responsible institutions a measure may have, and whether the plan itself says so."""
    for rule in reading.own_rules(RESPONSIBLE):
        if rule.limit is not None:
            return rule.limit, True
    return DEFAULT_LIMIT, False


def _only_across(reading: Reading, roles: Iterable[Role], limit: int) -> str:
    """A sentence more where no single phase or part has too many, only all of them together."""
    slots = _slots(roles)
    most = max(len(holders(one)) for one in slots.values())
    if most > limit:
        return ""
    return _(" Das gilt nur über alle Phasen und Teile hinweg: %(slots)s.") % {
        "slots": _slots_in_words(reading, slots)
    }


def collective_lead(reading: Reading) -> Iterator[Cause]:
    """Groups that lead; the measures say which members are meant only where they name them."""
    for institution in reading.document.institutions:
        if institution.kind != InstitutionKind.GROUP:
            continue
        led = [
            (measure, role)
            for measure in reading.document.measures
            for role in roles_of(measure, RoleKind.LEAD)
            if role.institution == institution.id
        ]
        if not led:
            continue
        measures = list(dict.fromkeys(measure for measure, _role in led))
        members = [
            mention.institution
            for _measure, role in led
            for mention in role.mentions
            if mention.relation == MentionRelation.MEMBER
        ]
        facts = {
            "group": reading.name(institution.id),
            "measures": reading.labels.listed(measures),
            "members": reading.names(members),
        }
        text = (
            _(
                "%(group)s: eine Gruppe hat die Federführung (%(measures)s). Als Mitglieder sind"
                " genannt: %(members)s. Wer davon verantwortlich ist, sagt der Plan nicht."
            )
            if members
            else _(
                "%(group)s: eine Gruppe hat die Federführung (%(measures)s). Welches Mitglied"
                " verantwortlich ist, sagt der Plan nicht."
            )
        )
        yield Cause(text % facts, ids(measures), structure(measures))


def lead_concentration(reading: Reading) -> Iterator[Cause]:
    """Institutions that lead at least a fifth of all measures; parts count with their whole."""
    total = len(reading.wholes)
    led: dict[str, list[Measure]] = {}
    for measure in reading.document.measures:
        for lead in holders(roles_of(measure, RoleKind.LEAD)):
            led.setdefault(lead, []).append(measure)
    for institution in reading.document.institutions:
        measures = led.get(institution.id, [])
        count = len({measure.whole for measure in measures})
        if count < FEW or count * 5 < total:
            continue
        message = _(
            "Federführung von %(who)s in %(count)d von %(total)d Maßnahmen (%(percent)d Prozent)."
        ) % {
            "who": reading.name(institution.id),
            "count": count,
            "total": total,
            "percent": count * 100 // total,
        }
        yield Cause(message, ids(measures), structure(measures))
