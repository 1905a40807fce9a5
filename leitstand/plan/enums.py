# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Words with a fixed meaning in the plan's model. Values are stable: they stand in exports."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RoleKind(TextChoices):
    """What an institution does in a measure; the plan never says whether *joint* is responsible."""

    LEAD = "lead", _("Federführung")
    JOINT = "joint", _("in Verbindung mit")
    CONTRIBUTOR = "contributor", _("Mitarbeit")


class TieKind(TextChoices):
    """How an institution is bound to a measure, strongest first: by a role, or named beside one."""

    LEAD = "lead", _("Federführung")
    JOINT = "joint", _("in Verbindung mit")
    CONTRIBUTOR = "contributor", _("Mitarbeit")
    MENTION = "mention", _("nur genannt")


class MentionRelation(TextChoices):
    """How an institution named *beside* another one stands to it; it carries no role of its own."""

    MEMBER = "member", _("Mitglied")
    UNIT = "unit", _("Organisationseinheit")
    HOST = "host", _("Träger")
    HEAD = "head", _("Leitung")
    COORDINATOR = "coordinator", _("Koordination")
    CHANNEL = "channel", _("Kanal")


class OpenRoleKind(TextChoices):
    """Why a place in the structure has no institution yet."""

    UNNAMED = "unnamed", _("nicht benannt")
    TO_BE_IDENTIFIED = "to-be-identified", _("noch zu identifizieren")


class CommitmentKind(TextChoices):
    """What can be held against the calendar or counted in a measure's words."""

    DEADLINE = "deadline", _("Frist")
    START = "start", _("Beginn")
    RHYTHM = "rhythm", _("Turnus")
    QUANTITY = "quantity", _("Menge")
    PERIOD = "period", _("Zeitraum")


class Numbering(TextChoices):
    """How a level counts its elements."""

    NONE = "none", _("ohne Nummer")
    ARABIC = "arabic", _("1, 2, 3")
    ROMAN = "roman", _("I, II, III")
    ALPHA = "alpha", _("A, B, C")


class UndertakingSense(TextChoices):
    """Whether a measure orders an undertaking or only speaks of it."""

    ORDERS = "orders", _("beauftragt")
    MENTIONS = "mentions", _("erwähnt")
