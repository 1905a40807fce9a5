# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What is wrong in a field or between the records is told with its place."""

from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

from tests.plan.conftest import Refuse
from tests.plan.documents import both, document, goal, institution, measure, node, undertaking

SMALL = document(
    measure("hafen.1.I", leads=["werft"], contributors=["zoll"]),
    measure("hafen.1.II", leads=["zoll"]),
    institutions=[institution("werft"), institution("zoll")],
)
Change: TypeAlias = Callable[[dict[str, Any]], object]


def titled(words: str) -> Change:
    return lambda tree: tree["measures"][0]["title"].update(de=words)


# (change to the tree, place told, words told)
RECORDS: dict[str, tuple[Change, str, str]] = {
    "an id with capitals": (
        lambda t: t["institutions"][0].update(id="Werft"),
        "institutions[0].id",
        "Kennungen bestehen aus Kleinbuchstaben",
    ),
    "an id that says another number": (
        lambda t: t["measures"][0].update(number="II"),
        "measures[0]",
        "number ist 'II', aber die Kennung sagt 'I'",
    ),
    "an id without a path": (
        lambda t: t["measures"].append(measure("hafen")),
        "measures[2]",
        "Ast.Feld.Nummer",
    ),
    "an id that ends like the address of data": (
        lambda t: t["goals"][0].update(id="hafen.csv"),
        "goals[0].id",
        "hafen.csv endet auf .json oder .csv",
    ),
    "a measure whose number ends like the address of data": (
        lambda t: t["measures"].append(measure("hafen.1.json")),
        "measures[2].id",
        "endet auf .json oder .csv",
    ),
    "an id twice": (
        lambda t: t["measures"].append(t["measures"][0]),
        "measures[2].id",
        "„hafen.1.I“ gibt es schon",
    ),
    "an institution twice": (
        lambda t: t["institutions"].append(t["institutions"][0]),
        "institutions[2].id",
        "„werft“ gibt es schon",
    ),
    "a number twice": (
        lambda t: t["nodes"].append(node("hafen.2", number="1")),
        "nodes[1].number",
        "Die Nummer 1 kommt unter „hafen“ mehrfach vor",
    ),
    "a whole beside its part": (
        lambda t: t["measures"].append(measure("hafen.1.I.A")),
        "measures[0].id",
        "einmal als Ganzes, einmal in Teilen",
    ),
    "an unknown institution": (
        lambda t: t["measures"][0]["roles"][0].update(institution="wreft"),
        "measures[0].roles[0].institution",
        "Die Institution „wreft“ ist nicht bekannt. Ist „werft“ gemeint?",
    ),
    "an institution like no other": (
        lambda t: t["measures"][0]["roles"][0].update(institution="xyz-123"),
        "measures[0].roles[0].institution",
        "Die Institution „xyz-123“ ist nicht bekannt.",
    ),
    "an unknown level": (
        lambda t: t["nodes"][1].update(level="feld"),
        "nodes[1].level",
        "Die Ebene „feld“ ist nicht bekannt.",
    ),
    "an unknown parent": (
        lambda t: t["nodes"][1].update(parent="hafn"),
        "nodes[1].parent",
        "Der Ast „hafn“ ist nicht bekannt. Ist „hafen“ gemeint?",
    ),
    "a measure on no branch": (
        lambda t: t["measures"].append(measure("hafen.3.I")),
        "measures[2].id",
        "Der Ast „hafen.3“ ist nicht bekannt.",
    ),
    "a goal on no branch": (
        lambda t: t["goals"].append(goal("ziel", "see")),
        "goals[1].node",
        "Der Ast „see“ ist nicht bekannt.",
    ),
    "an unknown strategy": (
        lambda t: (
            t["plan"].update(strategies=[{"id": "innobb", "name": both("x")}]),
            t["measures"][0].update(strategies=["inobb"]),
        ),
        "measures[0].strategies[0]",
        "Die Strategie „inobb“ ist nicht bekannt. Ist „innobb“ gemeint?",
    ),
    "an unknown programme": (
        lambda t: (
            t["plan"].update(programmes=[{"id": "bek-2030", "name": both("x")}]),
            t["measures"][0].update(external_refs=[{"programme": "bek", "as_printed": "x"}]),
        ),
        "measures[0].external_refs[0].programme",
        "Das Programm „bek“ ist nicht bekannt. Ist „bek-2030“ gemeint?",
    ),
    "an undertaking of no measure": (
        lambda t: t["plan"].update(undertakings=[undertaking("kran", "hafen.1.III")]),
        "plan.undertakings[0].measures[0].measure",
        "Die Maßnahme „hafen.1.III“ ist nicht bekannt. Ist „hafen.1.II“ gemeint?",
    ),
    "branches in a circle": (
        lambda t: t["nodes"][0].update(parent="hafen.1"),
        "nodes[0].parent",
        "hafen → hafen.1 → hafen",
    ),
    "units in a circle": (
        lambda t: [
            i.update(part_of=o) for i, o in zip(t["institutions"], ("zoll", "werft"), strict=True)
        ],
        "institutions[0].part_of",
        "werft → zoll → werft",
    ),
    "a member of itself": (
        lambda t: t["institutions"][1].update(members=[{"institution": "zoll"}]),
        "institutions[1].members",
        "zoll → zoll",
    ),
    "a role twice": (
        lambda t: t["measures"][0]["roles"].append(t["measures"][0]["roles"][0]),
        "measures[0].roles[2]",
        "Dieser Eintrag steht schon da: werft, lead",
    ),
    "two editions that are this one": (
        lambda t: t["plan"].update(
            editions=[
                {"number": n, "label": both("x"), "year": 2000 + n, "is_this": True} for n in (1, 2)
            ]
        ),
        "plan.editions",
        "Nur eine Fassung",
    ),
    "HTML in a title": (
        lambda t: t["measures"][0]["title"].update(de="<script>alert(1)</script>"),
        "measures[0].title.de",
        "HTML",
    ),
    **{
        f"U+{ord(sign):04X}": (
            titled(f"a{sign}b"),
            "measures[0].title.de",
            "",
        )
        for sign in "\x00\x07\n\r\x7f\x85\u2028\ud800\ufffe\uffff"
    },
    "a control character in a number": (
        lambda t: t["nodes"][1].update(number="1\x00"),
        "nodes[1].number",
        "",
    ),
    "HTML in a number": (lambda t: t["nodes"][1].update(number="<b>"), "nodes[1].number", ""),
    "a list for a number": (lambda t: t["nodes"][1].update(number=[1]), "nodes[1].number", ""),
    "a title without English": (
        lambda t: t["measures"][0]["title"].pop("en"),
        "measures[0].title.en",
        "Das Feld „en“ fehlt",
    ),
    "an empty title": (
        lambda t: t["measures"][0]["title"].update(de="  "),
        "measures[0].title.de",
        "ist leer",
    ),
    "a title without end": (
        lambda t: t["measures"][0]["title"].update(de="x" * 2001),
        "measures[0].title.de",
        "zu lang (höchstens 2000 Zeichen)",
    ),
    "a field that there is not": (
        lambda t: t["measures"][0].update(titel="x"),
        "measures[0].titel",
        "Das Feld „titel“ gibt es hier nicht",
    ),
    "an unknown role": (
        lambda t: t["measures"][0]["roles"][0].update(role="chef"),
        "measures[0].roles[0].role",
        "erlaubt ist nur: 'lead', 'joint' or 'contributor'",
    ),
    "text for a line": (
        lambda t: t["measures"][0]["source"].update(lines=["zehn", 12]),
        "measures[0].source.lines[0]",
        "soll aber eine ganze Zahl sein",
    ),
    "lines that run backwards": (
        lambda t: t["measures"][0]["source"].update(lines=[12, 10]),
        "measures[0].source.lines",
        "der Zeilenbereich läuft rückwärts: 12 bis 10",
    ),
    "line nought": (
        lambda t: t["measures"][0]["source"].update(lines=[0, 1]),
        "measures[0].source.lines[0]",
        "mindestens 1",
    ),
    "a line beyond any text": (
        lambda t: t["measures"][0]["source"].update(lines=[1, 10**30]),
        "measures[0].source.lines[1]",
        "",
    ),
    "a page that cannot be": (
        lambda t: t["measures"][0]["source"].update(page=10**6),
        "measures[0].source.page",
        "",
    ),
    "an amount that is no number": (
        lambda t: t["measures"][0].update(
            commitments=[{"kind": "quantity", "as_printed": "x", "value": float("nan")}]
        ),
        "measures[0].commitments[0].value",
        "",
    ),
    "an amount without end": (
        lambda t: t["measures"][0].update(
            commitments=[{"kind": "quantity", "as_printed": "x", "value": float("inf")}]
        ),
        "measures[0].commitments[0].value",
        "",
    ),
    "a day that is no day": (
        lambda t: t["plan"]["period"].update(start="im Mai"),
        "plan.period.start",
        "soll aber ein Datum sein (JJJJ-MM-TT)",
    ),
    "a period that runs backwards": (
        lambda t: t["plan"]["period"].update(start="2023-01-01"),
        "plan.period",
        "bevor er am",
    ),
    "a plan of the year one": (
        lambda t: (t["plan"].update(slug="neu"), t["plan"]["period"].update(start="0001-01-01")),
        "plan.period.start",
        "",
    ),
}


@pytest.mark.parametrize("name", RECORDS)
def test_a_wrong_record_is_told_with_its_place(name: str, refused: Refuse) -> None:
    change, place, words = RECORDS[name]
    tree = SMALL.model_dump(mode="json")
    change(tree)
    problems = refused(tree)
    assert [p for p in problems if p.startswith(f"{place}: ") and words in p], problems
