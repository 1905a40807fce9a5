# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Sums of money by year and source, each budget line counted once however many measures name it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.steering.answer import BudgetLine
from leitstand.steering.rules.published import PublishedRule
from leitstand.steering.rules.wording import euro, folded, listed

BUDGET_SUM = PublishedRule(
    "budget-sum",
    gettext_lazy("Summe der Mittel"),
    gettext_lazy("Haushaltsstellen nach Bezeichnung, Quelle und Jahr aus allen Antworten."),
    gettext_lazy(
        "Jede Haushaltsstelle zählt je Jahr einmal, auch wenn mehrere Maßnahmen sie nennen. Nennen"
        " sie verschiedene Beträge, ist das ein Widerspruch, und keiner davon zählt."
    ),
)


class Kind(StrEnum):
    """Which amount of a line."""

    PLANNED = "planned_eur"
    COMMITTED = "committed_eur"
    SPENT = "spent_eur"


_WORDS: Final = {
    Kind.PLANNED: gettext_lazy("geplant"),
    Kind.COMMITTED: gettext_lazy("gebunden"),
    Kind.SPENT: gettext_lazy("ausgegeben"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A budget line as one answer names it; ``by`` is the name of the measure (and part)."""

    by: str
    line: BudgetLine


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two or more amounts for one line: which names which, the smallest amount first."""

    line: str
    source: str
    year: int
    kind: Kind
    amounts: tuple[tuple[Decimal, tuple[str, ...]], ...]

    @property
    def sentence(self) -> str:
        """The contradiction in words, with all sides."""
        sides = "; ".join(
            _("%(amount)s € laut %(names)s") % {"amount": euro(amount), "names": listed(names)}
            for amount, names in self.amounts
        )
        return _("%(line)s (%(source)s, %(year)s), %(kind)s: %(sides)s.") % {
            "line": self.line,
            "source": self.source,
            "year": self.year,
            "kind": _WORDS[self.kind],
            "sides": sides,
        }


@dataclass(frozen=True, slots=True)
class Fund:
    """One budget line of one year, counted once. An amount is None where nobody knows it or where
    it is disputed; ``measures`` are the names of those that it pays for.
    """

    line: str
    source: str
    year: int
    planned_eur: Decimal | None
    committed_eur: Decimal | None
    spent_eur: Decimal | None
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum with the number of lines that it is made of, out of how many."""

    sum_eur: Decimal
    known: int
    lines: int

    @property
    def sentence(self) -> str:
        """The sum in words, with what it rests on."""
        return _("%(sum)s € (aus %(known)d von %(lines)d Haushaltsstellen)") % {
            "sum": euro(self.sum_eur),
            "known": self.known,
            "lines": self.lines,
        }


@dataclass(frozen=True, slots=True)
class Total:
    """Sums of some budget lines. ``year`` and ``source`` are None where they cover all."""

    year: int | None
    source: str | None
    planned: Amount
    committed: Amount
    spent: Amount


@dataclass(frozen=True, slots=True)
class Budget:
    """All money that the answers name, in stable order, with what cannot be summed."""

    funds: tuple[Fund, ...]
    disputes: tuple[Dispute, ...]
    by_year_and_source: tuple[Total, ...]
    by_year: tuple[Total, ...]
    by_source: tuple[Total, ...]
    total: Total
    rule: str = BUDGET_SUM.key


def budget_of(named: Iterable[Named]) -> Budget:
    """Sum the lines of all answers; the order in which they come does not matter."""
    groups: dict[tuple[int, str, str], list[Named]] = {}
    for one in named:
        key = (one.line.year, folded(one.line.source), folded(one.line.line))
        groups.setdefault(key, []).append(one)
    disputes: list[Dispute] = []
    funds = tuple(_fund(groups[key], disputes) for key in sorted(groups))
    years = sorted({fund.year for fund in funds})
    sources = sorted({folded(fund.source) for fund in funds})
    return Budget(
        funds=funds,
        disputes=tuple(disputes),
        by_year_and_source=tuple(
            total
            for year in years
            for source in sources
            if (total := _total(funds, year, source)).planned.lines
        ),
        by_year=tuple(_total(funds, year, None) for year in years),
        by_source=tuple(_total(funds, None, source) for source in sources),
        total=_total(funds, None, None),
    )


def _fund(group: list[Named], disputes: list[Dispute]) -> Fund:
    """One line out of all that name it; what they disagree in is added to ``disputes``."""
    spelling = min((one.line for one in group), key=lambda line: (line.line, line.source))
    amounts: dict[Kind, Decimal | None] = {}
    for kind in Kind:
        sides: dict[Decimal, set[str]] = {}
        for one in group:
            amount: Decimal | None = getattr(one.line, kind.value)
            if amount is not None:
                sides.setdefault(amount, set()).add(one.by)
        amounts[kind] = next(iter(sides)) if len(sides) == 1 else None
        if len(sides) > 1:
            told = tuple((amount, tuple(sorted(sides[amount]))) for amount in sorted(sides))
            disputes.append(Dispute(spelling.line, spelling.source, spelling.year, kind, told))
    return Fund(
        spelling.line,
        spelling.source,
        spelling.year,
        amounts[Kind.PLANNED],
        amounts[Kind.COMMITTED],
        amounts[Kind.SPENT],
        tuple(sorted({one.by for one in group})),
    )


def _total(funds: tuple[Fund, ...], year: int | None, source: str | None) -> Total:
    chosen = [
        fund
        for fund in funds
        if (year is None or fund.year == year) and (source is None or folded(fund.source) == source)
    ]
    spelling = min(fund.source for fund in chosen) if source is not None and chosen else source
    return Total(
        year,
        spelling,
        _amount([fund.planned_eur for fund in chosen]),
        _amount([fund.committed_eur for fund in chosen]),
        _amount([fund.spent_eur for fund in chosen]),
    )


def _amount(values: list[Decimal | None]) -> Amount:
    known = [value for value in values if value is not None]
    return Amount(sum(known, Decimal(0)), len(known), len(values))
