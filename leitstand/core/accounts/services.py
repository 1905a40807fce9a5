# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Writing accounts, their roles, and what happens at the door."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.core.accounts.actors import Actor, actor_key
from leitstand.core.accounts.sessions import SessionStore
from leitstand.core.enums import INSTITUTIONAL_ROLES, AccountRole, GrantSource
from leitstand.core.models import (
    Account,
    AuditEvent,
    CacheEntry,
    HeldForm,
    Institution,
    RoleGrant,
    SignIn,
)
from leitstand.core.permissions import MANAGE_ACCOUNTS, require
from leitstand.core.rules import GrantedRole
from leitstand.core.services import audit_record

# Nobody can fill the record by knocking: so many events of one kind, actor and hour.
MAX_KNOCKS_AN_HOUR = 20
HELD_FOR = dt.timedelta(days=7)


class AccountRejected(Exception):
    """What was asked for cannot be: the message says why, in the active language."""


@transaction.atomic
def account_create(
    *,
    actor: Actor,
    username: str,
    name: str = "",
    email: str = "",
    password: str | None = None,
) -> Account:
    """There is an account that may sign in and holds no role yet.

    Without a password it can only be used through the identity provider. Raises
    :class:`AccountRejected`.
    """
    require(actor, MANAGE_ACCOUNTS)
    first, _blank, last = name.strip().rpartition(" ")
    # In lower case, as people are looked up: two names that differ in case alone open nothing.
    username = username.lower()
    account = Account(username=username, first_name=first, last_name=last, email=email.lower())
    try:
        UnicodeUsernameValidator()(username)
        _set_password(account, password)
        account.full_clean(exclude=["password"])
    except ValidationError as error:
        raise AccountRejected(" ".join(error.messages)) from error
    account.save()
    audit_record(
        actor=actor_key(actor), act="account.create", subject=_subject(account), is_write=False
    )
    return account


def _set_password(account: Account, password: str | None) -> None:
    if password is not None:
        validate_password(password, account)
    account.set_password(password)


@transaction.atomic
def password_set(*, actor: Actor, account: Account, password: str) -> None:
    """Only the new password opens the account; whoever was signed in is so no longer."""
    require(actor, MANAGE_ACCOUNTS)
    try:
        _set_password(account, password)
    except ValidationError as error:
        raise AccountRejected(" ".join(error.messages)) from error
    account.save(update_fields=["password"])
    SignIn.objects.filter(account=account).delete()
    audit_record(
        actor=actor_key(actor), act="account.password", subject=_subject(account), is_write=False
    )


@transaction.atomic
def account_close(*, actor: Actor, account: Account, reason: str = "") -> None:
    """Nobody comes in by the account any more, and whoever was in is out.

    It stays: the record of acts speaks of it. Its roles rest until it is opened.
    """
    require(actor, MANAGE_ACCOUNTS)
    _set_active(actor, account, is_active=False, reason=reason)
    SignIn.objects.filter(account=account).delete()


@transaction.atomic
def account_open(*, actor: Actor, account: Account, reason: str = "") -> None:
    """The account may sign in again, with the roles it still holds."""
    require(actor, MANAGE_ACCOUNTS)
    _set_active(actor, account, is_active=True, reason=reason)


def _set_active(actor: Actor, account: Account, *, is_active: bool, reason: str) -> None:
    account.is_active = is_active
    account.save(update_fields=["is_active"])
    audit_record(
        actor=actor_key(actor),
        act="account.open" if is_active else "account.close",
        subject=_subject(account),
        reason=reason,
        is_write=False,
    )


@transaction.atomic
def role_grant(
    *,
    actor: Actor,
    account: Account,
    role: GrantedRole,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
    source: GrantSource = GrantSource.OFFICE,
    reason: str = "",
) -> None:
    """The account holds the role, from today if no day is named.

    Raises :class:`AccountRejected`.
    """
    require(actor, MANAGE_ACCOUNTS)
    institution = _institution(role)
    start = valid_from or timezone.localdate()
    if valid_to is not None and valid_to < start:
        raise AccountRejected(_("Die Rolle endet, bevor sie beginnt."))
    try:
        with transaction.atomic():
            RoleGrant.objects.create(
                account=account,
                role=role.role,
                institution=institution,
                plan=role.plan,
                source=source,
                valid_from=start,
                valid_to=valid_to,
            )
    except IntegrityError as error:
        raise AccountRejected(_("Diese Rolle hat das Konto schon.")) from error
    account.roles = None
    audit_record(
        actor=actor_key(actor),
        act="role.grant",
        subject=_subject(account),
        reason=reason,
        details=_words(role)
        | {"valid_from": start.isoformat(), "valid_to": valid_to.isoformat() if valid_to else None},
        is_write=False,
    )


def _institution(role: GrantedRole) -> Institution | None:
    if role.role not in AccountRole.values:
        raise AccountRejected(
            _("Diese Rolle gibt es nicht: %(role)s. Bekannt sind: %(known)s")
            % {"role": role.role, "known": ", ".join(AccountRole.values)}
        )
    if not role.institution:
        if role.role in INSTITUTIONAL_ROLES:
            raise AccountRejected(_("Diese Rolle braucht eine Institution."))
        return None
    found = Institution.objects.filter(slug=role.institution).first()
    if found is None:
        raise AccountRejected(_("Diese Institution gibt es nicht: %s") % role.institution)
    return found


