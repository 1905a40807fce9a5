# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""All generated pages by file name."""

from collections.abc import Callable

from tests.house.reference.addresses import addresses_page
from tests.house.reference.api import DOCUMENT_NAME, api_page, document_text
from tests.house.reference.checks import checks_page
from tests.house.reference.commands import commands_page
from tests.house.reference.dependencies import dependencies_page
from tests.house.reference.measures import MEASURES_SCHEMA_NAME, measures_schema_text
from tests.house.reference.package import SCHEMA_NAME, package_page, schema_text
from tests.house.reference.settings import settings_page

PAGES: dict[str, Callable[[], str]] = {
    "addresses.md": addresses_page,
    "api.md": api_page,
    "checks.md": checks_page,
    "commands.md": commands_page,
    "dependencies.md": dependencies_page,
    "package.md": package_page,
    "settings.md": settings_page,
    DOCUMENT_NAME: document_text,
    SCHEMA_NAME: schema_text,
    MEASURES_SCHEMA_NAME: measures_schema_text,
}


def pages() -> dict[str, str]:
    """Every page as it should stand."""
    return {name: write() for name, write in PAGES.items()}
