# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Words with a fixed meaning about reports. Values stand in addresses and exports: stable."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReportKind(TextChoices):
    """What sort of report is made."""

    MONITORING = "monitoring", _("Monitoring-Bericht")
    FIELD = "field", _("Feldblatt")
    ANSWER = "answer", _("Antwort auf eine schriftliche Anfrage")
    PACK = "pack", _("Sitzungsunterlage")
