# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Whatever a file holds, a mistake is told with its place, and nothing of the file comes in."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from leitstand.plan.document.loading import MAX_FILE_BYTES, load
from leitstand.plan.export import render
from leitstand.plan.selectors import plan_document
from leitstand.plan.services import plan_import
from tests.plan.conftest import Refuse
from tests.plan.documents import document, institution, measure

pytestmark = pytest.mark.django_db

SMALL = document(
    measure("hafen.1.I", leads=["werft"], contributors=["zoll"]),
    measure("hafen.1.II", leads=["zoll"]),
    institutions=[institution("werft"), institution("zoll")],
)
HEAD = render(SMALL, "yaml").decode().split("\nnodes:")[0]


def write(folder: Path, content: str | bytes, name: str = "plan.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


BROKEN_FILES: dict[str, tuple[str | bytes, str, str]] = {
    "a key without end": ("plan:\n  slug: [a\nnodes: 1\n", "yaml:3", "kein gültiges YAML"),
    "wrong indentation": ("plan:\n  slug: a\n   title: b\n", "yaml:3", "kein gültiges YAML"),
    "a tab": ("plan:\n\tslug: a\n", "yaml:2", "kein gültiges YAML"),
    "a key twice": ("nodes: []\nplan:\n  slug: a\n  slug: b\n", "yaml:4", "„slug“ steht doppelt"),
    "a key that is no word": ("1: a\n", "yaml:1", "„1“ steht doppelt oder ist kein Wort"),
    "an alias": ("plan: &a {slug: x}\nnodes: *a\n", "yaml:1", "Verweise"),
    "a merge": ("plan:\n  <<: {slug: x}\n", "yaml:2", "„<<“ lässt sich nicht lesen"),
    "code": ("plan: !!python/name:os.system x\n", "yaml:1", "YAML-Typen (!)"),
    "two documents": ("plan: 1\n---\nplan: 2\n", "yaml:2", "mehrere Dokumente"),
    "no UTF-8": ("title: Straße\n".encode("latin-1"), "yaml", "kein UTF-8-Text (Byte 11)"),
    "UTF-16": ("title: a\n".encode("utf-16"), "yaml", "kein UTF-8-Text (Byte 0)"),
    "nothing": ("", "yaml:1", "Das Feld „plan“ fehlt"),
    "only a comment": ("# später\n", "yaml:1", "Das Feld „measures“ fehlt"),
    "a list": ("- plan\n- nodes\n", "yaml:1", "soll aber ein Block mit Feldern sein"),
    "a word": ("plan", "yaml:1", "soll aber ein Block mit Feldern sein"),
    "a control character": ("plan: \x01\n", "yaml", "control characters are not allowed"),
    "an impossible day": (
        "plan:\n  period: {start: 2018-13-45}\n",
        "yaml:2",
        "„2018-13-45“ lässt sich nicht lesen",
    ),
    "a false number": ("plan:\n  slug: !!int abc\n", "yaml:2", "YAML-Typen (!)"),
    "a false truth": ("plan:\n  slug: !!bool abc\n", "yaml:2", "YAML-Typen (!)"),
    "a false instant": ("plan:\n  slug: !!timestamp abc\n", "yaml:2", "YAML-Typen (!)"),
    "a number without end": (f"plan:\n  slug: {'9' * 5000}\n", "yaml:2", "lässt sich nicht lesen"),
    "deep nesting": (f"plan: {'[' * 600}{']' * 600}\n", "yaml", "zu tief verschachtelt"),
}


@pytest.mark.parametrize("name", BROKEN_FILES)
def test_a_broken_file_is_told_with_its_line(name: str, tmp_path: Path, refused: Refuse) -> None:
    content, place, message = BROKEN_FILES[name]
    problems = refused(write(tmp_path, content))
    assert all(problem.startswith(f"plan.{place}") for problem in problems)
    assert any(message in problem for problem in problems)


def test_an_alias_bomb_is_refused_before_it_unfolds(tmp_path: Path, refused: Refuse) -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))
    [problem] = refused(write(tmp_path, bomb))
    assert "Verweise" in problem


@pytest.mark.parametrize("suffix", ["yaml", "json"])
@pytest.mark.parametrize("shape", ["[", '{"a":', "- "])
def test_a_hundred_thousand_brackets_do_not_kill_the_process(
    suffix: str, shape: str, tmp_path: Path
) -> None:
    closing = {"[": "]", '{"a":': "}", "- ": ""}[shape]
    content = shape * 100_000 + "1" + closing * 100_000
    path = write(tmp_path, content, f"tief.{suffix}")
    reader = (
        "import sys; from pathlib import Path; from django.conf import settings\n"
        "settings.configure(USE_I18N=False)\n"
        "from leitstand.plan.document.loading import load\n"
        "from leitstand.plan.document.problems import PlanRejected\n"
        "try: load(Path(sys.argv[1]))\n"
        "except PlanRejected as error: print(error)\n"
    )
    command = [sys.executable, "-c", reader, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"tief.{suffix}")


