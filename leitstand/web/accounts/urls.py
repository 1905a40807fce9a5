# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Addresses at the door. The names are allauth's, which looks for its own pages by them.

Of allauth's addresses only these exist: no change of e-mail address, no connecting of accounts.
"""

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from leitstand.core.permissions import HAVE_ACCOUNT
from leitstand.ui.access import PUBLIC, declare
from leitstand.ui.pages import requires
from leitstand.web.accounts import provider
from leitstand.web.accounts.second_factor import SecondFactorView


def borrowed(route: str, view: Any, name: str, shows: str, access: str = PUBLIC) -> URLPattern:
    """The route to a page of allauth's, with who may ask for it and what it shows."""

    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = view(request, **kwargs)
        if isinstance(response, TemplateResponse):
            response.context_data = ways_in() | dict(response.context_data or {})
        return response

    answer.__doc__ = shows
    guarded: Callable[..., HttpResponse] = (
        declare(answer, PUBLIC) if access == PUBLIC else requires(access)(answer)
    )
    return path(route, guarded, name=name)


def ways_in() -> dict[str, object]:
    """What a page about signing in must know of the installation."""
    return {
        "sign_in_service": settings.LEITSTAND_OIDC_NAME if settings.LEITSTAND_OIDC_URL else "",
        "sign_up_is_open": settings.LEITSTAND_SIGNUP,
    }


def change_password(request: HttpRequest) -> HttpResponse:
    """Only who has a password can change it; others sign in through the identity provider."""
    if not (request.user.is_authenticated and request.user.has_usable_password()):
        raise PermissionDenied
    response: HttpResponse = account.password_change(request)
    return response


urlpatterns = [
    borrowed("konto/anmelden", account.login, "account_login", "Signing in."),
    borrowed("konto/abmelden", account.logout, "account_logout", "Signing out, by a button."),
    borrowed(
        "konto/registrieren",
        account.signup,
        "account_signup",
        "An account of one's own, where the operator allows that.",
    ),
    borrowed(
        "konto/gesperrt", account.account_inactive, "account_inactive", "The account is closed."
    ),
    borrowed(
        "konto/passwort",
        change_password,
        "account_change_password",
        "A new password.",
        HAVE_ACCOUNT,
    ),
    borrowed(
        "konto/bestaetigen",
        account.reauthenticate,
        "account_reauthenticate",
        "The password once more, before the second factor is changed.",
        HAVE_ACCOUNT,
    ),
    borrowed(
        "konto/zweiter-faktor",
        mfa.index,
        "mfa_index",
        "How the second factor stands.",
        HAVE_ACCOUNT,
    ),
    borrowed(
        "konto/zweiter-faktor/eingabe",
        mfa.authenticate,
        "mfa_authenticate",
        "The second step of signing in; leads back to the first where that was not taken.",
    ),
    borrowed(
        "konto/zweiter-faktor/bestaetigen",
        mfa.reauthenticate,
        "mfa_reauthenticate",
        "The code once more, before the second factor is changed.",
        HAVE_ACCOUNT,
    ),
    borrowed(
        "konto/zweiter-faktor/einrichten",
        SecondFactorView.as_view(),
        "mfa_activate_totp",
        "Sets up an authenticator app.",
        HAVE_ACCOUNT,
    ),
    borrowed(
        "konto/zweiter-faktor/abschalten",
        totp.deactivate_totp,
        "mfa_deactivate_totp",
        "Takes the authenticator app away.",
        HAVE_ACCOUNT,
    ),
    borrowed(
        "konto/zweiter-faktor/notfallcodes",
        codes.view_recovery_codes,
        "mfa_view_recovery_codes",
        "The recovery codes that are left.",
        HAVE_ACCOUNT,
    ),
    borrowed(
        "konto/zweiter-faktor/notfallcodes/neu",
        codes.generate_recovery_codes,
        "mfa_generate_recovery_codes",
        "New recovery codes in place of the old.",
        HAVE_ACCOUNT,
    ),
    borrowed(
        "konto/anmeldedienst-abgebrochen",
        social.login_cancelled,
        "socialaccount_login_cancelled",
        "Signing in at the identity provider was broken off.",
    ),
    borrowed(
        "konto/anmeldedienst-fehler",
        social.login_error,
        "socialaccount_login_error",
        "Signing in at the identity provider failed.",
    ),
]
# The identity provider knows one address to come back to, whatever the reader's language.
fixed_patterns = [
    borrowed(
        "konto/oidc/<slug:provider_id>/anmelden",
        provider.login,
        "openid_connect_login",
        "Leads to the identity provider.",
    ),
    borrowed(
        "konto/oidc/<slug:provider_id>/zurueck",
        provider.callback,
        "openid_connect_callback",
        "Comes back from the identity provider.",
    ),
]
