# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Changes in words: names for keys, words for codes, one language at a time."""

import datetime as dt
from typing import Any

import pytest

from leitstand.core.languages import Language
from leitstand.plan.comparison import TABLE_WORDS
from leitstand.plan.document import PlanDocument
from leitstand.plan.selectors import plan_changes
from leitstand.plan.services import plan_import
from leitstand.plan.story import Item, Passage, passages
from leitstand.plan.telling import _SAID, FIELD_WORDS, FIELDS
from tests.plan.documents import (
    both,
    commitment,
    document,
    goal,
    institution,
    measure,
    mention,
    node,
    open_role,
    role,
)

pytestmark = pytest.mark.django_db
START = dt.date(2020, 1, 1)
ON = dt.date(2020, 6, 1)


def told(before: PlanDocument, after: PlanDocument, language: Language = "de") -> list[Passage]:
    plan_import(document=before, actor="cli:probe")
    plan_import(document=after, actor="cli:probe", effective_on=ON)
    found = plan_changes("klein", since=START, until=ON, language=language)
    return list(passages(found, language=language, plan_title="Der Plan"))


def only(passages: list[Passage]) -> tuple[str, Item]:
    [passage] = passages
    [item] = passage.items
    return passage.name, item


def altered(item: Item) -> list[tuple[str, str, str]]:
    return [(one.field, one.before, one.after) for one in item.alterations]


def one(**changes: Any) -> PlanDocument:
    return document(measure("hafen.1.I", **({"leads": ["werft"]} | changes)))


def test_a_field_has_its_word_and_both_values() -> None:
    name, item = only(told(one(title=both("alt")), one(title=both("neu"))))
    assert name == "Hafen 1 I: neu"
    assert (item.what, item.kind_words) == ("Maßnahme", "geändert")
    assert altered(item) == [("Titel", "alt", "neu")]


def test_a_reader_sees_the_language_of_the_page() -> None:
    _name, item = only(told(one(title=both("alt", "old")), one(title=both("neu", "new")), "en"))
    assert [after for _field, _before, after in altered(item)] == ["new"]


def test_what_changed_in_the_other_language_only_is_marked() -> None:
    _name, item = only(told(one(title=both("a", "old")), one(title=both("a", "new"))))
    assert altered(item) == [("Titel (englisch)", "old", "new")]


def test_an_institution_that_changes_its_role_is_one_change() -> None:
    before, after = one(), one(leads=["zoll"], contributors=["werft"])
    found = told(before, after)
    [passage] = [p for p in found if p.subject.kind == "measure"]
    kinds = {
        item.alterations[0].before or item.alterations[0].after: item for item in passage.items
    }
    changed = next(item for item in passage.items if item.kind == "changed")
    assert altered(changed) == [
        ("Institution", "Werft", "Werft"),
        ("Rolle", "Federführung", "Mitarbeit"),
    ]
    assert "Federführung · Zoll" in kinds


def test_a_role_that_comes_is_told_with_its_limits() -> None:
    limited = [role("werft"), role("werft", phase="Bau", scope="Kai")]
    _name, item = only(told(one(), one(leads=[], roles=limited)))
    assert altered(item) == [("", "", "Federführung · Werft · Bau · Kai")]


def test_a_mention_belongs_to_the_measure_of_its_role() -> None:
    institutions = [institution("werft"), institution("zoll")]
    plain = [role("werft"), role("zoll", "contributor")]
    beside = [role("werft", mentions=[mention("zoll")]), plain[1]]
    before, after = (
        document(measure("hafen.1.I", roles=roles), institutions=institutions)
        for roles in (plain, beside)
    )
    name, item = only(told(before, after))
    assert name.startswith("Hafen 1 I")
    assert altered(item) == [("", "", "Zoll · Organisationseinheit")]


def test_promises_and_open_places_are_told_in_the_words_of_the_plan() -> None:
    after = one(
        commitments=[commitment("deadline", "bis 2021")], open_roles=[open_role("Verbände")]
    )
    [passage] = told(one(), after)
    assert [item.alterations[0].after for item in passage.items] == [
        "Mitarbeit · Verbände",
        "bis 2021 · Frist",
    ]


def test_a_measure_that_is_gone_keeps_its_name() -> None:
    before = document(measure("hafen.1.I"), measure("hafen.1.II", title=both("Kran")))
    name, item = only(told(before, document(measure("hafen.1.I"))))
    assert name == "Hafen 1 II: Kran"
    assert item.kind_words == "entfallen"
    assert altered(item)[0][1].startswith("Kran")


def test_a_branch_a_goal_an_institution_and_the_plan_have_their_names() -> None:
    def made(word: str) -> PlanDocument:
        return document(
            measure("hafen.1.I", leads=["werft"]),
            nodes=[node("hafen"), node("hafen.1", title=both(f"Kai {word}"))],
            goals=[goal("hafen.a", "hafen", title=both(f"Ziel {word}"))],
            institutions=[institution("werft", note=both(word))],
            city=both(word),
        )

    found = told(made("alt"), made("neu"))
    assert [(passage.subject.kind, passage.name) for passage in found] == [
        ("goal", "Ziel neu"),
        ("node", "1 Kai neu"),
        ("institution", "Werft"),
        ("plan", "Kleiner Plan"),
    ]


def test_days_and_line_numbers_read_like_words() -> None:
    before = one(lines=(10, 10), commitments=[commitment("deadline", "bald", end="2021-03-01")])
    after = one(lines=(10, 12), commitments=[commitment("deadline", "bald", end="2021-04-01")])
    [passage] = told(before, after)
    assert [altered(item)[0] for item in passage.items] == [
        ("Zeilen im Plan", "10", "10–12"),
        ("Ende", "01.03.2021", "01.04.2021"),
    ]


def test_what_only_moved_is_not_told() -> None:
    before = document(measure("hafen.1.I"), measure("hafen.1.II"))
    after = document(measure("hafen.1.II"), measure("hafen.1.I"))
    assert told(before, after) == []


def test_every_field_and_every_table_has_words() -> None:
    named = {field.name for fields in FIELDS.values() for field in fields}
    assert named - set(FIELD_WORDS) == set()
    assert set(FIELD_WORDS) - named <= {"measure"}
    assert set(FIELDS) == set(_SAID) == set(TABLE_WORDS)


def test_what_says_a_record_are_fields_of_it() -> None:
    for table, names in _SAID.items():
        assert set(names) <= {field.name for field in FIELDS[table]}, table
