# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A small package that is right, and everything that can be wrong with it, one by one."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from leitstand.plan.document import PlanDocument
from leitstand.plan.verification import Confirmed, Finding, verify

Plan = dict[str, Any]
AsDocument = Callable[[Plan], PlanDocument]


def measure(plan: Plan, index: int) -> Plan:
    found: Plan = plan["measures"][index]
    return found


def test_the_right_package_is_confirmed_in_numbers(
    small_plan: Plan, small_text: str, as_document: AsDocument
) -> None:
    report = verify(as_document(small_plan), small_text)
    assert report.findings == ()
    assert report.confirmed == Confirmed(
        measures_in_text=3,
        measures=3,
        entries=3,
        roles=6,
        mentions=1,
        open_roles=1,
        # 1 reference, 2 commitments, 5 names, 1 node and 3 × 2 ranges
        references=15,
        lines=8,
    )


def first_role(plan: Plan, **changes: Any) -> None:
    measure(plan, 0)["roles"][0].update(changes)


def drop(entries: list[Any], index: int) -> None:
    del entries[index]


Change = Callable[[Plan], object]
CHANGES: list[tuple[str, str, Change]] = [
    (
        "name-of-another-institution",
        "wasser.1.I",
        lambda plan: first_role(plan, institution="werft"),
    ),
    ("role-not-printed", "wasser.1.I", lambda plan: first_role(plan, as_printed="Lotsenhaus")),
    ("role-missing", "wasser.1.I", lambda plan: first_role(plan, as_printed="Lotsenhaus")),
    ("role-differs", "wasser.1.I", lambda plan: first_role(plan, role="contributor")),
    ("role-differs", "wasser.1.I", lambda plan: first_role(plan, role="joint")),
    ("role-differs", "wasser.1.I", lambda plan: first_role(plan, phase="Aufbau")),
    ("scope-differs", "wasser.1.I", lambda plan: first_role(plan, scope="Messnetz")),
    (
        "role-differs",
        "wasser.1.I",
        lambda plan: measure(plan, 0)["roles"][3].pop("phase"),
    ),
    ("scope-differs", "wasser.2.I", lambda plan: measure(plan, 2)["roles"][0].pop("scope")),
    ("role-missing", "wasser.1.I", lambda plan: drop(measure(plan, 0)["roles"], 1)),
    ("order-of-roles", "wasser.1.I", lambda plan: measure(plan, 0)["roles"].reverse()),
    (
        "mention-missing",
        "wasser.1.I",
        lambda plan: measure(plan, 0)["roles"][2].pop("mentions"),
    ),
    (
        "mention-not-printed",
        "wasser.1.I",
        lambda plan: measure(plan, 0)["roles"][2]["mentions"][0].update(as_printed="Zoll"),
    ),
    (
        "relation-differs",
        "wasser.1.I",
        lambda plan: measure(plan, 0)["roles"][2]["mentions"][0].update(relation="head"),
    ),
    (
        "name-of-another-institution",
        "wasser.1.I",
        lambda plan: measure(plan, 0)["roles"][2]["mentions"][0].update(institution="zoll"),
    ),
    ("unexplained-words", "wasser.1.II", lambda plan: measure(plan, 1).pop("open_roles")),
    (
        "open-role-differs",
        "wasser.1.II",
        lambda plan: measure(plan, 1)["open_roles"][0].update(kind="to-be-identified"),
    ),
    (
        "open-role-differs",
        "wasser.1.II",
        lambda plan: measure(plan, 1)["open_roles"][0].update(role="lead"),
    ),
    (
        "role-not-printed",
        "wasser.1.II",
        lambda plan: measure(plan, 1)["open_roles"][0].update(as_printed="weitere Leute"),
    ),
    ("unexplained-words", "wasser.1.I", lambda plan: drop(plan["institutions"], 0)),
    ("number-not-found", "wasser.1.III", lambda plan: measure(plan, 1).update(id="wasser.1.III")),
    ("structure-number-not-found", "x.1.X", lambda plan: measure(plan, 1).update(id="x.1.X")),
    ("run-over-several-fields", "wasser.3.II", lambda p: measure(p, 1).update(id="wasser.3.II")),
    ("unclaimed-item", "plan", lambda plan: drop(plan["measures"], 1)),
    ("count-of-measures", "plan", lambda plan: drop(plan["measures"], 1)),
    ("measure-twice", "wasser.2.I", lambda plan: plan["measures"].append(measure(plan, 2))),
    (
        "overlapping-claims",
        "wasser.1.II",
        lambda plan: measure(plan, 0)["source"].update(lines=[3, 6]),
    ),
    (
        "overlapping-claims",
        "wasser.2.I",
        lambda plan: measure(plan, 2)["source"].update(structure_lines=[10, 11]),
    ),
    (
        "passage-cut-short",
        "wasser.1.I",
        lambda plan: measure(plan, 0)["source"].update(lines=[3, 3]),
    ),
    (
        "passage-cut-short",
        "wasser.1.I",
        lambda plan: measure(plan, 0)["source"].update(structure_lines=[10, 10]),
    ),
    (
        "passage-not-exact",
        "wasser.1.I",
        lambda plan: measure(plan, 0)["source"].update(lines=[1, 4]),
    ),
    (
        "structure-missing",
        "wasser.2.I",
        lambda plan: measure(plan, 2)["source"].pop("structure_lines"),
    ),
    (
        "lines-beyond-text",
        "wasser.2.I",
        lambda plan: measure(plan, 2)["source"].update(structure_lines=[21, 22]),
    ),
    (
        "lines-are-blank",
        "wasser",
        lambda plan: plan["nodes"][0]["source"].update(lines=[2, 2]),
    ),
    (
        "words-not-printed",
        "wasser.1.II",
        lambda plan: measure(plan, 1)["commitments"][1].update(as_printed="ab 2021"),
    ),
    (
        "figure-not-printed",
        "wasser.1.II",
        lambda plan: measure(plan, 1)["commitments"][0].update(value=4),
    ),
    (
        "figure-not-printed",
        "wasser.1.II",
        lambda plan: measure(plan, 1)["commitments"][1].update(start="2019-01-01"),
    ),
    (
        "reference-to-another-target",
        "wasser.1.I",
        lambda plan: measure(plan, 0)["cross_refs"][0].update(target="wasser.1.II"),
    ),
    (
        "reference-to-another-target",
        "wasser.1.I",
        lambda plan: measure(plan, 0)["cross_refs"][0].update(target="wasser"),
    ),
    (
        "words-not-printed",
        "wasser.1.I",
        lambda plan: measure(plan, 0)["cross_refs"][0].update(as_printed="siehe Nr. 3 I"),
    ),
    ("unclaimed-reference", "wasser.1.I", lambda plan: measure(plan, 0).pop("cross_refs")),
    (
        "page-not-printed",
        "wasser.2.I",
        lambda plan: measure(plan, 2)["source"].update(page=7),
    ),
    (
        "words-not-printed",
        "zoll",
        lambda plan: plan["institutions"][3]["names"][0].update(lines=[3, 3]),
    ),
    (
        "words-not-printed",
        "zoll",
        lambda plan: plan["institutions"][3]["names"].append({"text": "Amt", "kind": "printed"}),
    ),
    (
        "words-not-printed",
        "zoll",
        lambda plan: plan["institutions"][3].update(
            members=[{"institution": "werft", "lines": [21, 21], "basis": "„Werft“, so gelesen"}]
        ),
    ),
    (
        "words-not-printed",
        "wasser.2.I",
        lambda plan: plan["plan"].update(
            undertakings=[
                {
                    "id": "x",
                    "name": {"de": "x", "en": "x"},
                    "measures": [
                        {"measure": "wasser.2.I", "as_printed": "Hafen", "sense": "orders"}
                    ],
                }
            ]
        ),
    ),
    (
        "figure-not-printed",
        "cluster",
        lambda plan: plan["plan"]["levels"][1].update(declared_count=4, declared_lines=[6, 6]),
    ),
    ("words-not-printed", "plan", lambda plan: plan["plan"].update(source_title="Hafenplan")),
    ("other-edition-of-text", "plan", lambda plan: plan["plan"].update(source_sha256="0" * 64)),
    (
        "letter-not-found",
        "wasser.a",
        lambda plan: plan["goals"].append(
            {
                "id": "wasser.a",
                "node": "wasser",
                "letter": "a",
                "title": {"de": "x", "en": "x"},
                "summary": {"de": "x", "en": "x"},
                "source": {"lines": [3, 4]},
            }
        ),
    ),
]


