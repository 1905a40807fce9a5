# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The real plan with its text, and a small invented plan to bend."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from leitstand.plan.document import PlanDocument
from leitstand.plan.document.loading import load

CHECKOUT = Path(__file__).parents[3]
PACKAGE = CHECKOUT / "plans" / "berlin-2018-2021"
SOURCE = CHECKOUT.parent / "shared" / "source" / "000_d95404a6dcbcb7da.txt"

SMALL_TEXT = """\
Im Einzelnen bedeutet dies:

I.  Einen Hafen für Luft-
schiffe bauen (siehe Themencluster Wasser, Nr. 2 I).

II.  Drei neue Stege ab 2020 anlegen.

Umsetzungsstruktur:

I.  Federführung: Hafenamt i. V. m. Werft; Mitarbeit
Aufbau: Lotsen (Lotsenhaus) und Zoll.

II.  Federführung: Werft; Mitarbeit: weitere Akteure.

Im Einzelnen bedeutet dies:

I.  Das Wasser messen.

Umsetzungsstruktur:

I.  Federführung: Zoll (Messnetz).
"""


def _role(institution: str, printed: str, role: str, **more: Any) -> dict[str, Any]:
    return {"institution": institution, "as_printed": printed, "role": role, **more}


def _both(words: str) -> dict[str, str]:
    return {"de": words, "en": words}


def _measure(path: str, lines: list[int], structure: list[int], **more: Any) -> dict[str, Any]:
    source = {"lines": lines, "structure_lines": structure}
    return {"id": path, "title": _both(path), "summary": _both(path), "source": source, **more}


def _small_plan() -> dict[str, Any]:
    """A package that says exactly what SMALL_TEXT says."""
    levels = [("field", "arabic"), ("cluster", "none"), ("measure", "roman"), ("part", "alpha")]
    names = {"hafenamt": "Hafenamt", "werft": "Werft", "lotsen": "Lotsen", "zoll": "Zoll"}
    names["lotsenhaus"] = "Lotsenhaus"
    mention = {"institution": "lotsenhaus", "relation": "unit", "as_printed": "Lotsenhaus"}
    return {
        "plan": {
            "slug": "small",
            "title": _both("Klein"),
            "city": _both("Klein"),
            "summary": _both("Klein"),
            "period": {"start": "2020-01-01", "end": "2021-12-31"},
            "levels": [
                {"key": key, "name": _both(key), "plural": _both(key), "numbering": numbering}
                for key, numbering in levels
            ],
        },
        "institutions": [
            {
                "id": key,
                "kind": "body",
                "name": _both(name),
                "names": [{"text": name, "kind": "printed"}],
            }
            for key, name in names.items()
        ],
        "nodes": [
            {
                "id": "wasser",
                "level": "cluster",
                "title": _both("Wasser"),
                "summary": _both("Wasser"),
                "source": {"lines": [1, 1]},
            }
        ],
        "goals": [],
        "measures": [
            _measure(
                "wasser.1.I",
                [3, 4],
                [10, 11],
                roles=[
                    _role("hafenamt", "Hafenamt", "lead"),
                    _role("werft", "Werft", "joint"),
                    _role("lotsen", "Lotsen", "contributor", phase="Aufbau", mentions=[mention]),
                    _role("zoll", "Zoll", "contributor", phase="Aufbau"),
                ],
                cross_refs=[
                    {
                        "target": "wasser.2.I",
                        "as_printed": "siehe Themencluster Wasser, Nr. 2 I",
                    }
                ],
            ),
            _measure(
                "wasser.1.II",
                [6, 6],
                [13, 13],
                roles=[_role("werft", "Werft", "lead")],
                open_roles=[
                    {"as_printed": "weitere Akteure", "role": "contributor", "kind": "unnamed"}
                ],
                commitments=[
                    {
                        "kind": "quantity",
                        "as_printed": "Drei neue Stege",
                        "value": 3,
                        "unit": "Stege",
                    },
                    {"kind": "start", "as_printed": "ab 2020", "start": "2020-01-01"},
                ],
            ),
            _measure(
                "wasser.2.I",
                [17, 17],
                [21, 21],
                roles=[_role("zoll", "Zoll", "lead", scope="Messnetz")],
            ),
        ],
    }


@pytest.fixture
def small_text() -> str:
    """The text of an invented plan: two fields, three measures."""
    return SMALL_TEXT


@pytest.fixture
def small_plan() -> dict[str, Any]:
    """A fresh package of the invented plan, to be changed by the test."""
    return _small_plan()


@pytest.fixture
def as_document() -> Callable[[dict[str, Any]], PlanDocument]:
    """Turns a changed package into a document."""
    return PlanDocument.model_validate


@pytest.fixture(scope="session")
def berlin() -> PlanDocument:
    """The real package."""
    return load(PACKAGE)


@pytest.fixture(scope="session")
def berlin_text() -> str:
    """The published text; it stands beside the checkout and is not part of it."""
    if not SOURCE.exists():
        reason = f"the published text is not at {SOURCE}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return SOURCE.read_text(encoding="utf-8")
