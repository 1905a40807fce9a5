# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Who works on a measure beside its lead: nobody, one alone, somebody still to be named."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from leitstand.core.enums import InstitutionKind
from leitstand.plan.checks.finding import Cause
from leitstand.plan.checks.reading import (
    Reading,
    all_places,
    by_passage,
    holders,
    ids,
    structure,
)
from leitstand.plan.enums import OpenRoleKind, RoleKind


def without_contributors(reading: Reading) -> Iterator[Cause]:
    """Measures with institutions but without any contributor, named or kept open.

    Measures without any role at all are told once, by ``without-lead``. Measures that share one
    passage of the plan share one finding.
    """
    lacking = [
        measure
        for measure in reading.document.measures
        if measure.roles
        and all(place.role != RoleKind.CONTRIBUTOR for place in all_places(measure))
    ]
    for measures in by_passage(lacking):
        message = _("%(measures)s: Der Plan nennt niemanden, der mitarbeitet.") % {
            "measures": reading.labels.listed(measures)
        }
        yield Cause(message, ids(measures), structure(measures))


def single_institution(reading: Reading) -> Iterator[Cause]:
    """Measures in which one institution holds every role and no place is kept open.

    Institutions that are only mentioned ("unter Nutzung der …") hold no role and do not count.
    Measures that share one passage of the plan share its institution, and one finding.
    """
    alone = [
        measure
        for measure in reading.document.measures
        if len(holders(measure.roles)) == 1 and not measure.open_roles
    ]
    for measures in by_passage(alone, lambda measure: measure.roles[0].institution):
        who = measures[0].roles[0].institution
        institution = reading.institutions.get(who)
        is_group = institution is not None and institution.kind == InstitutionKind.GROUP
        text = (
            _("%(measures)s: Alles liegt bei einer einzigen Gruppe, %(who)s.")
            if is_group
            else _("%(measures)s: Alles liegt bei einer einzigen Institution, %(who)s.")
        )
        message = text % {
            "measures": reading.labels.listed(measures),
            "who": reading.name(who),
        }
        mentioned = [m.institution for role in measures[0].roles for m in role.mentions]
        if mentioned:
            message += _(" Erwähnt, aber ohne Aufgabe: %(mentioned)s.") % {
                "mentioned": reading.names(mentioned)
            }
        yield Cause(message, ids(measures), structure(measures))


def open_roles(reading: Reading) -> Iterator[Cause]:
    """Places in the structure that the plan leaves open, one cause per measure and wording."""
    for measure in reading.document.measures:
        by_words = {role.as_printed: role for role in reversed(measure.open_roles)}
        for words, role in reversed(by_words.items()):
            facts = {
                "measure": reading.labels.of(measure),
                "role": RoleKind(role.role).label,
                "words": words,
                "phase": reading.term(role.phase) if role.phase else "",
            }
            text = (
                _("%(measure)s: Ein Platz ist offen, %(role)s für %(phase)s: „%(words)s“.")
                if role.phase
                else _("%(measure)s: Ein Platz ist offen, %(role)s: „%(words)s“.")
            )
            message = text % facts
            if role.kind == OpenRoleKind.TO_BE_IDENTIFIED:
                message += _(" Wer das ist, soll erst noch gefunden werden.")
            else:
                message += _(" Namen nennt der Plan nicht.")
            yield Cause(message, (measure.id,), structure([measure]))


def lead_also_contributes(reading: Reading) -> Iterator[Cause]:
    """Measures in which a lead is named as a contributor as well, both times for the whole."""
    for measure in reading.document.measures:
        whole = [role for role in measure.roles if not role.phase and not role.scope]
        leads = holders(role for role in whole if role.role != RoleKind.CONTRIBUTOR)
        twice = [
            one
            for one in holders(role for role in whole if role.role == RoleKind.CONTRIBUTOR)
            if one in leads
        ]
        if twice:
            message = _(
                "%(measure)s: %(who)s steht doppelt da, verantwortlich und mitarbeitend."
            ) % {"measure": reading.labels.of(measure), "who": reading.names(twice)}
            yield Cause(message, (measure.id,), structure([measure]))
