# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Where a personal link leads, as it stands in a letter."""

from django.conf import settings
from django.core.signing import Signer

from leitstand.core.languages import Language

HIDDEN = "…"
_signer = Signer(sep=".", salt="steering.answer-link")


def answer_address(key: str, language: Language) -> str:
    """The whole address of a personal link; with it one can answer, so only its holder gets it."""
    return _address(_signer.sign(key), language)


def hidden_address(_key: str, language: Language) -> str:
    """The same address for somebody who rehearses: it leads nowhere."""
    return _address(HIDDEN, language)


def _address(token: str, language: Language) -> str:
    prefix = "" if language == "de" else f"/{language}"
    return f"{settings.LEITSTAND_BASE}{prefix}/antwort/{token}"
