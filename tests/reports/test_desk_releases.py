# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What was made public stays what it was, whatever is edited, decided or told otherwise later."""

import dataclasses
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from leitstand.core.models import AuditEvent
from leitstand.core.permissions import NotPermitted
from leitstand.core.selectors import data_version
from leitstand.plan.document import PlanDocument
from leitstand.reports import keeping
from leitstand.reports.document import Document, fingerprint
from leitstand.reports.errors import ReleaseDiffers, ReleaseNotFound, ReleaseRefused
from leitstand.reports.models import Release
from leitstand.reports.rendering import FORMATS, render
from leitstand.reports.selectors.documents import monitoring_document
from leitstand.reports.selectors.releases import release, released_document, releases
from leitstand.reports.services.releasing import report_release
from leitstand.steering.errors import RoundNotFrozen
from leitstand.steering.services.rounds import round_publish
from tests.people import OPERATOR, person
from tests.reports.desk_cast import MEASURE, PLAN, ROUND, published_round, released, texts, written
from tests.steering.cast import berlin_asked

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def public(berlin: PlanDocument) -> None:
    published_round()


def test_a_released_report_is_listed_with_the_fingerprint_that_it_is_built_to() -> None:
    number = written()
    assert released(number) == 1
    (line,) = releases(PLAN)
    for language in ("de", "en"):
        built = monitoring_document(ROUND, language=language, texts=number)
        assert line.fingerprints[language] == fingerprint(built)
        assert fingerprint(released_document(line, language)) == fingerprint(built)
    assert (line.number, line.texts, line.is_example, line.is_newest) == (1, number, True, True)


def test_what_was_released_stays_when_the_office_writes_something_else() -> None:
    released(written())
    before = releases(PLAN)[0]
    written(texts("Etwas ganz anderes."), seen=1)
    after = release(PLAN, ROUND, 1)
    assert after == before
    assert released_document(after, "de") == released_document(before, "de")
    assert fingerprint(monitoring_document(ROUND, language="de")) != after.fingerprints["de"]


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_kept_gives_the_same_files_as_what_was_built(form: Any) -> None:
    written(texts(flagships=(MEASURE,)))
    built = monitoring_document(ROUND, language="de")
    again = keeping.document_from(keeping.kept(built))
    assert fingerprint(again) == fingerprint(built)
    assert render(again, form) == render(built, form)


def test_a_kept_report_that_was_changed_is_not_given_out() -> None:
    released()
    line = releases(PLAN)[0]
    other = dataclasses.replace(released_document(line, "de"), title="Alles bestens")
    Release.objects.update(content_de=keeping.kept(other))
    with pytest.raises(ReleaseDiffers):
        released_document(line, "de")


def test_a_correction_is_the_next_number_and_says_why() -> None:
    released()
    written()
    with pytest.raises(ReleaseRefused, match="warum"):
        released(1, seen=1)
    assert released(1, seen=1, reason="Ein Absatz fehlte.") == 2
    newest, first = releases(PLAN)
    assert (newest.number, newest.reason, newest.is_newest) == (2, "Ein Absatz fehlte.", True)
    assert (first.number, first.reason, first.is_newest) == (1, "", False)


def test_the_same_report_is_not_released_twice() -> None:
    released()
    for seen in (0, 1):
        with pytest.raises(ReleaseRefused, match=r"schon veröffentlicht, als Nr\. 1"):
            released(seen=seen, reason="doppelt")
    assert Release.objects.count() == 1


def test_whoever_did_not_see_the_newest_texts_or_release_is_asked_to_look_again() -> None:
    written()
    with pytest.raises(ReleaseRefused, match="Texte wurden inzwischen geändert"):
        released(0)
    released(1)
    written(texts("Neu."), seen=1)
    with pytest.raises(ReleaseRefused, match=r"Nr\. 1 veröffentlicht"):
        released(2, seen=0)
    assert Release.objects.count() == 1


def test_releasing_is_on_record_and_renews_public_pages() -> None:
    version = data_version()
    released()
    event = AuditEvent.objects.get(act="report.release")
    assert event.subject == f"report:{PLAN}/{ROUND}"
    assert event.details["fingerprints"]["de"] == releases(PLAN)[0].fingerprints["de"]
    assert data_version() > version


@pytest.mark.parametrize("role", ["lead", "committee", "network", "reader"])
def test_only_the_office_releases(role: str) -> None:
    with pytest.raises(NotPermitted):
        report_release(actor=person(role), round=ROUND, texts=0, seen=0)
    assert Release.objects.count() == 0


def test_a_report_is_public_only_after_its_round() -> None:
    published_round("noch-nicht", is_published=False)
    with pytest.raises(ReleaseRefused, match="noch nicht veröffentlicht"):
        report_release(actor=OPERATOR, round="noch-nicht", texts=0, seen=0)
    round_publish(actor=OPERATOR, slug="noch-nicht")
    assert report_release(actor=OPERATOR, round="noch-nicht", texts=0, seen=0) == 1
    with pytest.raises(RoundNotFrozen):
        report_release(actor=OPERATOR, round=berlin_asked(), texts=0, seen=0)


def test_german_always_belongs_to_it_and_english_may_be_left_out() -> None:
    with pytest.raises(ReleaseRefused, match="deutsche"):
        report_release(actor=OPERATOR, round=ROUND, texts=0, seen=0, languages=("en",))
    report_release(actor=OPERATOR, round=ROUND, texts=0, seen=0, languages=("de",))
    assert set(releases(PLAN)[0].fingerprints) == {"de"}


def test_the_database_refuses_a_correction_without_a_reason_and_a_number_twice() -> None:
    released()
    row = Release.objects.get()
    for change in ({"number": 2}, {"number": 1}, {"number": 2, "fingerprint_de": "x"}):
        other = Release(
            **{
                field.attname: getattr(row, field.attname)
                for field in Release._meta.concrete_fields
                if not field.primary_key
            }
            | change
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            other.save()


def test_listing_costs_one_statement_and_looks_at_no_report() -> None:
    released()
    with CaptureQueriesContext(connection) as found:
        assert releases(PLAN)
    assert len(found) == 1
    assert "content_de" not in found[0]["sql"]


def test_what_nobody_released_is_not_there() -> None:
    with pytest.raises(ReleaseNotFound):
        release(PLAN, ROUND, 1)
    assert releases("anderswo") == ()


def test_a_report_kept_as_a_value_keeps_every_kind_of_block(berlin: PlanDocument) -> None:
    built: Document = monitoring_document(ROUND, language="en")
    assert keeping.document_from(keeping.kept(built)).sections == built.sections
