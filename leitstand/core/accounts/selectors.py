# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Reading accounts, the roles they hold, held forms, and the record of acts."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.utils import timezone

from leitstand.core.models import Account, AuditEvent, HeldForm, RoleGrant, SignIn
from leitstand.core.rules import GrantedRole


@dataclass(frozen=True, slots=True)
class FoundSignIn:
    """A live session: its content, and the account with its roles if somebody is signed in."""

    content: str
    account: Account | None


@dataclass(frozen=True, slots=True)
class GrantLine:
    """One grant of a role as the office sees it. ``is_live`` on the day of asking."""

    role: str
    institution: str
    plan: str
    source: str
    valid_from: dt.date
    valid_to: dt.date | None
    is_live: bool


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account in a list."""

    username: str
    name: str
    email: str
    is_active: bool
    has_password: bool
    has_second_factor: bool
    grants: tuple[GrantLine, ...]


@dataclass(frozen=True, slots=True)
class EventLine:
    """One act. ``actor`` is as recorded, ``actor_name`` for reading."""

    id: int
    at: dt.datetime
    actor: str
    actor_name: str
    act: str
    subject: str
    reason: str
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What somebody asked the record for; an empty field asks for nothing."""

    act: str = ""
    actor: str = ""
    subject: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


def live_grants(day: dt.date, prefix: str = "") -> Q:
    """The condition under which a grant holds on ``day``; ``prefix`` is the way to the grant."""
    return (
        Q(**{f"{prefix}revoked_at__isnull": True})
        & Q(**{f"{prefix}valid_from__lte": day})
        & (Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": day}))
    )


def found_sign_in(key: str) -> FoundSignIn | None:
    """The session stored under the digest ``key``, unless it has expired; one statement.

    Account, roles and whether there is a second factor come with it: a signed-in page must not
    cost more than this.
    """
    rows: list[Any] = list(
        _sign_ins(timezone.localdate()).filter(key=key, expires_at__gt=timezone.now())
    )
    if not rows:
        return None
    account: Account | None = rows[0].account
    if account is not None:
        account.has_second_factor = rows[0].has_second_factor
        account.roles = tuple(
            GrantedRole(row.grant_role, row.grant_institution or "", row.grant_plan)
            for row in rows
            if row.grant_role
        )
    return FoundSignIn(rows[0].content, account)


@lru_cache(maxsize=2)
def _sign_ins(day: dt.date) -> Any:
    """All sessions with account, roles on ``day`` and second factor; a question not yet asked.

    Putting it together takes longer than asking it, and every page of a signed-in reader asks it.
    """
    return (
        SignIn.objects.select_related("account")
        .annotate(
            held=FilteredRelation(
                "account__grants", condition=live_grants(day, "account__grants__")
            ),
            has_second_factor=Exists(_second_factors(OuterRef("account_id"))),
        )
        .annotate(
            grant_role=F("held__role"),
            grant_plan=F("held__plan"),
            grant_institution=F("held__institution__slug"),
        )
    )


def factors() -> Any:
    """All second factors and recovery codes, in the table of the library that keeps them."""
    # By name: the library's models cannot be imported before all apps are there.
    return apps.get_model("mfa", "Authenticator")._default_manager.all()


def second_factor(account: Account) -> Any:
    """The account's second factor as a row of that table, or None."""
    return _second_factors(account.pk).first()


def _second_factors(account_id: Any) -> Any:
    return factors().filter(user_id=account_id, type="totp")


def held_roles(account: Account) -> tuple[GrantedRole, ...]:
    """The roles that hold today; no statement where the account came with its session, else one."""
    if account.roles is None:
        rows = RoleGrant.objects.filter(live_grants(timezone.localdate()), account=account)
        account.roles = tuple(
            GrantedRole(role, institution or "", plan)
            for role, institution, plan in rows.order_by("id").values_list(
                "role", "institution__slug", "plan"
            )
        )
    return account.roles


def account_lines(usernames: Collection[str] | None = None) -> tuple[AccountLine, ...]:
    """All accounts, or those named, with every grant that was not revoked; two statements."""
    accounts = Account.objects.order_by("username").annotate(
        has_factor=Exists(_second_factors(OuterRef("pk")))
    )
    if usernames is not None:
        accounts = accounts.filter(username__in=usernames)
    found: list[Any] = list(accounts)
    today = timezone.localdate()
    grants: dict[int, list[GrantLine]] = {}
    for account_id, role, institution, plan, source, start, end in (
        RoleGrant.objects.filter(account__in=found, revoked_at__isnull=True)
        .order_by("id")
        .values_list(
            "account_id", "role", "institution__slug", "plan", "source", "valid_from", "valid_to"
        )
    ):
        is_live = start <= today and (end is None or today <= end)
        grants.setdefault(account_id, []).append(
            GrantLine(role, institution or "", plan, source, start, end, is_live)
        )
    return tuple(
        AccountLine(
            one.username,
            str(one),
            one.email,
            one.is_active,
            one.has_usable_password(),
            one.has_factor,
            tuple(grants.get(one.pk, ())),
        )
        for one in found
    )


def account_by_username(username: str) -> Account | None:
    """The account called so, in whatever case, whether active or not."""
    return Account.objects.filter(username=username.lower()).first()


def actor_names(actors: Iterable[str]) -> dict[str, str]:
    """Names for actors as the record writes them; who is no account keeps the recorded word.

    One statement, none where no account is among them.
    """
    wanted = dict.fromkeys(actors)
    numbers = [int(a.removeprefix("account:")) for a in wanted if a.startswith("account:")]
    names = {one.pk: str(one) for one in Account.objects.filter(pk__in=numbers)} if numbers else {}
    return {
        actor: names.get(int(actor.removeprefix("account:")), actor)
        if actor.startswith("account:")
        else actor
        for actor in wanted
    }


def event_lines(
    asked: EventFilter, *, before: int | None = None, limit: int
) -> tuple[EventLine, ...]:
    """The newest acts that answer ``asked``, newest first; two statements.

    ``before`` is an event's number and asks for older ones.
    """
    rows = AuditEvent.objects.order_by("-id")
    if before is not None:
        rows = rows.filter(id__lt=before)
    for name, value in (("act", asked.act), ("actor", asked.actor), ("subject", asked.subject)):
        if value:
            rows = rows.filter(**{name: value})
    if asked.since:
        rows = rows.filter(at__date__gte=asked.since)
    if asked.until:
        rows = rows.filter(at__date__lte=asked.until)
    found = list(rows[:limit])
    names = actor_names(event.actor for event in found)
    return tuple(
        EventLine(
            event.pk,
            event.at,
            event.actor,
            names[event.actor],
            event.act,
            event.subject,
            event.reason,
            event.details,
        )
        for event in found
    )


def event_acts() -> tuple[str, ...]:
    """The kinds of act on record, in alphabetical order."""
    return tuple(AuditEvent.objects.order_by("act").values_list("act", flat=True).distinct())


def held_form(account: Account, path: str) -> tuple[dt.datetime, dict[str, list[str]]] | None:
    """When a form was held for the account at ``path``, and what was in it; one statement."""
    row = HeldForm.objects.filter(account=account, path=path).first()
    return None if row is None else (row.held_at, row.content)
