# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What institutions wrote, in quotation marks and with where it comes from."""

from collections.abc import Callable, Iterable, Iterator

from django.utils.translation import gettext as _

from leitstand.reports.building.basis import Basis
from leitstand.reports.building.cells import limits_of, owner_of
from leitstand.reports.building.words import clipped
from leitstand.reports.document import Bullets, Inline, PageOf, Paragraph
from leitstand.steering.answer import AnswerContent
from leitstand.steering.selectors.results import ResultLine


def obstacles(content: AnswerContent) -> str:
    """What the answer names as obstacles."""
    return content.obstacles


def support(content: AnswerContent) -> str:
    """What support the answer wants."""
    return content.support_wanted


def account(content: AnswerContent) -> str:
    """What the answer tells."""
    return content.account


def quotes(
    basis: Basis, lines: Iterable[ResultLine], of: Callable[[AnswerContent], str]
) -> tuple[Bullets, ...]:
    """One list of quotations, in the order of the plan; none where nobody wrote anything."""
    found = tuple(_quotes(basis, lines, of))
    return (Bullets(found),) if found else ()


def _quotes(
    basis: Basis, lines: Iterable[ResultLine], of: Callable[[AnswerContent], str]
) -> Iterator[Paragraph]:
    for one in lines:
        words = of(one.line.content) if one.line.content else ""
        if words.strip():
            yield Paragraph(quoted(basis, one, words))


def quoted(basis: Basis, one: ResultLine, words: str) -> tuple[Inline, ...]:
    """Who says what of which measure; longer words are cut and stand in full in the annex."""
    text = clipped(words)
    limits = limits_of(basis, one)
    who = (
        _("%(who)s (%(part)s)") % {"who": owner_of(one), "part": limits}
        if limits
        else owner_of(one)
    )
    said = _("%(measure)s, %(who)s: „%(words)s“") % {
        "measure": one.line.measure.label,
        "who": who,
        "words": text,
    }
    if text == " ".join(words.split()):
        return (said, basis.cites.of(basis.results, one))
    full = PageOf(annex_key(one.row.measure), _("im Anhang ganz"))
    return (said, basis.cites.of(basis.results, one), " (", full, ")")


def annex_key(measure: str) -> str:
    """The section of the annex that holds everything about a measure."""
    return f"massnahme-{measure}"
