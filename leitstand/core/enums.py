# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Words with a fixed meaning about institutions. Values are stable: they stand in exports."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class InstitutionKind(TextChoices):
    """What sort of body an institution is. ``group`` is a collective actor with dated members."""

    SENATE = "senate", _("Senatsverwaltung")
    DISTRICT = "district", _("Bezirk")
    AUTHORITY = "authority", _("Behörde")
    PROMOTION = "promotion", _("Wirtschaftsförderung und Landesgesellschaft")
    CHAMBER = "chamber", _("Kammer")
    ASSOCIATION = "association", _("Verband")
    UNION = "union", _("Gewerkschaft")
    SCIENCE = "science", _("Hochschule und Forschung")
    COMPANY = "company", _("Unternehmen")
    NETWORK = "network", _("Netzwerk")
    BODY = "body", _("Gremium oder Stelle")
    GROUP = "group", _("Gruppe")


class NameKind(TextChoices):
    """Where a name of an institution comes from."""

    PRINTED = "printed", _("so gedruckt")
    EXPANDED = "expanded", _("im Plan ausgeschrieben")
    FULL = "full", _("voller Name")
    FORMER = "former", _("früherer Name")
    LATER = "later", _("späterer Name")
