# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""German words of the interface in English, for pages that are written in English."""

from functools import cache

from babel.messages.pofile import read_po
from django.utils import translation

from tests.house.checkout import ROOT

CATALOGUE = ROOT / "leitstand" / "locale" / "en" / "LC_MESSAGES" / "django.po"


@cache
def _catalogue() -> dict[str, str]:
    # The source file, not the compiled one: that may be older, and is not in the checkout.
    with CATALOGUE.open("rb") as source:
        return {str(one.id): str(one.string) for one in read_po(source, locale="en") if one.id}


def english(text: object) -> str:
    """The English for a message; the German where there is none yet."""
    with translation.override("de"):
        german = str(text)
    return _catalogue().get(german) or german
