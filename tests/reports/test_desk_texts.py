# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the office adds to a report is kept number by number, and nobody's words are lost."""

import dataclasses

import pytest

from leitstand.core.models import AuditEvent
from leitstand.core.permissions import NotPermitted
from leitstand.core.selectors import data_version
from leitstand.plan.document import PlanDocument
from leitstand.reports.errors import TextsNotFound, TextsOvertaken, TextsRefused
from leitstand.reports.models import ReportTexts
from leitstand.reports.selectors.texts import all_texts, newest_texts, texts_numbered
from leitstand.reports.services.texts import MOST_LETTERS, texts_save
from leitstand.reports.texts import (
    EMPTY,
    FLAGSHIPS,
    KeptTexts,
    canonical,
    from_canonical,
    merged,
    sha256,
)
from leitstand.steering.errors import RoundNotFound, RoundNotFrozen
from tests.people import person
from tests.reports.desk_cast import MEASURE, ROUND, STANDING, WORDS, published_round, texts, written
from tests.steering.cast import berlin_asked

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def frozen(berlin: PlanDocument) -> None:
    published_round(is_published=False)


def test_every_saying_is_a_new_number_and_the_old_ones_stay() -> None:
    assert newest_texts(ROUND).number == 0
    assert written() == 1
    assert written(texts("Anders."), seen=1) == 2
    assert newest_texts(ROUND).texts.words == {(STANDING, "de"): "Anders."}
    assert texts_numbered(ROUND, 1).texts.words == {(STANDING, "de"): WORDS}
    assert [one.number for one in all_texts(ROUND)] == [2, 1]
    assert texts_numbered(ROUND, 0).texts == EMPTY
    with pytest.raises(TextsNotFound, match="1 bis 2"):
        texts_numbered(ROUND, 3)


def test_saying_the_same_again_writes_nothing() -> None:
    assert written() == 1
    assert written(seen=1) == 1
    assert written(texts(f"  {WORDS}  \r\n".replace("\n\n", "\r\n\r\n")), seen=1) == 1
    assert ReportTexts.objects.count() == 1


def test_texts_are_kept_with_a_fingerprint_that_any_change_breaks() -> None:
    wanted = KeptTexts({(STANDING, "de"): "a", (STANDING, "en"): "b"}, (MEASURE,))
    written(wanted)
    row = ReportTexts.objects.get()
    assert from_canonical(row.content) == wanted
    assert row.sha256 == sha256(wanted) == sha256(from_canonical(canonical(wanted)))
    for other in (
        dataclasses.replace(wanted, flagships=()),
        dataclasses.replace(wanted, words={(STANDING, "de"): "a"}),
    ):
        assert sha256(other) != row.sha256


def test_two_officers_who_write_in_different_places_both_stay() -> None:
    written()
    mine = KeptTexts({(STANDING, "de"): WORDS, ("ausblick", "de"): "Ausblick."}, ())
    theirs = dataclasses.replace(texts("Neu."), flagships=(MEASURE,))
    assert written(theirs, seen=1) == 2
    assert written(mine, seen=1) == 3
    assert newest_texts(ROUND).texts == KeptTexts(
        {(STANDING, "de"): "Neu.", ("ausblick", "de"): "Ausblick."}, (MEASURE,)
    )


def test_two_officers_who_change_the_same_see_both_and_nothing_is_written() -> None:
    written()
    written(texts("Ihres."), seen=1)
    with pytest.raises(TextsOvertaken) as overtaken:
        written(texts("Meines.", flagships=(MEASURE,)), seen=1)
    found = overtaken.value
    assert found.clashes == ((STANDING, "de"),)
    assert found.texts.words[(STANDING, "de")] == "Meines."
    assert found.theirs.words[(STANDING, "de")] == "Ihres."
    assert found.texts.flagships == (MEASURE,)
    assert (found.seen, newest_texts(ROUND).number) == (2, 2)
    assert written(found.texts, seen=found.seen) == 3


def test_whoever_empties_what_somebody_changed_is_asked() -> None:
    base, mine, theirs = texts("alt"), EMPTY, texts("neu")
    assert merged(base, mine, theirs)[1] == ((STANDING, "de"),)
    assert merged(base, theirs, mine) == (theirs, ((STANDING, "de"),))
    assert merged(base, base, theirs) == (theirs, ())
    assert merged(base, theirs, theirs) == (theirs, ())


def test_the_flagships_of_two_officers_clash_as_one_thing() -> None:
    found, clashes = merged(EMPTY, KeptTexts({}, ("a",)), KeptTexts({}, ("b",)))
    assert clashes == (FLAGSHIPS,)
    assert found.flagships == ("a",)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (texts(place="gibts-nicht"), "gibts-nicht"),
        (texts("x" * (MOST_LETTERS + 1)), "zu lang"),
        (texts("x" * 200_000), "200000 Zeichen"),
        (texts("a\x00b"), "nicht gedruckt"),
        (texts("a\ud800b"), "nicht gedruckt"),
        (texts(flagships=("hafen.9.I",)), "hafen.9.I"),
        (texts(flagships=("../../etc",)), "../../etc"),
    ],
)
def test_what_cannot_be_taken_is_told_and_nothing_is_written(wanted: KeptTexts, words: str) -> None:
    with pytest.raises(TextsRefused, match=words.replace(".", r"\.")):
        written(wanted)
    assert ReportTexts.objects.count() == 0


def test_forty_pages_and_markup_are_taken_as_they_stand() -> None:
    words = "<script>alert(1)</script> #set page(fill: red) *fett* $x$"
    assert written(texts(words)) == 1
    assert newest_texts(ROUND).texts.words[(STANDING, "de")] == words
    assert written(texts("Wort " * (MOST_LETTERS // 5)), seen=1) == 2


def test_a_text_about_a_flagship_is_taken_and_one_about_no_measure_is_not() -> None:
    place = f"leuchtturm-{MEASURE}"
    assert written(texts(place=place, flagships=(MEASURE,))) == 1
    with pytest.raises(TextsRefused):
        written(texts(place="leuchtturm-hafen.9.I"), seen=1)


def test_writing_is_on_record_and_makes_no_page_stale() -> None:
    version = data_version()
    written()
    event = AuditEvent.objects.get(act="report.write")
    assert event.subject == f"report:berlin-2018-2021/{ROUND}"
    assert event.details == {"number": 1, "sha256": ReportTexts.objects.get().sha256}
    assert data_version() == version


@pytest.mark.parametrize("role", ["lead", "contributor", "committee", "network", "reader"])
def test_only_the_office_writes(role: str) -> None:
    with pytest.raises(NotPermitted):
        texts_save(actor=person(role), round=ROUND, texts=texts(), seen=0)
    assert texts_save(actor=person("office"), round=ROUND, texts=texts(), seen=0) == 1


def test_nothing_is_written_into_the_report_of_a_round_that_can_still_change() -> None:
    slug = berlin_asked()
    with pytest.raises(RoundNotFrozen):
        texts_save(actor=person("office"), round=slug, texts=texts(), seen=0)
    with pytest.raises(RoundNotFound):
        texts_save(actor=person("office"), round="nie", texts=texts(), seen=0)


def test_a_number_that_nobody_could_have_seen_counts_as_nothing_seen() -> None:
    written()
    with pytest.raises(TextsOvertaken):
        written(texts("Anders."), seen=99)
