# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The same document gives the same bytes: in another process, place, day, zone and language."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from leitstand.reports.rendering import FORMATS, render
from tests.house.checkout import ROOT
from tests.reports.documents import everything

BUILD = """
import hashlib, sys, time
days = float(sys.argv[1])
now = time.time
time.time = lambda: now() + 86_400 * days
import datetime
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(days=days)
    @classmethod
    def utcnow(cls):
        return super().utcnow() + datetime.timedelta(days=days)
datetime.datetime = Later
import django
django.setup()
from leitstand.reports.rendering import FORMATS, render
from tests.reports.documents import everything
for one in FORMATS:
    print(one, hashlib.sha256(render(everything(), one)).hexdigest())
"""
SURROUNDINGS = {
    "elsewhere": {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"},
    "at an epoch": {"TZ": "America/Lima", "SOURCE_DATE_EPOCH": "86400", "PYTHONHASHSEED": "2"},
}


@pytest.fixture(scope="module")
def here() -> dict[str, str]:
    return {one: hashlib.sha256(render(everything(), one)).hexdigest() for one in FORMATS}


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_the_bytes_are_the_same(name: str, here: dict[str, str], tmp_path: Path) -> None:
    variables = {**os.environ, **SURROUNDINGS[name], "PYTHONPATH": str(ROOT)}
    variables |= {"TMPDIR": str(tmp_path), "HOME": str(tmp_path)}
    variables["DJANGO_SETTINGS_MODULE"] = "leitstand.config.settings"
    result = subprocess.run(
        [sys.executable, "-c", BUILD, "400"],
        check=True,
        cwd=tmp_path,
        env=variables,
        stdout=subprocess.PIPE,
        text=True,
    )
    found = dict(line.split() for line in result.stdout.splitlines())
    assert found == here


def test_another_document_gives_other_bytes(here: dict[str, str]) -> None:
    other = replace(everything(), subtitle="Frühjahr 2020")
    for one in FORMATS:
        assert hashlib.sha256(render(other, one)).hexdigest() != here[one]
