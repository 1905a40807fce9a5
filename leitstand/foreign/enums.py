# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Words with a fixed meaning in the mirror of foreign measures. Values stand in exports."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SourceKind(TextChoices):
    """How the report of a source comes here."""

    FILE = "file", _("Datei, die jemand hochlädt")
    URL = "url", _("Adresse im Netz, die abgerufen wird")


class Outcome(TextChoices):
    """What became of a fetch. One that stays ``RUNNING`` was broken off."""

    RUNNING = "running", _("läuft")
    TAKEN = "taken", _("übernommen")
    UNCHANGED = "unchanged", _("unverändert")
    FAILED = "failed", _("misslungen")


GOOD = (Outcome.TAKEN, Outcome.UNCHANGED)


class Fault(TextChoices):
    """Why a fetch failed. The sentences stand in ``rules.faults``."""

    ADDRESS = "address", "address"
    FORBIDDEN = "forbidden", "forbidden"
    UNKNOWN_HOST = "unknown-host", "unknown-host"
    UNREACHABLE = "unreachable", "unreachable"
    SLOW = "slow", "slow"
    CERTIFICATE = "certificate", "certificate"
    BROKEN = "broken", "broken"
    STATUS = "status", "status"
    ELSEWHERE = "elsewhere", "elsewhere"
    REDIRECTS = "redirects", "redirects"
    TOO_LARGE = "too-large", "too-large"
    PACKED = "packed", "packed"
    WEB_PAGE = "web-page", "web-page"
    NOT_TEXT = "not-text", "not-text"
    NOT_JSON = "not-json", "not-json"
    OTHER_FORMAT = "other-format", "other-format"
    SHAPE = "shape", "shape"
    NOTHING = "nothing", "nothing"
    FUTURE = "future", "future"
    TWICE = "twice", "twice"
    INTERRUPTED = "interrupted", "interrupted"
