# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The office says where foreign states come from, and what their words and codes mean here."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from leitstand.core.accounts.actors import Actor, actor_key
from leitstand.core.permissions import require
from leitstand.core.services import audit_record
from leitstand.core.turns import take_turn
from leitstand.foreign.enums import SourceKind
from leitstand.foreign.errors import SourceNotFound, SourceRefused
from leitstand.foreign.feed import folded
from leitstand.foreign.models import ForeignSource, SourceTerms
from leitstand.foreign.permissions import MANAGE_SOURCES, SourceSubject
from leitstand.foreign.transport import url_problem
from leitstand.plan.selectors import PlanNotFound, plan_id_on, plan_programmes
from leitstand.steering.enums import Progress

STALE_DAYS = 365
LONGEST_CODE = 200
_LANGUAGES = frozenset({"de", "en"})


@dataclass(frozen=True, slots=True)
class WantedSource:
    """What the office says about a source; see :class:`SourceTerms`."""

    name_de: str
    name_en: str
    kind: str = SourceKind.URL.value
    url: str = ""
    language: str = "de"
    states: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    stale_days: int = STALE_DAYS
    is_active: bool = True
    is_example: bool = False


@transaction.atomic
def source_add(
    *,
    actor: Actor,
    plan: str,
    programme: str,
    slug: str,
    wanted: WantedSource,
    now: dt.datetime | None = None,
) -> str:
    """The source exists; nothing was fetched yet. Returns its slug.

    Raises ``PlanNotFound``, :class:`SourceRefused`.
    """
    require(actor, MANAGE_SOURCES, SourceSubject(plan))
    take_turn()
    wanted = _tidied(wanted)
    problems = _problems(wanted)
    if not slug or slugify(slug) != slug or len(slug) > 80:
        problems["slug"] = (
            _("Die Kennung besteht aus kleinen Buchstaben, Ziffern und Bindestrichen: %s") % slug
        )
    elif ForeignSource.objects.filter(slug=slug).exists():
        problems["slug"] = _("Diese Kennung ist schon vergeben: %s") % slug
    plan_id = plan_id_on(plan, None)
    known = {one.key for one in plan_programmes(plan, language="de")}
    if programme not in known:
        problems["programme"] = _("Dieses Programm nennt der Plan nicht: %s") % programme
    if problems:
        raise SourceRefused(problems)
    at = now or timezone.now()
    made = ForeignSource.objects.create(plan_id=plan_id, slug=slug, programme=programme, made_at=at)
    _write(made, 1, wanted, at)
    _log(actor, "source.add", plan, slug)
    return slug


@transaction.atomic
def source_change(
    *, actor: Actor, slug: str, wanted: WantedSource, now: dt.datetime | None = None
) -> bool:
    """The source is as wanted from now on; False where it was so already.

    Raises ``SourceNotFound``, :class:`SourceRefused`.
    """
    held = for_change(actor, slug)
    wanted = _tidied(wanted)
    if problems := _problems(wanted):
        raise SourceRefused(problems)
    return _changed(actor, held, wanted, now)


@transaction.atomic
def source_map(
    *,
    actor: Actor,
    slug: str,
    states: Mapping[str, str | None] | None = None,
    codes: Mapping[str, str | None] | None = None,
    now: dt.datetime | None = None,
) -> bool:
    """These words and codes mean that from now on, for what was fetched before too; None takes a
    meaning back. Others stay. False where all was so already.

    Raises ``SourceNotFound``, :class:`SourceRefused`.
    """
    held = for_change(actor, slug)
    before = wanted_of(held[-1])
    wanted = _tidied(
        replace(
            before,
            states=_merged(before.states, states or {}),
            codes=_merged(before.codes, codes or {}),
        )
    )
    if problems := _problems(wanted):
        raise SourceRefused(problems)
    return _changed(actor, held, wanted, now)


def for_change(actor: Actor, slug: str) -> tuple[ForeignSource, str, SourceTerms]:
    """The source, its plan's slug and its newest terms, held until the transaction ends.

    Raises ``SourceNotFound``, ``NotPermitted``.
    """
    take_turn()
    found = ForeignSource.objects.select_related("plan").filter(slug=slug).first()
    if found is None:
        raise SourceNotFound(slug)
    plan = found.plan.slug
    require(actor, MANAGE_SOURCES, SourceSubject(plan, slug))
    return found, plan, found.terms.order_by("-number")[0]