@pytest.mark.parametrize(
    ("rule", "subject", "change"),
    CHANGES,
    ids=[f"{r}-{n}" for n, (r, _s, _c) in enumerate(CHANGES)],
)
def test_each_mistake_is_found_and_named(
    rule: str,
    subject: str,
    change: Change,
    small_plan: Plan,
    small_text: str,
    as_document: AsDocument,
) -> None:
    change(small_plan)
    report = verify(as_document(small_plan), small_text)
    assert (rule, subject) in {(finding.rule, finding.subject) for finding in report.findings}


def findings(plan: Plan, text: str, as_document: AsDocument) -> tuple[Finding, ...]:
    return verify(as_document(plan), text).findings


def test_a_finding_names_the_line(
    small_plan: Plan, small_text: str, as_document: AsDocument
) -> None:
    drop(measure(small_plan, 0)["roles"], 3)
    (finding,) = findings(small_plan, small_text, as_document)
    assert (finding.rule, finding.lines) == ("role-missing", (11, 11))
    assert "Zeile 11" in finding.message
    assert "Zoll" in finding.message


def test_the_right_checksum_is_no_finding(
    small_plan: Plan, small_text: str, as_document: AsDocument
) -> None:
    small_plan["plan"]["source_sha256"] = hashlib.sha256(small_text.encode()).hexdigest()
    assert findings(small_plan, small_text, as_document) == ()


