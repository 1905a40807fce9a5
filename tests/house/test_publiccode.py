# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""publiccode.yml is what its standard asks for, and says what pyproject.toml says."""

from typing import Any

import pytest
import yaml
from django.conf import settings

from tests.house.checkout import ROOT
from tests.house.reference.dependencies import project

MANDATORY = {
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "developmentStatus",
    "softwareType",
} | {"description", "legal", "maintenance", "localisation"}


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    text = (ROOT / "publiccode.yml").read_text("utf-8")
    described: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    return described


def test_every_mandatory_key_is_there(described: dict[str, Any]) -> None:
    assert MANDATORY - set(described) == set()
    assert described["maintenance"]["type"] == "community"
    assert described["maintenance"]["contacts"]


def test_versions_and_licence_are_those_of_the_package(described: dict[str, Any]) -> None:
    assert described["softwareVersion"] == project()["version"]
    assert described["legal"]["license"] == project()["license"]


def test_the_languages_are_those_of_the_interface(described: dict[str, Any]) -> None:
    languages = [code for code, _name in settings.LANGUAGES]
    assert described["localisation"]["availableLanguages"] == languages
    assert list(described["description"]) == languages


@pytest.mark.parametrize("language", ["de", "en"])
def test_descriptions_have_the_length_that_the_standard_allows(
    described: dict[str, Any], language: str
) -> None:
    texts = described["description"][language]
    assert len(texts["shortDescription"]) <= 150
    assert 150 <= len(texts["longDescription"]) <= 10_000
    assert len(texts["features"]) >= 5


def test_the_logo_exists(described: dict[str, Any]) -> None:
    assert (ROOT / described["logo"]).is_file()
