# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Leitstand with the app as it was before the change."""

from leitstand.config.settings import *  # noqa: F403
from leitstand.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.cli.versions.before"]
