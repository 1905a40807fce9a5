# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How a mail speaks: plain text from a template, in the language of whoever reads it."""

import re
import textwrap
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from leitstand.core.languages import Language
from leitstand.ui import formats

WIDTH = 72
# Mail programs fold away what follows such a line; its space belongs to it (RFC 3676).
_ENDING = "-- "
_ITEM = re.compile(r"- |  ")


@dataclass(frozen=True, slots=True)
class MailText:
    """What a mail says: one line, and lines of at most 72 signs as far as words allow."""

    subject: str
    body: str


def mail_text(template: str, *, language: Language, **facts: Any) -> MailText:
    """The template's words about the facts. Its first line is the subject, the rest the body.

    Nothing is escaped, because nothing is HTML: a fact stands there as it is.
    """
    with translation.override(language):
        text = _environment().get_template(template).render(**facts)
    subject, _newline, body = text.strip().partition("\n")
    return MailText(" ".join(subject.split()), wrapped(body))


def wrapped(text: str) -> str:
    """Paragraphs and list items in short lines, at most one empty line between them."""
    lines = [_folded(line) for line in text.strip("\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def _folded(line: str) -> str:
    if line == _ENDING:
        return line
    mark = _ITEM.match(line)
    return textwrap.fill(
        line.rstrip(),
        WIDTH,
        subsequent_indent="  " if mark else "",
        break_long_words=False,
        break_on_hyphens=False,
    )


def one_line(text: str, most: int = 200) -> str:
    """Foreign words as a mail may repeat them: no line breaks, no signs that cannot be seen."""
    kept = "".join(sign if sign.isprintable() else " " for sign in text)
    found = " ".join(kept.split())
    return found if len(found) <= most else f"{found[: most - 1].rstrip()}…"


@cache
def _environment() -> Environment:
    engine: Any = settings.TEMPLATES[0]
    env = Environment(
        autoescape=False,  # noqa: S701  (plain text; a browser never reads it)
        loader=FileSystemLoader(engine["DIRS"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True
    )
    env.filters.update(
        number=formats.number, date=formats.day, datetime=formats.instant, one_line=one_line
    )
    return env
