# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Words with a fixed meaning about bodies, meetings and what they decide. Values are stable."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BodyKind(TextChoices):
    """What a body does: it decides, it works out, or something else."""

    POLITICAL = "political", _("politisches Gremium")
    WORKING = "working", _("Arbeitsebene")
    OTHER = "other", _("anderes Gremium")


class SeatRole(TextChoices):
    """As what somebody sits in a body."""

    CHAIR = "chair", _("Vorsitz")
    MEMBER = "member", _("Mitglied")
    GUEST = "guest", _("Gast")


class MeetingState(TextChoices):
    """Where a meeting stands. What may follow what stands in ``rules.life``."""

    PLANNED = "planned", _("geplant")
    INVITED = "invited", _("eingeladen, Tagesordnung steht")
    HELD = "held", _("hat stattgefunden")
    CLOSED = "closed", _("abgeschlossen, Protokoll genehmigt")
    PUBLISHED = "published", _("Beschlüsse veröffentlicht")
    CANCELLED = "cancelled", _("abgesagt")


class ItemKind(TextChoices):
    """What a body does with an item of its agenda."""

    INFORMATION = "information", _("Kenntnisnahme")
    DISCUSSION = "discussion", _("Beratung")
    DECISION = "decision", _("Beschluss")


class Outcome(TextChoices):
    """What a body decided."""

    ADOPTED = "adopted", _("angenommen")
    REJECTED = "rejected", _("abgelehnt")
    POSTPONED = "postponed", _("vertagt")
    NOTED = "noted", _("zur Kenntnis genommen")


class OrderState(TextChoices):
    """What became of an order, in the words of who has it."""

    OPEN = "open", _("offen")
    IN_PROGRESS = "in-progress", _("in Arbeit")
    DONE = "done", _("erledigt")
    NOT_POSSIBLE = "not-possible", _("nicht möglich")


class ProposalState(TextChoices):
    """Where a proposal for a new topic stands."""

    DRAFT = "draft", _("Entwurf")
    SUBMITTED = "submitted", _("eingereicht")
    SUPPORTED = "supported", _("unterstützt")
    ON_AGENDA = "on-agenda", _("auf der Tagesordnung")
    ACCEPTED = "accepted", _("angenommen")
    REJECTED = "rejected", _("abgelehnt")
