# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Marks that a reader must see: found words in a text, and what is invented."""

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from leitstand.core.search.marks import MarkedText


def marked(found: MarkedText) -> Markup:
    """The text with ``<mark>`` around its spans; every piece of it is escaped."""
    pieces: list[str] = []
    done = 0
    for start, end in found.spans:
        if start < done:  # a word inside a marked one
            continue
        pieces += (
            escape(found.text[done:start]),
            "<mark>",
            escape(found.text[start:end]),
            "</mark>",
        )
        done = end
    pieces.append(escape(found.text[done:]))
    # Every piece is either one of the two tags above or was escaped.
    return Markup("".join(pieces))  # noqa: S704


def example_mark(is_example: bool) -> str:
    """ "Beispieldaten" where what it stands beside is invented, else nothing."""
    return _("Beispieldaten") if is_example else ""
