# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Parts of sentences that every section needs: lists, shares, quotations, paragraphs."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.reports.document import Bullets, Inline, Paragraph
from leitstand.steering.rules.rollup import Count, Share
from leitstand.ui.formats import number

MOST_QUOTED: Final = 420
_PARAGRAPHS = re.compile(r"\n\s*\n")
_DOTS = "\u00a0[…]"


def joined(parts: Sequence[str]) -> str:
    """ "a, b und c"; one part stands alone, none is empty."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s und %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def sentences(*parts: str) -> Paragraph:
    """One paragraph of sentences; empty ones are left out."""
    return Paragraph((" ".join(one for one in parts if one),))


def paragraph(*spans: Inline) -> Paragraph:
    """One paragraph of data."""
    return Paragraph(spans)


def bullets(items: Iterable[tuple[Inline, ...]]) -> Bullets:
    """A list of short paragraphs of data."""
    return Bullets(tuple(Paragraph(one) for one in items))


def office(words: str) -> tuple[Paragraph, ...]:
    """What the office wrote, paragraph by paragraph; nothing where it wrote nothing."""
    return tuple(
        Paragraph((" ".join(one.split()),), voice="office")
        for one in _PARAGRAPHS.split(words.strip().replace("\r\n", "\n"))
        if one.strip()
    )


def told(words: str) -> tuple[str, ...]:
    """What an institution wrote in full, as paragraphs without line breaks."""
    split = _PARAGRAPHS.split(words.strip().replace("\r\n", "\n"))
    return tuple(" ".join(one.split()) for one in split if one.strip())


def clipped(words: str, most: int = MOST_QUOTED) -> str:
    """The words on one line; longer ones end with dots, at a blank where there is one."""
    text = " ".join(words.split())
    if len(text) <= most:
        return text
    # One letter more: a word that just fits is not cut.
    at = text[: most + 1].rfind(" ")
    return text[: at if at > most // 2 else most].rstrip(" ,;:–") + _DOTS


def percent(share: Share) -> str:
    """The part as words, „84 %“, rounded down; what is not none is never 0 %."""
    whole = share.part * 100 // share.whole if share.whole else 0
    if share.part and not whole:
        return _("unter %(percent)d %%") % {"percent": 1}
    return _("%(percent)d %%") % {"percent": whole}


def measures_count(count: int) -> str:
    """ "1 Maßnahme", "12 Maßnahmen"."""
    return ngettext("%(count)s Maßnahme", "%(count)s Maßnahmen", count) % {"count": number(count)}


def counted(values: Iterable[Count]) -> Mapping[str, int]:
    """How many of each, by value."""
    return {one.value: one.count for one in values}


def shortened(names: Sequence[str], most: int) -> tuple[str, ...]:
    """The first names, and how many more there are."""
    if len(names) <= most + 1:
        return tuple(names)
    rest = len(names) - most
    more = ngettext("und %(count)s weitere", "und %(count)s weitere", rest)
    return (*names[:most], more % {"count": number(rest)})