def test_another_edition_of_the_text_is_a_warning_only(
    small_plan: Plan, small_text: str, as_document: AsDocument
) -> None:
    small_plan["plan"]["source_sha256"] = "0" * 64
    report = verify(as_document(small_plan), small_text)
    assert report.is_clean
    assert report.confirmed.roles == 6


def test_an_institution_added_to_the_text_is_found(
    small_plan: Plan, small_text: str, as_document: AsDocument
) -> None:
    text = small_text.replace("und Zoll.", "Seemannsheim und Zoll.")
    (finding,) = findings(small_plan, text, as_document)
    assert (finding.rule, finding.subject) == ("unexplained-words", "wasser.1.I")
    assert "„Seemannsheim“" in finding.message


def test_a_measure_added_to_the_text_is_found(
    small_plan: Plan, small_text: str, as_document: AsDocument
) -> None:
    text = small_text + "\nII.  Das Wasser filtern.\n"
    rules = {finding.rule for finding in findings(small_plan, text, as_document)}
    assert rules == {"unclaimed-item", "count-of-measures"}


def test_a_reference_added_to_the_text_is_found(
    small_plan: Plan, small_text: str, as_document: AsDocument
) -> None:
    text = small_text.replace("Das Wasser messen.", "Das Wasser messen (siehe Hafen).")
    assert [f.rule for f in findings(small_plan, text, as_document)] == ["unclaimed-reference"]


def test_an_institution_cannot_hide_as_an_open_place(
    small_plan: Plan, small_text: str, as_document: AsDocument
) -> None:
    drop(small_plan["institutions"], 0)
    first = measure(small_plan, 0)
    drop(first["roles"], 0)
    first["open_roles"] = [{"as_printed": "Hafenamt", "role": "lead", "kind": "unnamed"}]
    rules = {finding.rule for finding in findings(small_plan, small_text, as_document)}
    assert rules == {"unexplained-words", "role-not-printed"}


def test_a_shared_passage_without_numbers_stands_for_its_whole_field(
    small_plan: Plan, small_text: str, as_document: AsDocument
) -> None:
    text = small_text.replace("I.  Federführung: Zoll (Messnetz).", "Das regelt ein anderer Plan.")
    measure(small_plan, 2)["roles"] = []
    assert findings(small_plan, text, as_document) == ()


def test_roles_under_a_passage_that_names_nobody_are_found(
    small_plan: Plan, small_text: str, as_document: AsDocument
) -> None:
    text = small_text.replace("I.  Federführung: Zoll (Messnetz).", "Das regelt ein anderer Plan.")
    (finding,) = findings(small_plan, text, as_document)
    assert finding.rule == "roles-without-label"


def test_an_institution_in_a_passage_without_labels_is_found(
    small_plan: Plan, small_text: str, as_document: AsDocument
) -> None:
    text = small_text.replace("I.  Federführung: Zoll (Messnetz).", "Das regelt der Zoll.")
    measure(small_plan, 2)["roles"] = []
    (finding,) = findings(small_plan, text, as_document)
    assert finding.rule == "roles-without-label"


def test_any_lines_do_not_pass_as_structure(
    small_plan: Plan, small_text: str, as_document: AsDocument
) -> None:
    text = small_text.replace("I.  Federführung: Zoll (Messnetz).", "Das regelt ein Plan.\n\nEnde.")
    measure(small_plan, 2).update(roles=[])
    measure(small_plan, 2)["source"]["structure_lines"] = [23, 23]
    (finding,) = findings(small_plan, text, as_document)
    assert finding.rule == "structure-not-exact"


def test_a_range_of_numbers_counts_for_each_of_them(
    small_plan: Plan, small_text: str, as_document: AsDocument
) -> None:
    lines = small_text.splitlines()
    lines[9:13] = ["I.–II.  Federführung: Werft; Mitarbeit: weitere", "Akteure.", "", ""]
    for index in (0, 1):
        changed = measure(small_plan, index)
        changed["source"]["structure_lines"] = [10, 11]
        changed["roles"] = measure(small_plan, 1)["roles"]
        changed["open_roles"] = measure(small_plan, 1)["open_roles"]
    names = [{"text": words, "kind": "full"} for words in ("Hafenamt", "Lotsen", "Lotsenhaus")]
    small_plan["institutions"][0]["names"] = names[:1]
    small_plan["institutions"][2]["names"] = names[1:2]
    small_plan["institutions"][4]["names"] = names[2:]
    assert findings(small_plan, "\n".join(lines), as_document) == ()


def test_a_range_claimed_by_one_measure_alone_is_found(
    small_plan: Plan, small_text: str, as_document: AsDocument
) -> None:
    text = small_text.replace("I.  Federführung: Zoll", "I.–II.  Federführung: Zoll")
    (finding,) = findings(small_plan, text, as_document)
    assert finding.rule == "unclaimed-item"
