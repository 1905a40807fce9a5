# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The list of rules and the shape of what they say."""

from django.utils import translation

from leitstand.plan.checks import RULES, Basis, Severity, check
from leitstand.plan.document.model import PlanDocument
from tests.plan.documents import document, institution, level, measure, own_rule


def test_every_rule_has_its_own_key_and_says_what_it_is_for() -> None:
    keys = [rule.key for rule in RULES]
    assert len(set(keys)) == len(keys)
    for rule in RULES:
        assert str(rule.title)
        assert str(rule.explanation).endswith(".")
        assert rule.basis in Basis
        assert rule.severity in Severity


def test_findings_have_exactly_the_published_keys() -> None:
    [finding, *_rest] = check(document(measure("hafen.1.I")))
    assert list(finding.as_json()) == ["rule", "severity", "subjects", "message", "source_lines"]


def test_findings_as_json_are_plain_values() -> None:
    [finding, *_rest] = check(document(measure("hafen.1.I", structure=(7, 9))))
    shown = finding.as_json()
    assert type(shown["severity"]) is str
    assert shown["subjects"] == ["hafen.1.I"]
    assert shown["source_lines"] == [[7, 9]]


def test_the_same_document_gives_the_same_findings_in_the_same_order(berlin: PlanDocument) -> None:
    again = PlanDocument.model_validate(berlin.model_dump())
    assert check(berlin) == check(again)


def test_findings_come_in_the_order_of_the_rules(berlin: PlanDocument) -> None:
    order = [rule.key for rule in RULES]
    places = [order.index(finding.rule) for finding in check(berlin)]
    assert places == sorted(places)


def test_a_plan_that_promised_nothing_breaks_nothing() -> None:
    bare = document(measure("hafen.1.I"))
    promising = document(measure("hafen.1.I"), own_rules=[own_rule("responsible-institutions")])
    assert [f.severity for f in check(bare) if f.rule == "without-lead"] == ["warning"]
    assert [f.severity for f in check(promising) if f.rule == "without-lead"] == ["breach"]


def test_a_sound_plan_gives_no_finding() -> None:
    sound = document(
        measure(
            "hafen.1.I",
            leads=["werft"],
            contributors=["zoll"],
            commitments=[
                {"kind": "deadline", "as_printed": "bis 2021", "end": "2021-12-31"},
                {"kind": "quantity", "as_printed": "drei Stege", "value": 3, "unit": "Stege"},
            ],
        ),
        levels=[
            level("cluster", declared_count=1),
            level("field"),
            level("measure"),
            level("part"),
        ],
        own_rules=[own_rule("responsible-institutions", limit=2)],
    )
    assert check(sound) == ()


def test_a_document_without_measures_can_be_checked() -> None:
    assert check(document(institutions=[institution("werft")])) == ()


def test_a_plan_that_names_no_levels_can_be_checked() -> None:
    plan = document(measure("hafen.1.II"), levels=[])
    assert "numbering" not in [finding.rule for finding in check(plan)]
    assert check(document(measure("hafen.1.I"), levels=[level("measure")]))


def test_lines_that_touch_are_told_as_one_place() -> None:
    plan = document(
        measure("hafen.1.I", leads=["werft"], structure=(10, 11)),
        measure("hafen.1.II", leads=["werft"], structure=(12, 12)),
        measure("hafen.1.III", leads=["werft"], structure=(14, 14)),
    )
    [finding] = [f for f in check(plan) if f.rule == "lead-concentration"]
    assert finding.source_lines == ((10, 12), (14, 14))
    assert finding.message.endswith("(Zeilen 10–12, 14)")


def test_many_places_are_counted_instead_of_listed() -> None:
    numbers = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
    for count, end in ((7, "10, 20, 30, 40, 50, 60, 70)"), (8, "60 und 2 weitere Stellen)")):
        plan = document(
            *(
                measure(f"hafen.1.{number}", leads=["werft"], structure=(place * 10, place * 10))
                for place, number in enumerate(numbers[:count], start=1)
            )
        )
        [finding] = [f for f in check(plan) if f.rule == "lead-concentration"]
        assert finding.message.endswith(end)
        assert len(finding.source_lines) == count


def test_names_follow_the_language() -> None:
    plan = document(measure("hafen.1.I", leads=["werft"]))
    with translation.override("en"):
        [message] = [f.message for f in check(plan) if f.rule == "single-institution"]
    assert "Hafen (en) 1 I" in message
