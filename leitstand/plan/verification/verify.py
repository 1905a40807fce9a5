# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The one function of this package: a plan document held against the text it was made from."""

import hashlib

from django.utils.translation import gettext as _

from leitstand.plan.document import PlanDocument
from leitstand.plan.enums import Numbering
from leitstand.plan.verification.claims import Claims
from leitstand.plan.verification.language import GERMAN, PlanLanguage
from leitstand.plan.verification.numbering import Headings
from leitstand.plan.verification.outline import outline
from leitstand.plan.verification.references import References
from leitstand.plan.verification.report import OTHER_EDITION, PLAN, Ledger, Report
from leitstand.plan.verification.roles import Directory
from leitstand.plan.verification.structure import Structures
from leitstand.plan.verification.text import PublishedText


def verify(document: PlanDocument, text: str, language: PlanLanguage = GERMAN) -> Report:
    """Hold a package against the published text, word for word.

    The text is read on its own first (items, roles, references), then compared in both
    directions: nothing printed is missing from the package, nothing in the package is unprinted.
    Neither argument is changed; no file and no database is touched.
    """
    document = _as_printed(document)
    ledger = Ledger()
    published = PublishedText.of(text, language.suspending)
    headings = _headings(document)
    claims = Claims(published, outline(published, headings, language), headings, language, ledger)
    structures = Structures(claims, Directory.of(document.institutions, language))
    _check_edition(document, text, ledger)
    _check_ids(document, ledger)
    claims.check(document.measures)
    structures.check(document.measures)
    References(document, structures, ledger).check()
    ledger.confirmed["lines"] = sum(1 for line in _covered(document) if published.line(line))
    return ledger.report()


def _as_printed(document: PlanDocument) -> PlanDocument:
    """The plan without what was decided on after it was printed."""
    joined = {measure.id for measure in document.measures if measure.joined}
    if not joined:
        return document
    undertakings = tuple(
        one.model_copy(
            update={"measures": tuple(m for m in one.measures if m.measure not in joined)}
        )
        for one in document.plan.undertakings
    )
    return document.model_copy(
        update={
            "plan": document.plan.model_copy(update={"undertakings": undertakings}),
            "measures": tuple(m for m in document.measures if m.id not in joined),
        }
    )


def _covered(document: PlanDocument) -> set[int]:
    """The lines that measures, or the passages of their structure, stand in."""
    covered = set[int]()
    for measure in document.measures:
        for lines in (measure.printed.lines, measure.printed.structure_lines):
            if lines:
                covered.update(range(lines[0], lines[1] + 1))
    return covered


def _headings(document: PlanDocument) -> Headings:
    """How measures and parts are numbered: by the plan's last two levels."""
    levels = document.plan.levels
    if len(levels) < 2:
        return Headings.of(Numbering.ROMAN, Numbering.ALPHA)
    return Headings.of(Numbering(levels[-2].numbering), Numbering(levels[-1].numbering))


def _check_edition(document: PlanDocument, text: str, ledger: Ledger) -> None:
    expected = document.plan.source_sha256
    actual = hashlib.sha256(text.encode()).hexdigest()
    if expected and expected != actual:
        ledger.add(
            OTHER_EDITION,
            PLAN,
            _(
                "Der Text ist nicht die Fassung, aus der das Paket stammt (Prüfsumme %(actual)s… "
                "statt %(expected)s…). Zeilenangaben können abweichen."
            )
            % {"actual": actual[:12], "expected": expected[:12]},
        )


def _check_ids(document: PlanDocument, ledger: Ledger) -> None:
    """Each measure stands in the package once."""
    seen = set[str]()
    for measure in document.measures:
        if measure.id in seen:
            ledger.add(
                "measure-twice",
                measure.id,
                _("%(id)s steht mehrmals im Paket.") % {"id": measure.id},
                measure.printed.lines,
            )
        seen.add(measure.id)
