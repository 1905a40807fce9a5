# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Where a personal link leads, as it stands in a letter."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from leitstand.core.languages import Language
from leitstand.steering.services.links import link_token

HIDDEN = "…"
_ANY = "token"


def answer_address(key: str, language: Language) -> str:
    """The whole address of a personal link; with it one can answer, so only its holder gets it."""
    return _address(link_token(key), language)


def hidden_address(_key: str, language: Language) -> str:
    """The same address for somebody who rehearses: it leads nowhere."""
    return _address(HIDDEN, language)


def _address(token: str, language: Language) -> str:
    # Not by ui.addresses, which remembers every address that it made.
    with translation.override(language):
        path = reverse("steering:answer", kwargs={"token": _ANY})
    return f"{settings.LEITSTAND_BASE}{path.removesuffix(_ANY)}{token}"
