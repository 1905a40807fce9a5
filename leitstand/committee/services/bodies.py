# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Bodies, and who sits in them from when to when."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from leitstand.committee.enums import BodyKind, SeatRole
from leitstand.committee.errors import BodyNotFound, Refused
from leitstand.committee.models import Body, Seat
from leitstand.committee.permissions import MANAGE_COMMITTEE, BodySubject, PlanOnly
from leitstand.committee.rules.seats import Span, clash
from leitstand.committee.rules.words import clean, too_far, too_long
from leitstand.core.accounts.actors import Actor, actor_key
from leitstand.core.permissions import require
from leitstand.core.selectors import institution_ids
from leitstand.core.services import audit_record
from leitstand.core.turns import take_turn
from leitstand.plan.selectors import plan_frame
from leitstand.ui.formats import day as day_words

# Words that stand in the same place of an address.
_TAKEN = frozenset({"auftraege", "beschluesse", "lage", "sitzungen", "unterlagen", "vorschlaege"})


@dataclass(frozen=True, slots=True)
class WantedBody:
    """What the office says of a body. ``institution`` is its slug in the plan, "" for none."""

    name_de: str
    name_en: str
    kind: str
    short: str = ""
    rule_de: str = ""
    rule_en: str = ""
    institution: str = ""
    is_example: bool = False


@dataclass(frozen=True, slots=True)
class WantedSeat:
    """Who sits in a body as what, from when to when: an institution, a function, or both."""

    role: str
    valid_from: dt.date
    valid_to: dt.date | None = None
    institution: str = ""
    function_de: str = ""
    function_en: str = ""


@transaction.atomic
def body_create(*, actor: Actor, plan: str, slug: str, wanted: WantedBody) -> str:
    """The body is there; returns its slug. Raises ``Refused``, ``PlanNotFound``."""
    require(actor, MANAGE_COMMITTEE, PlanOnly(plan))
    take_turn()
    problems = _body_problems(wanted)
    if not slug or slugify(slug) != slug:
        problems.append(
            _("Die Kennung besteht aus kleinen Buchstaben, Ziffern und Bindestrichen: %s") % slug
        )
    elif slug in _TAKEN or Body.objects.filter(slug=slug).exists():
        problems.append(_("Diese Kennung ist schon vergeben: %s") % slug)
    if problems:
        raise Refused(*problems)
    made = Body(plan_id=plan_frame(plan, language="de").id, slug=slug)
    made.is_example = wanted.is_example
    _write_body(made, wanted)
    _log(actor, "body.create", plan, made)
    return slug


@transaction.atomic
def body_change(*, actor: Actor, slug: str, wanted: WantedBody) -> None:
    """The body says what is wanted of it. What it decided keeps the name of that day."""
    found = body_for_change(actor, slug)
    if problems := _body_problems(wanted):
        raise Refused(*problems)
    _write_body(found, wanted)
    _log(actor, "body.change", found.plan.slug, found)


@transaction.atomic
def seat_add(*, actor: Actor, body: str, wanted: WantedSeat) -> int:
    """Somebody sits in the body. Sending the same again changes nothing.

    Raises ``Refused`` where the same seat is taken on one of the days.
    """
    found = body_for_change(actor, body)
    ids = institution_ids()
    function = clean(wanted.function_de)
    problems = _seat_problems(wanted, function, ids)
    if problems:
        raise Refused(*problems)
    institution = ids.get(wanted.institution)
    same = Seat.objects.filter(body=found, institution=institution, function_de=function)
    known = same.filter(
        valid_from=wanted.valid_from, valid_to=wanted.valid_to, role=wanted.role
    ).first()
    if known is not None:
        return known.pk
    taken = clash(
        Span(wanted.valid_from, wanted.valid_to),
        [Span(one.valid_from, one.valid_to) for one in same],
    )
    if taken is not None:
        raise Refused(_overlap_words(taken))
    made = Seat.objects.create(
        body=found,
        institution_id=institution,
        function_de=function,
        function_en=clean(wanted.function_en),
        role=wanted.role,
        valid_from=wanted.valid_from,
        valid_to=wanted.valid_to,
    )
    _log(actor, "seat.add", found.plan.slug, found, seat=made.pk)
    return made.pk


