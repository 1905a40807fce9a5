# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a reader asks the answers of a round for: read from the address, told, offered."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from leitstand.plan.selectors import PlanFrame
from leitstand.steering.enums import Overall, Progress, Verdict
from leitstand.steering.rules.wording import state_words
from leitstand.steering.selectors.results import ResultLine, RoundResults
from leitstand.ui.filters import ActiveFilter, Option, given, without

PARAMETERS = ("zustand", "urteil", "institution", "thema")
NOBODY = "niemand"
_BELOW = "– "


@dataclass(frozen=True, slots=True)
class Chosen:
    """The answers that fit, and what is said of the choice.

    ``options`` has every value of a filter with how many answers it would leave.
    """

    lines: tuple[ResultLine, ...]
    values: dict[str, str]
    active: tuple[ActiveFilter, ...]
    problems: tuple[str, ...]
    options: dict[str, tuple[Option, ...]]


def chosen(request: HttpRequest, results: RoundResults, here: str) -> Chosen:
    """What the address asks for."""
    words = _words(results)
    labels = _labels()
    values = {name: given(request, name) for name in PARAMETERS}
    asked = {name: value for name, value in values.items() if value}
    reads = _reads(results.view.frame)

    def fitting(leave_out: str = "") -> tuple[ResultLine, ...]:
        wanted = [(reads[name], value) for name, value in asked.items() if name != leave_out]
        return tuple(
            one for one in results.lines if all(value in read(one) for read, value in wanted)
        )

    options = {}
    for name in PARAMETERS:
        counts = Counter(value for one in fitting(name) for value in reads[name](one))
        options[name] = tuple(
            Option(value, text, counts[value]) for value, text in words[name].items()
        )
    return Chosen(
        lines=fitting(),
        values=values,
        active=tuple(
            ActiveFilter(
                labels[name],
                words[name].get(value, value).lstrip("– "),
                without(request, here, (name,)),
            )
            for name, value in asked.items()
        ),
        problems=tuple(
            _("Für „%(filter)s“ gibt es in dieser Runde keinen Wert „%(value)s“.")
            % {"filter": labels[name], "value": value}
            for name, value in asked.items()
            if value not in words[name]
        ),
        options=options,
    )


def _labels() -> dict[str, str]:
    return {
        "zustand": _("Stand"),
        "urteil": _("Urteil der Regeln"),
        "institution": _("Institution"),
        "thema": _("Thema"),
    }


def _reads(frame: PlanFrame) -> dict[str, Callable[[ResultLine], tuple[str, ...]]]:
    """The values under which an answer is found, by filter."""
    return {
        "zustand": lambda one: (one.row.state or Overall.NOT_REPORTED.value,),
        "urteil": lambda one: (one.row.verdict,),
        "institution": lambda one: (one.row.institution or NOBODY,),
        "thema": lambda one: (one.field, one.cluster),
    }


def _words(results: RoundResults) -> dict[str, dict[str, str]]:
    """Every value that a filter may take in this round, with the words for it."""
    owners = {
        one.line.institution.slug: one.line.institution.label
        for one in results.lines
        if one.line.institution
    }
    if len({one.row.institution for one in results.lines}) > len(owners):
        owners[NOBODY] = _("keine Federführung")
    states = (*Progress.values, Overall.NOT_REPORTED.value)
    nodes: dict[str, str] = {}
    frame = results.view.frame
    for one in results.lines:
        for prefix, key in (("", one.field), (_BELOW, one.cluster)):
            node = frame.node(key) if key not in nodes else None
            if node:
                nodes[key] = f"{prefix}{node.name}"
    return {
        "zustand": {state: state_words(state) for state in states},
        "urteil": {
            verdict.value: str(verdict.label)
            for verdict in Verdict
            # Concerns measures with several answers, never one answer.
            if verdict != Verdict.PARTLY_REPORTED
        },
        "institution": dict(sorted(owners.items(), key=lambda one: one[1].casefold())),
        "thema": nodes,
    }