def wanted_of(terms: SourceTerms) -> WantedSource:
    """What the office says now, ready to be changed."""
    return WantedSource(
        **{name: getattr(terms, name) for name in WantedSource.__dataclass_fields__}
    )


def _merged(before: Mapping[str, str], after: Mapping[str, str | None]) -> dict[str, str]:
    """The pairs of both; a word is the same however it is written."""
    gone = {folded(one) for one in after}
    kept = {one: value for one, value in before.items() if folded(one) not in gone}
    return kept | {one: value for one, value in after.items() if value is not None}


def _changed(
    actor: Actor,
    held: tuple[ForeignSource, str, SourceTerms],
    wanted: WantedSource,
    now: dt.datetime | None,
) -> bool:
    found, plan, terms = held
    before = wanted_of(terms)
    altered = [
        name
        for name in WantedSource.__dataclass_fields__
        if getattr(before, name) != getattr(wanted, name)
    ]
    if not altered:
        return False
    _write(found, terms.number + 1, wanted, now or timezone.now())
    _log(actor, "source.change", plan, found.slug, altered)
    return True


def _tidied(wanted: WantedSource) -> WantedSource:
    return replace(
        wanted,
        name_de=" ".join(wanted.name_de.split()),
        name_en=" ".join(wanted.name_en.split()),
        url=wanted.url.strip(),
        states={one.strip(): state.strip() for one, state in wanted.states.items()},
        codes={one.strip(): code.strip() for one, code in wanted.codes.items()},
    )


def _problems(wanted: WantedSource) -> dict[str, str]:
    problems: dict[str, str] = {}
    if not (wanted.name_de and wanted.name_en):
        problems["name_de"] = _("Der Name fehlt, deutsch oder englisch.")
    if max(len(wanted.name_de), len(wanted.name_en)) > 200:
        problems["name_de"] = _("Der Name ist zu lang.")
    if wanted.kind not in SourceKind:
        problems["kind"] = _("Die Art ist „file“ oder „url“, nicht: %s") % wanted.kind[:20]
    if wanted.kind == SourceKind.URL and not wanted.url:
        problems["url"] = _("Die Adresse fehlt, unter der abgerufen wird.")
    elif wanted.url and (url_problem(wanted.url) or len(wanted.url) > 2000):
        problems["url"] = _(
            "Das ist keine Adresse, die abgerufen werden kann. Sie beginnt mit https:// oder http://"
            " und enthält weder Benutzer noch Passwort."
        )
    if wanted.language not in _LANGUAGES:
        problems["language"] = _("Die Sprache ist „de“ oder „en“, nicht: %s") % wanted.language[:20]
    if not 1 <= wanted.stale_days <= 3650:
        problems["stale_days"] = _("Bitte eine Zahl von 1 bis 3650 Tagen nennen.")
    return problems | _mapping_problems(wanted)


def _mapping_problems(wanted: WantedSource) -> dict[str, str]:
    problems: dict[str, str] = {}
    unknown = [state for state in wanted.states.values() if state and state not in Progress]
    if unknown or not all(wanted.states):
        problems["states"] = _("Diesen Stand gibt es hier nicht: %s") % ", ".join(unknown or ["–"])
    if not (all(wanted.codes) and all(wanted.codes.values())):
        problems["codes"] = _("Eine Zuordnung nennt zwei Codes, den fremden und unseren.")
    targets = [folded(one) for one in wanted.codes.values()]
    if len(set(targets)) != len(targets):
        problems["codes"] = _("Zwei fremde Codes können nicht dieselbe Maßnahme meinen.")
    words: tuple[Any, ...] = (*wanted.states, *wanted.codes, *wanted.codes.values())
    if any(len(one) > LONGEST_CODE or not one.isprintable() for one in words):
        problems["codes"] = _("Ein Wort oder Code ist zu lang oder enthält ein Steuerzeichen.")
    return problems


def _write(found: ForeignSource, number: int, wanted: WantedSource, at: dt.datetime) -> None:
    values = {name: getattr(wanted, name) for name in WantedSource.__dataclass_fields__}
    SourceTerms.objects.create(source=found, number=number, recorded_at=at, **values)


def _log(actor: Actor, act: str, plan: str, slug: str, fields: list[str] | None = None) -> None:
    audit_record(
        actor=actor_key(actor),
        act=act,
        subject=f"source:{plan}/{slug}",
        details={"fields": ", ".join(fields)} if fields else {},
    )


__all__ = [
    "PlanNotFound",
    "WantedSource",
    "for_change",
    "source_add",
    "source_change",
    "source_map",
    "wanted_of",
]
