# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""CSV and Markdown are for reading: complete, and harmless in a spreadsheet or a browser."""

import csv
import io
import json
from typing import Any

import pytest
from django.utils import translation
from openpyxl import load_workbook

from leitstand.plan.document import PlanDocument
from leitstand.plan.export import render
from tests.plan.documents import both, document, institution, measure, open_role, role

FORMULAS = ("=1+1", "+49 30", "-1", "@SUM(A1)", " =1", "\t=1", "＝1")


def rows(document: PlanDocument) -> list[dict[str, str]]:
    text = render(document, "csv").decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def risky(words: str) -> PlanDocument:
    """A plan that says ``words`` wherever a plan can."""
    held = role("amt", as_printed=words, phase=words, scope=words)
    return document(
        measure("hafen.1.I", roles=[held], open_roles=[open_role(words)], title=both(words, words)),
        institutions=[institution("amt", words, abbreviation=words)],
        title=both(words, words),
    )


def test_csv_has_one_row_for_each_role_and_one_for_a_measure_without(
    berlin_document: PlanDocument,
) -> None:
    expected = sum(max(1, len(m.roles) + len(m.open_roles)) for m in berlin_document.measures)
    assert len(rows(berlin_document)) == expected


def test_csv_tells_who_does_what_for_how_long() -> None:
    held = [role("amt", phase="Aufbau", scope="Nord"), role("bad", "joint")]
    small = document(
        measure("hafen.1.I", roles=held, open_roles=[open_role("weitere")]), measure("hafen.1.II")
    )
    found = [
        (row["Kennung"], row["Rolle"], row["Institution (Kennung)"], row["Phase"], row["offen"])
        for row in rows(small)
    ]
    assert found == [
        ("hafen.1.I", "lead", "amt", "Aufbau", ""),
        ("hafen.1.I", "joint", "bad", "", ""),
        ("hafen.1.I", "contributor", "", "", "unnamed"),
        ("hafen.1.II", "", "", "", ""),
    ]


@pytest.mark.parametrize("words", FORMULAS)
def test_no_cell_of_a_csv_is_a_formula(words: str) -> None:
    cells = [cell for row in rows(risky(words)) for cell in row.values()]
    assert f"'{words.strip()}" in cells
    assert not [cell for cell in cells if cell.strip()[:1] in tuple("=+-@＝") and cell.strip()]


@pytest.mark.parametrize("words", ["=1+1", "+49 30", "-1", "@SUM(A1)", "#N/A"])
def test_no_cell_of_a_workbook_is_a_formula(words: str) -> None:
    book = load_workbook(io.BytesIO(render(risky(words), "xlsx")))
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    said = [cell for cell in cells if cell.value == words]
    assert len(said) >= 5
    assert {cell.data_type for cell in said} == {"s"}
    assert {bool(cell.quotePrefix) for cell in said} == {words[0] in "=+-@"}
    assert not [cell for cell in cells if cell.data_type in {"f", "e"}]


def test_every_cell_of_the_berlin_workbook_is_text_or_a_number(
    berlin_document: PlanDocument,
) -> None:
    book = load_workbook(io.BytesIO(render(berlin_document, "xlsx")))
    kinds = {c.data_type for sheet in book for row in sheet.iter_rows() for c in row}
    assert kinds <= {"s", "n", "b"}


def test_markdown_names_every_measure_goal_and_branch(berlin_document: PlanDocument) -> None:
    text = render(berlin_document, "md").decode()
    for measure_ in berlin_document.measures:
        assert f"`{measure_.id}`" in text
        assert measure_.summary.de in text
    for goal in berlin_document.goals:
        assert goal.title.de in text
    for branch in berlin_document.nodes:
        assert branch.summary.de in text


def test_markdown_lets_no_tag_through() -> None:
    text = render(risky("a <3 b"), "md").decode()
    assert "<" not in text
    assert "a &lt;3 b" in text


@pytest.mark.parametrize(("language", "word"), [("de", "Laufzeit"), ("en", "English")])
def test_csv_and_markdown_are_in_the_language_of_the_reader(language: str, word: str) -> None:
    small = document(measure("hafen.1.I", leads=["werft"], title=both("Deutsch", "English")))
    with translation.override(language):
        text = render(small, "md").decode()
        cells = render(small, "csv").decode()
    assert ("English" in text, "English" in cells) == (language == "en",) * 2
    assert word in text


def test_json_has_plain_types_and_every_field(berlin_document: PlanDocument) -> None:
    tree: dict[str, Any] = json.loads(render(berlin_document, "json"))
    assert tree == berlin_document.model_dump(mode="json")
    assert set(tree) == {"plan", "nodes", "goals", "institutions", "measures"}


def test_yaml_leaves_out_what_is_empty(berlin_document: PlanDocument) -> None:
    text = render(berlin_document, "yaml").decode()
    assert "null" not in text
    assert ": []" not in text
