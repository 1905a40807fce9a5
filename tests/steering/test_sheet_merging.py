# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A sheet that comes back meets what was said meanwhile: cell by cell, nothing lost or doubled."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from leitstand.core.models import AuditEvent
from leitstand.core.permissions import NotPermitted
from leitstand.steering.actors import LinkHolder
from leitstand.steering.answer import AnswerContent, BudgetLine, Evidence, Milestone
from leitstand.steering.enums import AnswerWay
from leitstand.steering.errors import AnswerRefused, DutyNotFound
from leitstand.steering.models import Answer, Duty
from leitstand.steering.services import rounds
from leitstand.steering.services.sheets import SheetTaken, SheetUndecided
from leitstand.steering.sheet.rows import SheetRefused
from tests.steering.harbour import (
    NOON,
    OFFICE,
    PLAN,
    ROUND,
    RUNNING,
    answered,
    duty,
    plan_stands,
    round_stands,
)
from tests.steering.sheets import edited, previewed, put, taken, workbook

pytestmark = pytest.mark.django_db

STATE, ACCOUNT = "Stand der Umsetzung", "Was ist geschehen?"
OUTLOOK, OBSTACLES = "Eigene Einschätzung", "Was steht im Weg?"
FULL = RUNNING.model_copy(
    update={
        "milestones": (
            Milestone(id="m1", title="Fundament", due_on=dt.date(2026, 12, 1)),
            Milestone(
                id="m2", title="Richtfest", due_on=dt.date(2027, 6, 1), depends_on=("hafen.1.I#m1",)
            ),
        ),
        "evidence": (
            Evidence(id="e1", kind="document", title="Plan", href="https://x.example/", code="7"),
        ),
        "budget": (BudgetLine(line="1330/68", source="Land", year=2026, planned_eur=Decimal(9)),),
    }
)


@pytest.fixture
def crane(db: None) -> Duty:
    """What the wharf owes about its crane, answered once."""
    plan_stands()
    round_stands()
    found = duty("hafen.1.I", "werft")
    answered(found, FULL)
    return found


def newest(owed: Duty) -> AnswerContent:
    owed.refresh_from_db()
    found = owed.draft or owed.answer
    assert found is not None
    return AnswerContent.model_validate(found.content)


def test_what_was_filled_in_is_handed_in_for_all_measures_at_once(crane: Duty) -> None:
    content = edited(
        workbook(),
        put("Antworten", STATE, 0, "abgeschlossen"),
        put("Antworten", STATE, 1, "RUNNING"),
        put("Antworten", OUTLOOK, 1, "gefährdet "),
        put("Antworten", OBSTACLES, 1, "Es fehlt an Stahl."),
    )
    assert taken(content) == SheetTaken(submitted=2, drafts=0, unchanged=0)
    other = duty("hafen.1.II", "werft")
    assert newest(crane).state == "done"
    assert newest(crane).milestones == FULL.milestones
    assert (newest(other).state, newest(other).outlook) == ("running", "at-risk")
    assert newest(other).obstacles == "Es fehlt an Stahl."


def test_what_a_milestone_waits_for_stands_in_a_cell_of_its_own(crane: Duty) -> None:
    column = "Wartet auf (Kennungen)"
    content = edited(workbook(), put("Meilensteine", column, 0, "hafen.1.II, hafen.1.I#m2"))
    taken(content)
    first, second = newest(crane).milestones
    assert first.depends_on == ("hafen.1.II", "hafen.1.I#m2")
    assert second.depends_on == ("hafen.1.I#m1",)
    wrong = previewed(edited(workbook(), put("Meilensteine", column, 0, "der Kran")))
    assert "Bitte so schreiben" in wrong.troubles[0].message


