# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Answering, by a personal link or signed in."""

from django.urls import URLPattern, path, register_converter

from leitstand.steering.errors import LinkRefused
from leitstand.steering.views import answering, answering_desk, answering_link, sheets
from leitstand.steering.views.answering_desk import by_account
from leitstand.steering.views.link_guard import door, no_entry, requires_link
from leitstand.ui.pages import page_paths


class LinkKeyConverter:
    """The key of a personal link, without the signature that its token has."""

    regex = r"[A-Za-z0-9_-]{24}"

    def to_python(self, value: str) -> str:
        """The key as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The key as it stands."""
        return value


register_converter(LinkKeyConverter, "link_key")

_LINK, _DESK = "antwort/<link_key:key>", "meine-aufgaben"
# The pages of one duty: the same behind a link and signed in.
_DUTY = (
    ("aufgaben/<int:duty>", answering.duty_form, "duty"),
    ("aufgaben/<int:duty>/beleg", answering.receipt, "receipt"),
    ("aufgaben/<int:duty>/nachricht", answering.remark, "remark"),
    ("aufgaben/<int:duty>/rueckfragen/<int:question>", answering.reply, "reply"),
    ("aufgaben/<int:duty>/dateien/<int:attachment>", answering.file, "file"),
)
_PASS = f"{_DESK}/<slug:round>/<slug:institution>/weitergeben"

urlpatterns: list[URLPattern] = [
    path("antwort/unbekannt", no_entry, {"reason": LinkRefused.UNKNOWN}, name="answer-unknown"),
    path("antwort/abgelaufen", no_entry, {"reason": LinkRefused.EXPIRED}, name="answer-expired"),
    path(
        "antwort/zurueckgezogen", no_entry, {"reason": LinkRefused.REVOKED}, name="answer-revoked"
    ),
    path(_LINK, requires_link(answering_link.start), name="answer-start"),
    path(f"{_LINK}/weitergeben", requires_link(answering_link.pass_on), name="answer-pass"),
    path(
        f"{_LINK}/weitergeben/<int:link>",
        requires_link(answering_link.take_back),
        name="answer-take-back",
    ),
    path(f"{_LINK}/tabelle", requires_link(sheets.link_sheet), name="answer-sheet"),
    path(f"{_LINK}/tabelle.xlsx", requires_link(sheets.link_sheet_file), name="answer-sheet-file"),
    *(
        path(f"{_LINK}/{route}", requires_link(view), name=f"answer-{name}")
        for route, view, name in _DUTY
    ),
    # Last: everything else that stands behind /antwort/ is taken for a token.
    path("antwort/<str:token>", door, name="answer"),
    *page_paths(_DESK, answering_desk.tasks, "desk-start"),
    path(_PASS, by_account(answering_link.pass_on), name="desk-pass"),
    path(f"{_PASS}/<int:link>", by_account(answering_link.take_back), name="desk-take-back"),
    *(
        path(f"{_DESK}/{route}", by_account(view), name=f"desk-{name}")
        for route, view, name in _DUTY
    ),
]