@transaction.atomic
def seat_end(*, actor: Actor, body: str, seat: int, valid_to: dt.date) -> None:
    """The seat is held up to that day, and no longer."""
    found = body_for_change(actor, body)
    held = Seat.objects.filter(pk=seat, body=found).first()
    if held is None:
        raise BodyNotFound(body)
    if valid_to < held.valid_from:
        raise Refused(_("Der Sitz kann nicht enden, bevor er beginnt."))
    if problem := too_far(valid_to, timezone.localdate()):
        raise Refused(problem)
    others = Seat.objects.filter(
        body=found, institution=held.institution_id, function_de=held.function_de
    ).exclude(pk=held.pk)
    taken = clash(
        Span(held.valid_from, valid_to), [Span(one.valid_from, one.valid_to) for one in others]
    )
    if taken is not None:
        raise Refused(_overlap_words(taken))
    held.valid_to = valid_to
    held.save(update_fields=["valid_to"])
    _log(actor, "seat.end", found.plan.slug, found, seat=held.pk, valid_to=valid_to.isoformat())


def body_for_change(actor: Actor, slug: str) -> Body:
    """The body, held until the transaction ends, for whoever runs it."""
    take_turn()
    found = Body.objects.select_related("plan", "institution").filter(slug=slug).first()
    if found is None:
        raise BodyNotFound(slug)
    require(actor, MANAGE_COMMITTEE, subject_of(found))
    return found


def subject_of(body: Body) -> BodySubject:
    """How permissions know a body."""
    return BodySubject(body.plan.slug, body.slug, body.kind)


def _body_problems(wanted: WantedBody) -> list[str]:
    problems = []
    if not (clean(wanted.name_de) and clean(wanted.name_en)):
        problems.append(_("Der Name fehlt, deutsch oder englisch."))
    problems += [
        problem
        for text, longest in (
            (wanted.name_de, 200),
            (wanted.name_en, 200),
            (wanted.short, 40),
            (wanted.rule_de, 4_000),
            (wanted.rule_en, 4_000),
        )
        if (problem := too_long(text, longest))
    ]
    if wanted.kind not in BodyKind.values:
        problems.append(_("Diese Art von Gremium gibt es nicht: %s") % wanted.kind)
    if wanted.institution and wanted.institution not in institution_ids():
        problems.append(_("Diese Institution gibt es nicht: %s") % wanted.institution)
    return problems


def _seat_problems(wanted: WantedSeat, function: str, ids: dict[str, int]) -> list[str]:
    problems = []
    if wanted.institution and wanted.institution not in ids:
        problems.append(_("Diese Institution gibt es nicht: %s") % wanted.institution)
    if not wanted.institution and not function:
        problems.append(_("Bitte eine Institution wählen oder eine Funktion nennen."))
    if wanted.role not in SeatRole.values:
        problems.append(_("Diese Rolle gibt es in Gremien nicht: %s") % wanted.role)
    if wanted.valid_to is not None and wanted.valid_to < wanted.valid_from:
        problems.append(_("Der Sitz kann nicht enden, bevor er beginnt."))
    today = timezone.localdate()
    far = [too_far(day, today) for day in (wanted.valid_to,) if day]
    if wanted.valid_from > today and (problem := too_far(wanted.valid_from, today)):
        far.append(problem)
    texts = (function, wanted.function_en)
    return [*problems, *filter(None, far), *filter(None, (too_long(one, 200) for one in texts))]


def _overlap_words(taken: Span) -> str:
    until = day_words(taken.end) if taken.end else _("auf Weiteres")
    return _("Diesen Sitz gibt es schon vom %(start)s bis %(end)s. Bitte zuerst beenden.") % {
        "start": day_words(taken.start),
        "end": until,
    }


def _write_body(body: Body, wanted: WantedBody) -> None:
    body.name_de, body.name_en = clean(wanted.name_de), clean(wanted.name_en)
    body.rule_de, body.rule_en = clean(wanted.rule_de), clean(wanted.rule_en)
    body.short, body.kind = clean(wanted.short), wanted.kind
    body.institution_id = institution_ids().get(wanted.institution)
    body.save()


def _log(actor: Actor, act: str, plan: str, body: Body, **details: object) -> None:
    # Bodies stand on no public page by themselves; their published decisions keep their own words.
    audit_record(
        actor=actor_key(actor),
        act=act,
        subject=f"body:{plan}/{body.slug}"[:200],
        details=details,
        is_write=False,
    )