def test_the_same_sheet_again_changes_nothing(crane: Duty) -> None:
    content = edited(
        workbook(),
        put("Antworten", ACCOUNT, 0, "Er steht."),
        put("Meilensteine", "Kennung (nicht ändern)", 2, "hafen.1.I"),
        put("Meilensteine", "Name des Meilensteins", 2, "Probelauf"),
    )
    assert taken(content).submitted == 1
    count, acts = Answer.objects.count(), AuditEvent.objects.count()
    for is_submitted in (True, False, True):
        assert taken(content, is_submitted=is_submitted).unchanged == 2
    assert (Answer.objects.count(), AuditEvent.objects.count()) == (count, acts)
    assert [one.title for one in newest(crane).milestones].count("Probelauf") == 1
    assert previewed(content).answers[0].is_known


def test_a_sheet_taken_before_does_not_undo_what_was_said_later(crane: Duty) -> None:
    content = edited(workbook(), put("Antworten", ACCOUNT, 0, "Er steht."))
    taken(content)
    answered(crane, FULL.model_copy(update={"account": "Er fährt."}))
    assert taken(content).unchanged == 2
    assert newest(crane).account == "Er fährt."


def test_drafts_stay_drafts_until_they_are_handed_in(crane: Duty) -> None:
    content = edited(workbook(), put("Antworten", ACCOUNT, 0, "Er steht."))
    assert taken(content, is_submitted=False).drafts == 1
    crane.refresh_from_db()
    assert crane.answer is not None
    assert crane.answer.number == 1
    assert taken(content, is_submitted=True).submitted == 1
    crane.refresh_from_db()
    assert crane.answer.number == 3


def test_what_is_incomplete_stays_a_draft_and_is_told(crane: Duty) -> None:
    content = edited(workbook(), put("Antworten", STATE, 1, "läuft"))
    assert previewed(content).answers[1].missing
    assert taken(content) == SheetTaken(submitted=0, drafts=1, unchanged=1)
    assert duty("hafen.1.II", "werft").answer is None


def test_what_two_people_changed_in_different_cells_is_all_followed(crane: Duty) -> None:
    content = edited(
        workbook(),
        put("Antworten", ACCOUNT, 0, "Aus der Tabelle."),
        put("Meilensteine", "Erreicht am", 0, "01.11.2026"),
    )
    moved = Milestone(id="m1", title="Fundament", due_on=dt.date(2027, 1, 15))
    theirs = {"obstacles": "Von der Seite.", "milestones": (moved, FULL.milestones[1])}
    answered(crane, FULL.model_copy(update=theirs))
    assert previewed(content).conflicts == ()
    taken(content)
    said = newest(crane)
    assert (said.account, said.obstacles) == ("Aus der Tabelle.", "Von der Seite.")
    # The same milestone: one moved its date in the form, the other reached it in the sheet.
    assert said.milestones[0].due_on == dt.date(2027, 1, 15)
    assert said.milestones[0].done_on == dt.date(2026, 11, 1)


@pytest.mark.parametrize(("side", "kept"), [("sheet", "Tabelle"), ("there", "Seite")])
def test_what_two_people_changed_in_the_same_cell_is_decided_by_a_person(
    crane: Duty, side: str, kept: str
) -> None:
    content = edited(workbook(), put("Antworten", ACCOUNT, 0, "Tabelle"))
    answered(crane, FULL.model_copy(update={"account": "Seite"}))
    (conflict,) = previewed(content).conflicts
    assert (conflict.base, conflict.mine, conflict.theirs) == (RUNNING.account, "Tabelle", "Seite")
    assert conflict.place == "Antworten!H4"
    before = Answer.objects.count()
    with pytest.raises(SheetUndecided):
        taken(content)
    assert Answer.objects.count() == before
    taken(content, choices={conflict.id: side})
    assert newest(crane).account == kept


