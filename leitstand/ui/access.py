# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Every view says who may ask for it: everyone, or whoever holds a permission.

The word stands on the view as ``access``; a view without it is never run (middleware of the web
room), and a test of the house finds it before that.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_cache_control

from leitstand.core.permissions import NotPermitted, allows
from leitstand.ui import held_forms
from leitstand.ui.addresses import address

PUBLIC = "public"
AnyView = TypeVar("AnyView", bound=Callable[..., Any])


def declare(view: AnyView, access: str) -> AnyView:
    """Mark a view that is guarded elsewhere, or open to everyone (``PUBLIC``)."""
    view.access = access  # type: ignore[attr-defined]
    return view


def public(view: AnyView) -> AnyView:
    """Mark a view that is no page as open to everyone; `public_page` marks those that are."""
    return declare(view, PUBLIC)


def access_of(view: Any) -> str | None:
    """``PUBLIC``, the permission that the view asks for, or None where it says nothing."""
    return getattr(view, "access", None)


def refusal(request: HttpRequest, permission: str, *, is_page: bool) -> HttpResponse | None:
    """None if the person may; else where to go first: sign in, or set up the second factor.

    What was posted is held where the form carries its ticket. Raises :class:`NotPermitted` where
    going elsewhere does not help: wrong role, or a program that asks for data.
    """
    user = getattr(request, "user", None)
    if allows(user, permission):
        # Somebody else's form, sent under this sign-in: it is neither taken nor lost.
        if request.method == "POST" and held_forms.belongs_to_another(request):
            held_forms.hold(request)
            raise NotPermitted(permission, request.path)
        return None
    is_signed_in = user is not None and user.is_authenticated
    if not is_page or (is_signed_in and not getattr(user, "resting_roles", ())):
        raise NotPermitted(permission, request.path)
    was_held = request.method == "POST" and held_forms.hold(request)
    name = "mfa_activate_totp" if is_signed_in else "account_login"
    return HttpResponseRedirect(held_forms.way_back(address(name), request, was_held=was_held))


def never_stored(response: HttpResponse) -> HttpResponse:
    """The answer is for one person: no cache keeps it, neither the browser's nor another."""
    patch_cache_control(response, private=True, no_store=True)
    return response
