# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a measure points at, promises by date or number, and the undertakings it shares."""

from django.db import models

from leitstand.core.history import tracked
from leitstand.plan.enums import CommitmentKind, UndertakingSense
from leitstand.plan.models.plan import PlanRow, Reference
from leitstand.plan.models.tree import Measure


class CrossReference(PlanRow):
    """A pointer to a measure or node of the same plan.

    ``target`` is the printed target's id, not a foreign key: a reference that misses is the plan's
    own mistake, which the check lists and the import must be able to keep.
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="cross_refs")
    target = models.CharField(max_length=120)
    as_printed = models.CharField(max_length=500)

    history = tracked()

    class Meta(PlanRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=("measure", "target"), name="cross_reference_once")
        ]

    def __str__(self) -> str:
        return f"{self.measure} → {self.target}"


class ExternalReference(PlanRow):
    """A pointer to an outside programme, with the code it uses there."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="external_refs")
    programme = models.ForeignKey(Reference, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=500, blank=True)
    as_printed = models.CharField(max_length=500)

    history = tracked()

    class Meta(PlanRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=("measure", "programme", "code"), name="external_reference_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} → {self.programme} {self.code}".strip()


class StrategyLink(PlanRow):
    """A strategy of the state that the measure names."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="strategy_links")
    strategy = models.ForeignKey(Reference, on_delete=models.PROTECT, related_name="+")

    history = tracked()

    class Meta(PlanRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=("measure", "strategy"), name="strategy_link_once")
        ]

    def __str__(self) -> str:
        return f"{self.measure} → {self.strategy}"


class Commitment(PlanRow):
    """A date, rhythm or count in a measure's words."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="commitments")
    kind = models.CharField(max_length=12, choices=CommitmentKind.choices)
    as_printed = models.CharField(max_length=500)
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    value = models.FloatField(null=True)
    unit = models.CharField(max_length=500, blank=True)

    history = tracked()

    class Meta(PlanRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=("measure", "kind", "as_printed"), name="commitment_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.as_printed}"


class Undertaking(PlanRow):
    """One real thing that several measures order or mention."""

    key = models.SlugField(max_length=80)
    name_de = models.CharField(max_length=2000)
    name_en = models.CharField(max_length=2000)

    history = tracked()

    class Meta(PlanRow.Meta):
        constraints = [models.UniqueConstraint(fields=("plan", "key"), name="undertaking_once")]

    def __str__(self) -> str:
        return self.key


class UndertakingMeasure(PlanRow):
    """A measure that orders or mentions an undertaking."""

    undertaking = models.ForeignKey(Undertaking, on_delete=models.CASCADE, related_name="mentions")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="undertakings")
    as_printed = models.CharField(max_length=500)
    sense = models.CharField(max_length=12, choices=UndertakingSense.choices)

    history = tracked()

    class Meta(PlanRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=("undertaking", "measure"), name="undertaking_measure_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.undertaking} in {self.measure}"
