# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A filled form survives a sign-in that ran out.

Every form that writes carries a *ticket*: account and address, signed. If the form comes back when
nobody, or somebody else, is signed in, the ticket proves whose it is, so what was written is kept
for that account and shown again after the next sign-in. Nobody without a ticket can make the
installation keep anything, and each account has one held form for each address.

In the template of a form: ``{{ form_ticket(request) }}`` (the CSRF token comes with it).
In the view, for GET: ``kept = held_forms.held(request)`` gives the values to fill in (bind the form
to ``kept.values``) or None; after the form was taken: ``held_forms.release(request)``.
"""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core import signing
from django.http import HttpRequest, QueryDict
from django.middleware.csrf import get_token
from django.utils.html import format_html
from django.utils.safestring import SafeString

from leitstand.core.accounts import selectors, services

FIELD = "_ticket"
VALID_FOR = dt.timedelta(days=7)
_SALT = "leitstand.held-form"
_OWN_FIELDS = frozenset({FIELD, "csrfmiddlewaretoken"})


@dataclass(frozen=True, slots=True)
class Held:
    """What was written, as the form takes it, and when it was sent."""

    values: QueryDict
    at: dt.datetime


def form_ticket(request: HttpRequest) -> SafeString:
    """The hidden fields of a form that writes: CSRF token, and the ticket for its own address."""
    owner = request.user.pk if request.user.is_authenticated else None
    ticket = signing.dumps([owner, request.path], salt=_SALT)
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="{}" value="{}">',
        get_token(request),
        FIELD,
        ticket,
    )


def held(request: HttpRequest) -> Held | None:
    """What the person who is signed in wrote at this address and could not save."""
    if not request.user.is_authenticated:
        return None
    found = selectors.held_form(request.user, request.path)
    if found is None:
        return None
    at, content = found
    values = QueryDict(mutable=True)
    for name, written in content.items():
        values.setlist(name, written)
    return Held(values, at)


def release(request: HttpRequest) -> None:
    """The form was taken: what was held for it is forgotten."""
    if request.user.is_authenticated:
        services.form_release(account=request.user, path=request.path)


def hold(request: HttpRequest) -> bool:
    """Keep what was posted for whoever the ticket names; False without a valid ticket."""
    owner = _owner(request)
    if owner is None:
        return False
    content = {
        name: [str(word) for word in words]
        for name, words in request.POST.lists()
        if name not in _OWN_FIELDS
    }
    return services.form_hold(account_id=owner, path=request.path, content=content)


def belongs_to_another(request: HttpRequest) -> bool:
    """Whether the form was made for another account than the one that is signed in."""
    owner = _owner(request)
    return owner is not None and owner != request.user.pk


def has_ticket(request: HttpRequest) -> bool:
    """Whether the posted form carries a valid ticket for this address."""
    return _owner(request) is not None


def way_back(target: str, request: HttpRequest, *, was_held: bool) -> str:
    """``target``, with the address to return to, and whether something waits there."""
    # A form is shown again by GET at its own address; filters of a page are kept.
    back = request.path if request.method == "POST" else request.get_full_path()
    return f"{target}?{urlencode({'next': back} | ({'held': '1'} if was_held else {}))}"


def _owner(request: HttpRequest) -> int | None:
    """Whose form it is, if the ticket is ours, young enough and for this address."""
    try:
        owner, path = signing.loads(request.POST.get(FIELD, ""), salt=_SALT, max_age=VALID_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return owner if path == request.path and isinstance(owner, int) else None
