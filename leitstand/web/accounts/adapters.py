# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What allauth asks us: who may sign up, what goes on record, what it says in German.

allauth does the work at the door (passwords, second factor, throttling, OpenID Connect). Its own
German says "du" and its events go nowhere, so words and record are ours.
"""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from leitstand.core.accounts.actors import Account, Operator, actor_key
from leitstand.core.accounts.selectors import account_by_username
from leitstand.core.accounts.services import (
    AccountRejected,
    account_adopt,
    knock_record,
    roles_follow_provider,
    security_record,
    sign_in_record,
)
from leitstand.core.rules import roles_from_claims

# What allauth would write a mail about is what belongs on record.
ACTS = {
    "account/email/password_changed": "account.password",
    "mfa/email/totp_activated": "account.second-factor-on",
    "mfa/email/totp_deactivated": "account.second-factor-off",
    "mfa/email/recovery_codes_generated": "account.recovery-codes",
}
_MISMATCH = _("Benutzername oder Passwort stimmen nicht.")
_TOO_MANY = _("Zu viele Fehlversuche. Bitte warten Sie fünf Minuten.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Passwords and the sign-in as a whole."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _MISMATCH,
        "username_password_mismatch": _MISMATCH,
        "too_many_login_attempts": _TOO_MANY,
        "rate_limited": _TOO_MANY,
        "enter_current_password": _("Das bisherige Passwort stimmt nicht."),
        "incorrect_password": _("Das Passwort stimmt nicht."),
        "username_taken": _("Diesen Benutzernamen gibt es schon."),
        "password_mismatch": _("Die beiden Passwörter sind nicht gleich."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether strangers may make themselves an account."""
        return bool(settings.LEITSTAND_SIGNUP)

    def is_ajax(self, request: HttpRequest) -> bool:
        """Never: these pages answer with pages."""
        return False

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse:
        """The sign-in is on record."""
        methods = request.session.get("account_authentication_methods") or [{}]
        words = "+".join(str(one.get("method")) for one in methods)
        sign_in_record(account=user, method=words)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Attempts are counted by name alone.

        The library adds the Host header, whose port anybody can make up: every port would have its
        own five attempts.
        """
        return str(credentials.get("username", "")).lower()

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A failed sign-in is on record, if such an account exists.

        A name that is no account is not written down: people type passwords into the wrong field.
        """
        account = account_by_username(str(credentials.get("username") or ""))
        if account is not None:
            knock_record(
                actor="nobody",
                act="account.sign-in-failed",
                subject=actor_key(account),
                is_counted_by_subject=True,
            )

    def send_notification_mail(
        self, template_prefix: str, user: Account, *args: Any, **kwargs: Any
    ) -> None:
        """A change to how somebody signs in is on record."""
        if template_prefix in ACTS:
            security_record(account=user, act=ACTS[template_prefix])


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second factor. Its secrets are encrypted: a stolen backup is no second factor."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Der Code stimmt nicht. Er gilt nur eine halbe Minute."),
    }

    def encrypt(self, text: str) -> str:
        """The text, readable only with the installation's key."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text; a secret from under another key opens nothing, and says nothing."""
        try:
            return _fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return ""

    def get_totp_label(self, user: Account) -> str:
        """What the authenticator app shows."""
        return user.username


def _fernet() -> Fernet:
    key = hashlib.sha256(b"leitstand.second-factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Who comes from the identity provider: known by subject, never by e-mail address."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """The account's roles are what the provider says now, before the sign-in goes on."""
        if sociallogin.is_existing:
            self._follow(request, sociallogin)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Whoever gets a role by a claim may have an account; others only where sign-up is open."""
        roles = roles_from_claims(settings.LEITSTAND_OIDC_ROLES, sociallogin.claims)
        return bool(roles) or bool(settings.LEITSTAND_SIGNUP)

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Account:
        """There is an account for the subject, with the roles of its claims."""
        with transaction.atomic():
            account: Account = super().save_user(request, sociallogin, form)
            account_adopt(actor=_provider(sociallogin), account=account)
            self._follow(request, sociallogin)
        return account

    def _follow(self, request: HttpRequest, sociallogin: Any) -> None:
        try:
            roles_follow_provider(
                actor=_provider(sociallogin),
                account=sociallogin.user,
                roles=roles_from_claims(settings.LEITSTAND_OIDC_ROLES, sociallogin.claims),
            )
        except AccountRejected as error:
            page = render(
                request,
                "socialaccount/authentication_error.html",
                {"words": str(error)},
                status=403,
            )
            raise ImmediateHttpResponse(page) from error

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> None:
        """A refused answer of the provider is on record, with the kind of mistake alone."""
        if exception is not None:
            knock_record(
                actor=f"provider:{provider.app.provider_id}",
                act="account.sign-in-failed",
                subject="token",
                details={"problem": str(exception)[:200]},
            )


def _provider(sociallogin: Any) -> Operator:
    return Operator(f"provider:{sociallogin.account.provider}")