@transaction.atomic
def role_revoke(
    *,
    actor: Actor,
    account: Account,
    role: GrantedRole,
    source: GrantSource | None = None,
    reason: str = "",
) -> None:
    """The account holds the role no longer, from this instant. Raises :class:`AccountRejected`."""
    require(actor, MANAGE_ACCOUNTS)
    grants = RoleGrant.objects.filter(account=account, role=role.role, plan=role.plan)
    grants = (
        grants.filter(institution__slug=role.institution)
        if role.institution
        else grants.filter(institution__isnull=True)
    )
    if source is not None:
        grants = grants.filter(source=source)
    if not grants.filter(revoked_at__isnull=True).update(revoked_at=timezone.now()):
        raise AccountRejected(_("Diese Rolle hat das Konto nicht."))
    account.roles = None
    audit_record(
        actor=actor_key(actor),
        act="role.revoke",
        subject=_subject(account),
        reason=reason,
        details=_words(role),
        is_write=False,
    )


@transaction.atomic
def roles_follow_provider(*, actor: Actor, account: Account, roles: Iterable[GrantedRole]) -> None:
    """What the identity provider gave is what it says now; roles given by hand stay as they are.

    Raises :class:`AccountRejected` for a role with an institution that is not known here.
    """
    require(actor, MANAGE_ACCOUNTS)
    wanted = set(roles)
    rows = RoleGrant.objects.filter(account=account, revoked_at__isnull=True).values_list(
        "role", "institution__slug", "plan", "source"
    )
    held = {GrantedRole(role, place or "", plan): source for role, place, plan, source in rows}
    own = {role for role, source in held.items() if source == GrantSource.PROVIDER}
    for role in sorted(own - wanted, key=repr):
        role_revoke(actor=actor, account=account, role=role, source=GrantSource.PROVIDER)
    for role in sorted(wanted - set(held), key=repr):
        role_grant(actor=actor, account=account, role=role, source=GrantSource.PROVIDER)


def knock_record(
    *,
    actor: str,
    act: str,
    subject: str,
    details: Mapping[str, Any] | None = None,
    is_counted_by_subject: bool = False,
) -> bool:
    """A refusal or a failed sign-in is on record, unless this actor has filled the hour.

    ``is_counted_by_subject`` gives every subject an hour of its own, where outsiders cannot make
    subjects up: who knocks at one account does not hide knocking at another. The last one that fits
    says that more are not recorded. Returns whether it was recorded.
    """
    since = timezone.now() - dt.timedelta(hours=1)
    earlier = AuditEvent.objects.filter(actor=actor, act=act, at__gt=since)
    if is_counted_by_subject:
        earlier = earlier.filter(subject=subject)
    known = earlier.count()
    if known >= MAX_KNOCKS_AN_HOUR:
        return False
    is_last = known + 1 == MAX_KNOCKS_AN_HOUR
    audit_record(
        actor=actor,
        act=act,
        subject=subject[:200],
        details=dict(details or {}) | ({"more_are_not_recorded": True} if is_last else {}),
        is_write=False,
    )
    return True


def sign_in_record(*, account: Account, method: str) -> None:
    """The sign-in is on record; expired sessions and forgotten attempts are gone."""
    SessionStore.clear_expired()
    CacheEntry.objects.filter(expires__lt=timezone.now()).delete()
    audit_record(
        actor=actor_key(account),
        act="account.sign-in",
        subject=_subject(account),
        details={"method": method},
        is_write=False,
    )


def security_record(*, account: Account, act: str) -> None:
    """What somebody changed about the own sign-in is on record."""
    audit_record(actor=actor_key(account), act=act, subject=_subject(account), is_write=False)


def account_adopt(*, actor: Actor, account: Account) -> None:
    """The account that a library has made at the identity provider's word is on record as made."""
    require(actor, MANAGE_ACCOUNTS)
    audit_record(
        actor=actor_key(actor), act="account.create", subject=_subject(account), is_write=False
    )


def form_hold(*, account_id: int, path: str, content: Mapping[str, list[str]]) -> bool:
    """The form is kept for the account, in place of an older one from the same address.

    False, and nothing kept, where the account is gone. Forms older than a week are forgotten.
    """
    if not Account.objects.filter(pk=account_id, is_active=True).exists():
        return False
    now = timezone.now()
    HeldForm.objects.filter(held_at__lt=now - HELD_FOR).delete()
    HeldForm.objects.update_or_create(
        account_id=account_id,
        path=path[:500],
        defaults={"content": dict(content), "held_at": now},
    )
    return True


def form_release(*, account: Account, path: str) -> None:
    """Nothing is held any more for the account at this address."""
    HeldForm.objects.filter(account=account, path=path).delete()


def _subject(account: Account) -> str:
    return f"account:{account.pk}"


def _words(role: GrantedRole) -> dict[str, Any]:
    return {"role": role.role, "institution": role.institution or None, "plan": role.plan or None}


__all__ = [
    "AccountRejected",
    "account_adopt",
    "account_close",
    "account_create",
    "account_open",
    "form_hold",
    "form_release",
    "knock_record",
    "password_set",
    "role_grant",
    "role_revoke",
    "roles_follow_provider",
    "security_record",
    "sign_in_record",
]
