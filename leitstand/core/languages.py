# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The two languages of the interface."""

from typing import Literal, TypeAlias

from django.utils.translation import get_language

Language: TypeAlias = Literal["de", "en"]


def reader_language() -> Language:
    """The language of the current page, mail or command: English where asked, else German."""
    return "en" if (get_language() or "de").startswith("en") else "de"