JSON_FILES = {
    "broken": ('{\n "plan": {\n  "slug": \n}}', "json:4", "kein gültiges JSON"),
    "nothing": ("", "json:1", "kein gültiges JSON"),
    "a list": ("[1]", "json:1", "soll aber ein Block mit Feldern sein"),
    "a key twice": ('{"plan": {"slug": "a",\n "slug": "b"}}', "json:2", "„slug“ steht doppelt"),
    "a number without end": ('{"plan": ' + "9" * 5000 + "}", "json", ""),
    "deep nesting": ('{"plan": ' + "[" * 600 + "]" * 600 + "}", "json", "zu tief verschachtelt"),
    "half a sign": ('{"plan": {"slug": "\\ud800"}}', "json", ""),
    "no number": ('{"plan": {"slug": NaN}}', "json", ""),
}


@pytest.mark.parametrize("name", JSON_FILES)
def test_a_broken_json_file_is_told_with_its_line(
    name: str, tmp_path: Path, refused: Refuse
) -> None:
    content, place, message = JSON_FILES[name]
    problems = refused(write(tmp_path, content, "plan.json"))
    assert all(problem.startswith(f"plan.{place}") for problem in problems)
    assert any(message in problem for problem in problems)


def test_a_mistake_in_json_is_told_with_its_line(tmp_path: Path, refused: Refuse) -> None:
    tree = SMALL.model_dump(mode="json")
    tree["measures"][1]["roles"][0]["institution"] = "zol"
    text = json.dumps(tree, indent=1)
    line = text[: text.index('"zol"')].count("\n") + 1
    [problem] = refused(write(tmp_path, text, "plan.json"))
    assert problem == (
        f"plan.json:{line}: Die Institution „zol“ ist nicht bekannt. Ist „zoll“ gemeint?"
    )


def test_a_file_of_fifty_megabytes_is_refused_unread(tmp_path: Path, refused: Refuse) -> None:
    for name in ("plan.yaml", "plan.json", "plan.xlsx"):
        path = tmp_path / name
        with path.open("wb") as file:
            file.truncate(50 * 1024 * 1024)
        assert refused(path) == [f"{name}: Die Datei ist 50 MB groß, höchstens 8 MB sind möglich."]
    assert MAX_FILE_BYTES == 8 * 1024 * 1024


@pytest.mark.parametrize("name", ["fehlt.yaml", "fehlt/auch.xlsx", "a\x00b"])
def test_what_is_not_there_is_said_to_be_not_there(name: str, refused: Refuse) -> None:
    [problem] = refused(Path(name))
    assert problem.endswith("gibt es nicht.")


def test_a_foreign_kind_of_file_is_refused(tmp_path: Path, refused: Refuse) -> None:
    [problem] = refused(write(tmp_path, "x", "plan.docx"))
    assert problem.startswith("plan.docx: Unbekannte Dateiart.")


def test_a_directory_needs_a_plan_file(tmp_path: Path, refused: Refuse) -> None:
    write(tmp_path, "nodes: []\n", "baum.yaml")
    [problem] = refused(tmp_path)
    assert problem.endswith("Das Verzeichnis enthält keine Datei plan.yaml.")


def test_a_package_has_one_plan_block(tmp_path: Path, refused: Refuse) -> None:
    write(tmp_path, HEAD)
    write(tmp_path, "\nplan: {slug: b}\n", "mehr/zweiter.yaml")
    [problem] = refused(tmp_path)
    assert problem == "mehr/zweiter.yaml:2: „plan“ steht schon in einer anderen Datei."


@pytest.mark.parametrize(
    ("content", "place"),
    [("nodes: {}\n", ":1"), ("\nmeasure: []\n", ":2"), ("measures:\n", ":1"), ("- a\n", "")],
)
def test_a_package_file_gives_lists_only(
    content: str, place: str, tmp_path: Path, refused: Refuse
) -> None:
    write(tmp_path, HEAD)
    write(tmp_path, content, "mehr.yaml")
    [problem] = refused(tmp_path)
    assert problem.startswith(f"mehr.yaml{place}: ")


def test_a_mistake_in_a_package_is_told_with_file_and_line(tmp_path: Path, refused: Refuse) -> None:
    write(tmp_path, HEAD)
    body = "institutions: []\nnodes:\n- id: hafen\n  level: clustre\n  title: {de: a, en: b}\n"
    body += "  summary: {de: a, en: b}\n  source: {lines: [1, 1]}\n"
    write(tmp_path, body, "teile/baum.yaml")
    [problem] = refused(tmp_path)
    assert problem == (
        "teile/baum.yaml:4: Die Ebene „clustre“ ist nicht bekannt. Ist „cluster“ gemeint?"
    )


def test_a_folder_named_like_a_file_does_not_break_the_package(tmp_path: Path) -> None:
    write(tmp_path, render(SMALL, "yaml"))
    (tmp_path / "alt.yaml").mkdir()
    assert load(tmp_path) == SMALL


def test_a_package_has_an_end(tmp_path: Path, refused: Refuse) -> None:
    write(tmp_path, HEAD)
    for number in range(200):
        write(tmp_path, "", f"{number}.yaml")
    [problem] = refused(tmp_path)
    assert "mehr als 200 Dateien" in problem


def test_every_mistake_is_told_at_once(tmp_path: Path, refused: Refuse) -> None:
    tree = SMALL.model_dump(mode="json")
    for one in tree["measures"]:
        one["roles"][0]["institution"] = "niemand"
    assert len(refused(write(tmp_path, json.dumps(tree, indent=1), "plan.json"))) == 2


def test_the_small_plan_itself_comes_in() -> None:
    plan_import(document=SMALL, actor="test")
    assert plan_document("klein") == SMALL