def test_a_decision_about_something_else_decides_nothing(crane: Duty) -> None:
    content = edited(workbook(), put("Antworten", ACCOUNT, 0, "Tabelle"))
    answered(crane, FULL.model_copy(update={"account": "Seite"}))
    (conflict,) = previewed(content).conflicts
    for choices in ({conflict.id: "beide"}, {f"x{conflict.id}": "sheet"}):
        with pytest.raises(SheetUndecided):
            taken(content, choices=choices)


def test_one_answer_in_the_way_leaves_all_unwritten(crane: Duty) -> None:
    content = edited(
        workbook(),
        put("Antworten", ACCOUNT, 0, "Tabelle"),
        put("Antworten", STATE, 1, "übermorgen"),
    )
    with pytest.raises(SheetUndecided):
        taken(content)
    assert Answer.objects.count() == 1


def test_deleted_rows_delete_nothing_and_are_told(crane: Duty) -> None:
    content = edited(
        workbook(),
        lambda book: book["Antworten"].delete_rows(4),
        lambda book: book["Meilensteine"].delete_rows(4),
        lambda book: book["Haushalt"].delete_rows(4, 80),
        lambda book: book.remove(book["Nachweise"]),
    )
    preview = previewed(content)
    told = " ".join(preview.notes)
    for words in ("hafen.1.I", "Meilensteine, Fundament", "1330/68", "Das Blatt „Nachweise“ fehlt"):
        assert words in told
    assert taken(content).unchanged == 2
    assert newest(crane) == FULL


def test_a_cell_that_was_emptied_empties_what_was_said(crane: Duty) -> None:
    content = edited(workbook(), put("Antworten", ACCOUNT, 0, None))
    (change,) = previewed(content).answers[0].changes
    assert (change.before, change.after) == (RUNNING.account, "–")
    taken(content)
    assert newest(crane).account == ""


def test_columns_and_rows_may_be_moved_and_blank_rows_put_between(crane: Duty) -> None:
    def move(book: object) -> None:
        page = book["Antworten"]  # type: ignore[index]
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=3)]
        page.delete_rows(1, 50)
        for row in (rows[0], [], rows[2], [], [], rows[1]):
            page.append([None, *reversed(row)] if row else [None])

    content = edited(workbook(), move)
    preview = previewed(content)
    assert (preview.troubles, preview.notes) == ((), ())
    assert not preview.has_news
    # The first cell of the fifth row now stands where the account of the second measure was.
    assert taken(edited(content, lambda b: b["Antworten"].__setitem__("G3", "Neu"))).drafts == 1
    assert newest(duty("hafen.1.II", "werft")).account == "Neu"


def test_a_sheet_in_english_is_read_with_german_words_and_the_other_way(crane: Duty) -> None:
    content = edited(workbook(language="en"), put("Antworten", STATE, 0, "done"))
    taken(content)
    assert newest(crane).state == "done"


def test_a_copied_row_is_a_new_entry_and_the_old_one_stays(crane: Duty) -> None:
    def copy(book: object) -> None:
        page = book["Meilensteine"]  # type: ignore[index]
        page.insert_rows(4)
        for column in range(1, 8):
            page.cell(4, column, page.cell(5, column).value)
        page.cell(4, 4, "Abnahme")

    taken(edited(workbook(), copy))
    said = newest(crane).milestones
    assert [one.title for one in said] == ["Fundament", "Richtfest", "Abnahme"]
    assert said[0] == FULL.milestones[0]
    assert len({one.id for one in said}) == 3


def test_a_budget_line_may_be_called_otherwise_and_stays_one_line(crane: Duty) -> None:
    content = edited(workbook(), put("Haushalt", "Haushaltsjahr", 0, "2027"))
    taken(content)
    assert [(one.year, one.planned_eur) for one in newest(crane).budget] == [(2027, Decimal(9))]
    later = edited(content, put("Haushalt", "Ausgegeben in Euro", 0, "1.000,50"))
    taken(later)
    assert [(one.year, one.spent_eur) for one in newest(crane).budget] == [
        (2027, Decimal("1000.50"))
    ]


