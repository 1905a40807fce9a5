# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The wheel carries everything, and works where there is no checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from leitstand.ui.assets import ASSETS, PRINT_FONTS
from tests.house.checkout import ROOT, project_files, short

UV = Path(sys.executable).with_name("uv")
ASK_FOR_PAGES = """
import django
django.setup()
from django.test import Client
client = Client(headers={"host": "localhost"})
for path in ("/", "/en/plaene/berlin-2018-2021", "/plaene/berlin-2018-2021/massnahmen.csv"):
    print(client.get(path).status_code)
print(client.get("/en/bausteine").content.decode().count("Sample data") > 0)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run([UV, "build", "--wheel", "--quiet", "-o", target, ROOT], check=True)
    [built] = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def content(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_carries_every_file_of_the_package(content: set[str]) -> None:
    own = {short(path) for path in project_files() if short(path).startswith("leitstand/")}
    assert own
    assert own - content == set()


def test_the_wheel_carries_the_plans(content: set[str]) -> None:
    plans = {f"leitstand/{short(path)}" for path in project_files() if "plans/" in short(path)}
    assert "leitstand/plans/berlin-2018-2021/plan.yaml" in plans
    assert {path for path in plans if path.endswith(".yaml")} - content == set()


def test_the_wheel_carries_the_demonstration(content: set[str]) -> None:
    own = {f"leitstand/{short(path)}" for path in project_files() if "demo/" in short(path)}
    assert "leitstand/demo/rounds.yaml" in own
    assert {path for path in own if path.endswith(".yaml")} - content == set()


def test_the_wheel_carries_what_was_made_for_it(content: set[str]) -> None:
    made = {f"leitstand/ui/static/vendor/{asset.target}" for asset in ASSETS}
    made |= {f"leitstand/reports/fonts/{asset.target}" for asset in PRINT_FONTS}
    made |= {"leitstand/locale/en/LC_MESSAGES/django.mo", "leitstand/core/search/nouns.bin"}
    assert made - content == set()


def test_the_wheel_carries_its_licences_and_no_tests(content: set[str]) -> None:
    assert any(name.endswith("licenses/LICENSES/EUPL-1.2.txt") for name in content)
    assert [name for name in content if name.startswith(("tests/", "bench/", "docs/"))] == []


def test_the_installed_wheel_shows_the_plan_without_a_checkout(wheel: Path, tmp_path: Path) -> None:
    place, python = tmp_path / "venv", tmp_path / "venv" / "bin" / "python"
    own = {n: v for n, v in os.environ.items() if not n.startswith(("LEITSTAND_", "DJANGO_"))}
    own.pop("DATABASE_URL", None)
    own |= {"LEITSTAND_HOME": str(tmp_path / "home"), "VIRTUAL_ENV": str(place)}

    def run(*command: str | Path) -> str:
        result = subprocess.run(
            command, check=True, cwd=tmp_path, env=own, stdout=subprocess.PIPE, text=True
        )
        return result.stdout

    run(UV, "venv", "--quiet", "--python", sys.executable, place)
    run(UV, "pip", "install", "--quiet", wheel)
    assert "berlin-2018-2021" in run(place / "bin" / "leitstand", "demo", "--no-serve")
    own["DJANGO_SETTINGS_MODULE"] = "leitstand.config.settings"
    assert run(python, "-c", ASK_FOR_PAGES).split() == ["200", "200", "200", "True"]
