# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The monitoring report, in the outline of the printed ones."""

from django.utils import translation
from django.utils.translation import gettext as _

from leitstand.reports.building.ahead import ahead
from leitstand.reports.building.annex import annex, answers
from leitstand.reports.building.basis import Basis, basis_of
from leitstand.reports.building.changes import changes_annex
from leitstand.reports.building.decided import decided
from leitstand.reports.building.fields import fields
from leitstand.reports.building.flagships import flagships
from leitstand.reports.building.method import grounds, imprint, method, publisher
from leitstand.reports.building.money import money
from leitstand.reports.building.others import others
from leitstand.reports.building.overall import overall
from leitstand.reports.building.standing import standing
from leitstand.reports.document import Document, Section
from leitstand.reports.inputs import MonitoringInputs

KIND = "monitoring-bericht"


def monitoring_report(inputs: MonitoringInputs) -> Document:
    """The whole report. Raises ``UnknownMeasure`` for a flagship that the round does not know."""
    with translation.override(inputs.language):
        basis = basis_of(inputs)
        sections = (
            standing(basis),
            overall(basis),
            fields(basis),
            flagships(basis),
            money(basis),
            decided(basis),
            others(basis),
            ahead(basis),
            Section(
                "anhang",
                _("Anhang"),
                (),
                (
                    annex(basis),
                    *changes_annex(basis),
                    answers(basis),
                    method(),
                    imprint(basis),
                ),
                is_new_page=True,
            ),
        )
        return Document(
            kind=KIND,
            title=_("Monitoring-Bericht %(round)s")
            % {"round": inputs.found.title(inputs.language)},
            subtitle=basis.results.view.frame.title,
            publisher=publisher(basis) or basis.tree["plan"]["city"][inputs.language],
            language=inputs.language,
            as_of=basis.on,
            mark=mark(basis),
            grounds=grounds(basis),
            sections=sections,
            citations=basis.cites.listed,
        )


def mark(basis: Basis) -> str:
    """What stands on every page of a report that holds invented statements."""
    return _("Beispieldaten") if basis.inputs.found.is_example else ""
