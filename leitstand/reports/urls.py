# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the reports room."""

from django.urls import path, register_converter

from leitstand.plan import converters  # noqa: F401  (registers path_id)
from leitstand.reports.rendering import FORMATS
from leitstand.reports.texts import LANGUAGES
from leitstand.reports.views import desk, drafts, packs, public, questions, releasing
from leitstand.ui.pages import page_paths

app_name = "reports"


class _Words:
    """One of a few words."""

    regex = ""

    def to_python(self, value: str) -> str:
        """The word as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The word as it stands."""
        return value


class ReportFormat(_Words):
    """The form of a report."""

    regex = "|".join(FORMATS)


class ReportLanguage(_Words):
    """The language of a report."""

    regex = "|".join(LANGUAGES)


register_converter(ReportFormat, "report_format")
register_converter(ReportLanguage, "report_language")

_FILE = "<report_language:language>.<report_format:format>"
_DESK = "geschaeftsstelle/runden/<slug:round>/bericht"
_QUESTION = "geschaeftsstelle/anfragen"
_DRAFT = "berichte/<slug:round>"
_PUBLIC = "plaene/<slug:plan>/berichte"
urlpatterns = [
    path(_DESK, desk.report_desk, name="desk"),
    path(f"{_DESK}/veroeffentlichen", releasing.release_step, name="release"),
    path(_QUESTION, questions.question_form, name="question"),
    path(f"{_QUESTION}/antwort", questions.answer_page, name="answer"),
    path(f"{_QUESTION}/antwort/{_FILE}", questions.answer_file, name="answer-file"),
    *page_paths(_DRAFT, drafts.draft, "draft"),
    path(f"{_DRAFT}/bericht/{_FILE}", drafts.draft_file, name="draft-file"),
    path(f"{_DRAFT}/felder/<path_id:field>/{_FILE}", drafts.field_file, name="field-file"),
    path(f"sitzungen/<int:meeting>/unterlage/{_FILE}", packs.pack_file, name="pack"),
    path("runden/<slug:round>/berichte", public.of_round, name="of-round"),
    *page_paths(_PUBLIC, public.release_list, "releases"),
    path(f"{_PUBLIC}/<slug:round>/<int:number>/{_FILE}", public.release_file, name="release-file"),
]
