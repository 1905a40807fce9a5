# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Words with a fixed meaning about institutions and accounts. Values stand in exports: stable."""

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


class AccountRole(TextChoices):
    """What a person is to the programme. What each may do stands in ``permissions.py``."""

    OFFICE = "office", _("Geschäftsstelle")
    LEAD = "lead", _("federführende Institution")
    CONTRIBUTOR = "contributor", _("mitarbeitende Institution")
    COMMITTEE = "committee", _("Steuerungskreis")
    NETWORK = "network", _("Netzwerk")
    READER = "reader", _("Leserin oder Leser")


# Such a role says nothing without the institution that the person acts for.
INSTITUTIONAL_ROLES = (AccountRole.LEAD, AccountRole.CONTRIBUTOR)


class GrantSource(TextChoices):
    """Who decided on a role. The identity provider takes back only what it gave itself."""

    OFFICE = "office", _("von Hand vergeben")
    PROVIDER = "provider", _("vom Anmeldedienst")
