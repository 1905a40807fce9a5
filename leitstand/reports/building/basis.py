# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A round prepared for telling: judged, beside the round before it, with its plan."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from leitstand.plan.selectors.measures import MeasureName
from leitstand.reports.building.citing import Citations
from leitstand.reports.building.parts import with_wholes
from leitstand.reports.inputs import MonitoringInputs
from leitstand.steering.enums import Overall
from leitstand.steering.rules.rollup import MeasureStatement
from leitstand.steering.selectors.results import FileName, ResultLine, RoundResults
from leitstand.steering.selectors.settled import settled_files, settled_results


@dataclass(frozen=True)
class Basis:
    """All that the sections of a report look at. ``cites`` grows while they are written."""

    inputs: MonitoringInputs
    results: RoundResults
    previous: RoundResults | None
    cites: Citations

    @cached_property
    def files(self) -> Mapping[int, FileName]:
        """The files that answers name as evidence."""
        return settled_files(self.inputs.found)

    @property
    def tree(self) -> Mapping[str, Any]:
        """The plan as of the reporting day, as plain values."""
        tree: Mapping[str, Any] = self.inputs.found.document["plan_as_of"]
        return tree

    @property
    def on(self) -> dt.date:
        """The day for which the round is judged."""
        return self.results.judged_on

    @cached_property
    def lines(self) -> Mapping[str, tuple[ResultLine, ...]]:
        """What is owed for each measure or part, in printed order."""
        found: dict[str, list[ResultLine]] = {}
        for one in self.results.lines:
            found.setdefault(one.row.measure, []).append(one)
        return {key: tuple(found[key]) for key in self.results.view.measures if key in found}

    @cached_property
    def parts(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of the parts of each measure that was asked about, and each part by itself."""
        return with_wholes((key, lines[0].line.measure.whole) for key, lines in self.lines.items())

    @cached_property
    def answered(self) -> tuple[ResultLine, ...]:
        """What was answered, in the order of the round."""
        return tuple(one for one in self.results.lines if one.row.is_answered)

    def name(self, measure: str) -> MeasureName | None:
        """What a measure or part is called on the reporting day; None for an unknown key."""
        return self.results.view.measures.get(measure)

    def stated(self, measure: str) -> MeasureStatement:
        """What all answers about a measure come to."""
        return self.results.statements[measure]

    @cached_property
    def nobody_owes(self) -> frozenset[str]:
        """The measures that nobody leads: nobody can answer for them."""
        return frozenset(
            key
            for key, lines in self.lines.items()
            if not any(one.line.institution for one in lines)
        )

    def silent(self, measure: str) -> tuple[ResultLine, ...]:
        """The answers about a measure that somebody owes and nobody gave."""
        return tuple(
            one for one in self.lines[measure] if one.line.institution and not one.row.is_answered
        )

    @cached_property
    def goals(self) -> Mapping[str, tuple[Mapping[str, Any], ...]]:
        """The goals of the plan by the branch that they belong to."""
        found: dict[str, tuple[Mapping[str, Any], ...]] = {}
        for one in self.tree["goals"]:
            found[one["node"]] = (*found.get(one["node"], ()), one)
        return found

    @cached_property
    def unheard(self) -> tuple[str, ...]:
        """The measures of which nothing was reported, in printed order."""
        return tuple(
            key for key in self.lines if self.stated(key).state == Overall.NOT_REPORTED.value
        )


def basis_of(inputs: MonitoringInputs) -> Basis:
    """The round judged on the day of freezing; no statement once the archives were read."""
    language, earlier = inputs.language, inputs.earlier
    previous = None
    if earlier:
        previous = settled_results(earlier[-1], language=language, earlier=earlier[:-1])
    results = settled_results(inputs.found, language=language, earlier=earlier)
    return Basis(inputs, results, previous, Citations())
