# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Our rules among Django's deployment checks, and both in one list."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import WARNING as WARNING_LEVEL
from django.core.checks import CheckMessage, Info, Warning, run_checks
from django.utils.translation import gettext as _

from leitstand.core.deployment.facts import gathered
from leitstand.core.deployment.rules import Unfit, unfit

PREFIX = "leitstand."
# What Django says in English and a rule of ours says better.
_SAID_BETTER = frozenset(
    {f"security.W{number:03}" for number in (4, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20)}
)


def deployment_is_safe(
    app_configs: Sequence[AppConfig] | None = None, **_options: Any
) -> list[CheckMessage]:
    """What the rules find, for ``django-admin check --deploy``."""
    return [
        (Warning if one.is_unsafe else Info)(one.problem, hint=one.remedy, id=f"{PREFIX}{one.key}")
        for one in unfit(gathered())
    ]


def everything_unfit() -> Iterator[Unfit]:
    """What our rules and Django's own checks find, each thing once, ours first."""
    found = run_checks(include_deployment_checks=True)
    own = [message for message in found if (message.id or "").startswith(PREFIX)]
    others = [message for message in found if message not in own]
    for message in (*own, *others):
        key = message.id or "django"
        if key in _SAID_BETTER or message.is_silenced():
            continue
        yield Unfit(
            key.removeprefix(PREFIX),
            message.msg if message in own else _("Django meldet: %s") % message.msg,
            message.hint or _("Siehe die Beschreibung der Prüfung %s bei Django.") % key,
            is_unsafe=message.level >= WARNING_LEVEL,
        )
