# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Words that the sentences of several rules share."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.steering.enums import Outlook, Overall, Progress
from leitstand.ui import formats


def folded(words: str) -> str:
    """Two spellings of one name are the same here: by case and spaces they do not differ."""
    return " ".join(words.split()).casefold()


def on_day(value: dt.date) -> str:
    """A day in words, in the active language."""
    return _on_day(value, get_language())


@lru_cache(maxsize=4096)
def _on_day(value: dt.date, language: str | None) -> str:
    """A board judges a hundred answers at once, and they name the same few days."""
    return formats.day(value)


@lru_cache(maxsize=1024)
def _euro(value: Decimal, language: str | None) -> str:
    return formats.number(value, 2)


def euro(value: Decimal) -> str:
    """An amount with cents, in the active language, without the sign."""
    return _euro(value, get_language())


def state_words(state: str) -> str:
    """What a state is called, be it of one answer or of a measure as a whole."""
    if state in Overall:
        return str(Overall(state).label)
    return str(Progress(state).label)


def outlook_words(outlook: str) -> str:
    """What a self-assessment is called."""
    return str(Outlook(outlook).label)


def listed(names: Iterable[str]) -> str:
    """Titles in quotation marks, one after the other."""
    return ", ".join(_("„%(name)s“") % {"name": name} for name in names)
