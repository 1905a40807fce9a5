# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A plan file comes from elsewhere: nothing in it is executed, and nothing in it can hurt."""

import gc
import io
import json
import warnings
import zipfile
from pathlib import Path

import pytest

from leitstand.plan.document import workbook
from leitstand.plan.document.loading import MAX_FILE_BYTES, load
from leitstand.plan.document.problems import PlanRejected
from tests.plan.documents import document, measure


def reasons(path: Path) -> str:
    with pytest.raises(PlanRejected) as rejection:
        load(path)
    return str(rejection.value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("plan: &a {x: 1}\nnodes: [*a, *a]\n", "YAML-Verweise"),
        ("plan: !!python/object/apply:os.system ['true']\n", "plan"),
        ("plan: {a: 1, a: 2}\n", "doppelt"),
        ("[" * 5000 + "]" * 5000, "verschachtelt"),
    ],
)
def test_yaml_that_would_grow_or_run_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(text)
    assert reason in reasons(path)


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b" " * (MAX_FILE_BYTES + 1))
    assert "groß" in reasons(path)


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", "Hafen <b>neu</b>", "a\x00b"])
def test_markup_and_control_characters_are_refused(tmp_path: Path, title: str) -> None:
    tree = document(measure("hafen.1.I", leads=["werft"])).model_dump(mode="json")
    tree["measures"][0]["title"]["de"] = title
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(tree))
    assert "measures" in reasons(path) or "plan.json:" in reasons(path)


def test_entities_in_a_workbook_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
    with zipfile.ZipFile(io.BytesIO(workbook.render(document(measure("hafen.1.I"))))) as source:
        sheets = {name: source.read(name) for name in source.namelist()}
    sheets["xl/worksheets/sheet1.xml"] = bomb + sheets["xl/worksheets/sheet1.xml"]
    with zipfile.ZipFile(path, "w") as target:
        for name, content in sheets.items():
            target.writestr(name, content)
    # openpyxl leaves the file open when it refuses one; let that go here, not in another test.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        told = reasons(path)
        gc.collect()
    assert "plan.xlsx" in told