def test_what_was_taken_away_meanwhile_and_changed_in_the_sheet_is_decided(crane: Duty) -> None:
    content = edited(workbook(), put("Meilensteine", "Erreicht am", 0, "01.11.2026"))
    answered(crane, FULL.model_copy(update={"milestones": FULL.milestones[1:]}))
    (conflict,) = previewed(content).conflicts
    assert conflict.theirs == "inzwischen gelöscht"
    taken(content, choices={conflict.id: "sheet"})
    assert {one.id for one in newest(crane).milestones} == {"m1", "m2"}


def test_an_attachment_stays_with_its_evidence(crane: Duty) -> None:
    from leitstand.steering.models import Attachment

    kept = Attachment.objects.create(
        duty=crane, name="a.pdf", media_type="application/pdf", size=1, sha256="0", content=b"x",
        added_by="x", added_at=NOON,
    )  # fmt: skip
    proof = Evidence(id="e1", kind="document", title="Bescheid", attachment=kept.pk)
    answered(crane, FULL.model_copy(update={"evidence": (proof,)}))
    taken(edited(workbook(), put("Nachweise", "Name des Nachweises", 0, "Der Bescheid")))
    (said,) = newest(crane).evidence
    assert (said.title, said.attachment) == ("Der Bescheid", kept.pk)


def holder(institution: str = "werft", *measures: str) -> LinkHolder:
    return LinkHolder(7, ROUND, PLAN, institution, "Anna", frozenset(measures))


def test_a_personal_link_gets_and_takes_only_what_it_opens(crane: Duty) -> None:
    content = workbook(respondent=holder("werft", "hafen.1.II"))
    keys = [row[0].value for row in load_workbook(io.BytesIO(content))["Antworten"]["A4:A9"]]
    assert [key for key in keys if key] == ["hafen.1.II"]
    whole = edited(
        workbook(respondent=holder()),
        put("Antworten", ACCOUNT, 0, "Fremd"),
        put("Antworten", ACCOUNT, 1, "Eigen"),
    )
    assert taken(whole, respondent=holder("werft", "hafen.1.II")).drafts == 1
    assert newest(crane) == FULL
    said = Answer.objects.get(duty=duty("hafen.1.II", "werft"))
    assert (said.way, said.said_by, said.speaker) == (AnswerWay.SHEET, "link:7", "Anna")


def test_nobody_gets_or_gives_the_sheet_of_another(crane: Duty) -> None:
    for respondent in (holder("zoll"), holder("werft", "hafen.2.I")):
        with pytest.raises(NotPermitted):
            workbook(respondent=respondent)
        with pytest.raises(NotPermitted):
            taken(workbook(), respondent=respondent)
    with pytest.raises(DutyNotFound):
        workbook("gibt-es-nicht")


def test_a_closed_round_takes_no_sheet(crane: Duty) -> None:
    content = edited(workbook(), put("Antworten", ACCOUNT, 0, "Zu spät"))
    rounds.round_close(actor=OFFICE, slug=ROUND)
    with pytest.raises(AnswerRefused, match="geschlossen"):
        taken(content, respondent=holder())
    rounds.round_freeze(actor=OFFICE, slug=ROUND)
    with pytest.raises(SheetUndecided) as undecided:
        taken(content)
    assert "nimmt keine Antworten" in undecided.value.preview.troubles[0].message


def test_a_sheet_newer_than_the_database_is_refused(crane: Duty) -> None:
    content = workbook()
    crane.answer = None
    crane.number = 0
    crane.save()
    Answer.objects.all().delete()
    with pytest.raises(SheetRefused, match="neu herunterladen"):
        previewed(content)


def test_the_preview_asks_few_questions(crane: Duty, django_assert_max_num_queries: object) -> None:
    content = edited(workbook(), put("Antworten", ACCOUNT, 0, "Neu"))
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        previewed(content)
