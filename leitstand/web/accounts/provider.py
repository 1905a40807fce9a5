# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""OpenID Connect, stricter than allauth's own.

allauth's own provider trusts an ID token that came straight from the token endpoint without looking
at its signature, and sends no nonce. OpenID Connect Core 3.1.3.7 allows the first over TLS; but we
do not know the operator's network, so every token is checked whole: signature with the provider's
published keys and an asymmetric algorithm, issuer, audience, authorised party, age, and our nonce.
What the user info endpoint says counts only if it speaks of the same subject (5.3.2).
"""

import logging
from typing import Any

import jwt
import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, get_random_string
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)
ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "ES256", "ES384", "EdDSA"})


class StrictAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """One round trip to the provider. ``nonce`` is what we sent along with it."""

    nonce = ""

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any
    ) -> Any:
        """The sign-in that the token proves. Raises ``OAuth2Error`` for one that proves nothing."""
        raw = kwargs["response"].get("id_token")
        if not raw:
            raise OAuth2Error("no ID token")
        claims = self._decode_id_token(app, raw)
        told = self._fetch_user_info(token.token)
        if told.get("sub") != claims["sub"]:
            raise OAuth2Error("user info of another subject")
        return self.get_provider().sociallogin_from_response(
            request, {"id_token": claims, "userinfo": told}
        )

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            algorithm, key = jwtkit.fetch_key(
                id_token, self.openid_config["jwks_uri"], jwtkit.lookup_kid_jwk
            )
            if algorithm not in ALGORITHMS:
                raise OAuth2Error("algorithm not allowed")
            claims: dict[str, Any] = jwt.decode(
                id_token,
                key=key,
                algorithms=[algorithm],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                leeway=60,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except (jwt.PyJWTError, KeyError) as error:
            raise OAuth2Error(f"ID token refused: {error}") from error
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if (several or "azp" in claims) and claims.get("azp") != app.client_id:
            raise OAuth2Error("ID token refused: for another party")
        if not self.nonce or not constant_time_compare(str(claims.get("nonce", "")), self.nonce):
            raise OAuth2Error("ID token refused: not an answer to our question")
        return claims


class StrictProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """The institutions' identity provider, as the operator configured it."""

    oauth2_adapter_class = StrictAdapter

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Only where to return to comes from the browser: no scope, parameter or process does."""
        kwargs: dict[str, Any] = super().get_redirect_from_request_kwargs(request)
        kwargs |= {"scope": self.get_scope(), "auth_params": {}, "process": "login"}
        return kwargs

    def redirect(
        self,
        request: HttpRequest,
        process: str,
        next_url: Any = None,
        data: Any = None,
        **kwargs: Any,
    ) -> HttpResponse:
        """Lead to the provider by a page of our own.

        A form may only lead to ourselves (CSP), and browsers hold redirects after it to that.
        """
        nonce = get_random_string(32)
        params = (kwargs.pop("auth_params", None) or {}) | {"nonce": nonce}
        response: HttpResponse = super().redirect(
            request, process, next_url, data, auth_params=params, nonce=nonce, **kwargs
        )
        if not isinstance(response, HttpResponseRedirect):
            return response
        return render(
            request, "socialaccount/leaving.html", {"target": response.url, "provider": self.name}
        )

    def sociallogin_from_response(self, request: HttpRequest, response: Any) -> Any:
        """The sign-in, with its claims beside it: in the database stays only the subject."""
        login = super().sociallogin_from_response(request, response)
        login.claims = response["id_token"] | response["userinfo"]
        login.account.extra_data = {}
        return login

    def extract_email_addresses(self, data: Any) -> list[Any]:
        """None: an address is no identity here."""
        return []


class StrictCallback(OAuth2CallbackView):  # type: ignore[misc]
    """The way back from the provider."""

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, response = super()._get_state(request, provider)
        if state is not None:
            self.adapter.nonce = state.get("nonce") or ""
        return state, response


def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Leads to the identity provider; asks first where the browser came by a link."""
    return _answer(OAuth2LoginView, request, provider_id)


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Takes what the identity provider says, and signs in or says why not."""
    return _answer(StrictCallback, request, provider_id)


def _answer(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        get_adapter(request).get_provider(request, provider_id)
        answer: HttpResponse = view.adapter_view(StrictAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except (requests.RequestException, KeyError):
        logger.exception("the identity provider does not answer as a provider should")
        words = _("Der Anmeldedienst antwortet nicht. Bitte versuchen Sie es später noch einmal.")
        template = "socialaccount/authentication_error.html"
        return render(request, template, {"words": words}, status=503)
    return answer


registry.register(StrictProvider)
