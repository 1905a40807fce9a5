# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Who asks, and whether the view says who may."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from leitstand.core.accounts.actors import Account, actor_key
from leitstand.core.accounts.services import knock_record
from leitstand.core.permissions import NotPermitted
from leitstand.core.rules import split_by_second_factor
from leitstand.ui.access import access_of

Answer = Callable[[HttpRequest], HttpResponse]
# What allauth notes in the session about how somebody signed in.
METHODS_KEY = "account_authentication_methods"
METHODS_OF_KEY = "account_authentication_methods_user"


class SignInMiddleware:
    """``request.user`` is the account of the session, with its roles, or nobody.

    Nothing is read before somebody asks, and then one statement reads all of it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as somebody."""
        request.user = SimpleLazyObject(lambda: signed_in(request))  # type: ignore[assignment]
        return self.get_response(request)


def signed_in(request: HttpRequest) -> Account | AnonymousUser:
    """The account, if the session is live, its account active and its password unchanged."""
    session: Any = request.session
    if SESSION_KEY not in session:
        return AnonymousUser()
    account: Account | None = session.account
    is_sound = (
        account is not None
        and account.is_active
        and str(account.pk) == str(session[SESSION_KEY])
        and session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        and constant_time_compare(
            session.get(HASH_SESSION_KEY, ""), account.get_session_auth_hash()
        )
    )
    if not is_sound or account is None:
        session.flush()
        return AnonymousUser()
    account.roles, account.resting_roles = split_by_second_factor(
        account.roles or (), has_second_factor=_has_second_factor(account, session)
    )
    return account


def _has_second_factor(account: Account, session: Any) -> bool:
    """Whether one was shown in this session, is not asked for, or the identity provider's business.

    That the account has one is not enough: a session that a stolen password opened before would
    come into its roles the moment the owner sets one up.
    """
    if settings.LEITSTAND_MFA != "required":
        return True
    if session.get(METHODS_OF_KEY) != str(account.pk):
        return False
    methods = {one.get("method") for one in session.get(METHODS_KEY, ())}
    return "socialaccount" in methods or (account.has_second_factor and "mfa" in methods)


class AccessMiddleware:
    """A view that does not say who may ask for it is not run; a refusal goes on record."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; the work is in the hooks below."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        """Forbid what is not declared."""
        if access_of(view) is None:
            raise NotPermitted("undeclared", request.path)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Record who was refused what; Django answers 403."""
        if isinstance(exception, NotPermitted):
            record_refusal(request, exception)


def record_refusal(request: HttpRequest, refused: NotPermitted) -> None:
    """The refusal is on record, unless the hour is full. Strangers share one hour."""
    user = request.user
    is_account = isinstance(user, Account) or user.is_authenticated
    knock_record(
        actor=actor_key(user) if is_account else "nobody",  # type: ignore[arg-type]
        act="access.refused",
        subject=request.path,
        details={"permission": refused.permission, "method": request.method},
    )
