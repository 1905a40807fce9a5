# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Statements, error pages and the addresses for machines."""

from collections.abc import Callable

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError, connections
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import DjangoAssertNumQueries, Settings

from leitstand.ui.access import PUBLIC, access_of, declare
from leitstand.ui.pages import page_paths
from leitstand.web import views

pytestmark = pytest.mark.urls(__name__)


def failing(problem: Exception) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        raise problem

    return declare(view, PUBLIC)


urlpatterns = [
    path("gesundheit", views.health),
    path("robots.txt", views.robots),
    path(".well-known/security.txt", views.security),
    path("400", failing(SuspiciousOperation("x"))),
    path("403", failing(PermissionDenied())),
    path("500", failing(RuntimeError("geheimes Wort"))),
    *i18n_patterns(
        *page_paths("barrierefreiheit", views.accessibility, "accessibility", formats=("json",)),
        *page_paths("datenschutz", views.privacy, "privacy", formats=("json",)),
        *page_paths("impressum", views.imprint, "imprint", formats=("json",)),
        *page_paths("leichte-sprache", views.plain_language, "plain", formats=("json",)),
        prefix_default_language=False,
    ),
]
handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.page_not_found
handler500 = views.server_error

STATEMENTS = ("barrierefreiheit", "datenschutz", "impressum", "leichte-sprache")


@pytest.fixture(autouse=True)
def _as_in_production(settings: Settings, client: Client) -> None:
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver"]
    client.raise_request_exception = False


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_is_a_page_and_its_words_are_data(
    client: Client, prefix: str, name: str
) -> None:
    assert client.get(f"{prefix}/{name}").status_code == 200
    content = client.get(f"{prefix}/{name}.json").json()
    assert len(content["text"]) > 100
    assert "<" not in content["text"]
    assert "&" not in content["text"]


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_has_no_table_and_so_no_csv(client: Client, name: str) -> None:
    assert client.get(f"/{name}.csv").status_code == 404
    assert b"text/csv" not in client.get(f"/{name}").content


def test_the_imprint_names_the_operator_and_escapes_it(client: Client, settings: Settings) -> None:
    settings.LEITSTAND_OPERATOR = "Amt <A> & B"
    assert "Amt &lt;A&gt; &amp; B" in client.get("/impressum").content.decode()
    assert "Amt" in client.get("/impressum.json").json()["operator"]


def test_an_imprint_without_operator_says_so(client: Client, settings: Settings) -> None:
    settings.LEITSTAND_OPERATOR = ""
    assert "noch niemand als verantwortlich" in client.get("/impressum").content.decode()


def test_the_accessibility_statement_claims_no_full_conformance(client: Client) -> None:
    text = client.get("/barrierefreiheit.json").json()["text"]
    assert "keine vollständige Vereinbarkeit" in text


@pytest.mark.parametrize("hours", [1, 10])
def test_the_privacy_statement_names_the_cookies_as_they_are_set(
    client: Client, settings: Settings, hours: int
) -> None:
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-a", "__Host-b"
    settings.SESSION_COOKIE_AGE = hours * 3600
    text = client.get("/datenschutz.json").json()["text"]
    assert "Das Cookie „__Host-a“ trägt eine zufällige Zeichenfolge" in text
    assert f"höchstens {hours} Stunde" in text
    assert "Das Cookie „__Host-b“" in text


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/400", 400, "Diese Anfrage verstehen wir nicht"),
        ("/403", 403, "nicht für Sie freigegeben"),
        ("/gibtsnicht", 404, "Diese Seite gibt es nicht"),
        ("/500", 500, "Hier ist etwas schiefgegangen"),
    ],
)
def test_an_error_is_told_in_plain_words(
    client: Client, address: str, status: int, words: str
) -> None:
    response = client.get(address)
    assert response.status_code == status
    html = response.content.decode()
    assert words in html
    assert "geheimes Wort" not in html


def test_a_wrong_host_is_told_in_plain_words(client: Client) -> None:
    response = client.get("/impressum", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "verstehen wir nicht" in response.content.decode()


def test_the_server_error_page_stands_without_templates(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "render_to_string", failing(RuntimeError("kein Template")))
    response = client.get("/500")
    assert response.status_code == 500
    assert "Hier ist etwas schiefgegangen" in response.content.decode()


@pytest.mark.django_db
def test_health_asks_the_database_once(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        response = client.get("/gesundheit")
    assert response.json() == {"status": "ok"}
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_health_is_503_while_a_migration_is_missing(client: Client) -> None:
    MigrationRecorder.Migration.objects.filter(app="plan").delete()
    response = client.get("/gesundheit")
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable"}


@pytest.mark.django_db
def test_health_does_not_mind_a_migration_of_the_future(client: Client) -> None:
    MigrationRecorder.Migration.objects.create(app="plan", name="9999_morgen")
    assert client.get("/gesundheit").status_code == 200


def test_health_is_503_when_the_database_is_silent_and_does_not_say_why(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent() -> None:
        raise DatabaseError("no route to 10.0.0.1")

    monkeypatch.setattr(connections["default"], "cursor", silent)
    monkeypatch.setattr(connections["default"], "chunked_cursor", silent)
    response = client.get("/gesundheit")
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable"}


def test_security_contact_expires_within_a_year(client: Client, settings: Settings) -> None:
    settings.LEITSTAND_CONTACT = "leitstand@example.org"
    text = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:leitstand@example.org\n" in text
    assert "Expires: 20" in text


def test_without_a_contact_there_is_no_security_file(client: Client, settings: Settings) -> None:
    settings.LEITSTAND_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404


def test_robots_may_read_everything_but_not_once_for_every_day(client: Client) -> None:
    assert client.get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Allow: /",
        "Disallow: /*seit=",
        "Disallow: /*stand=",
        "",
        "Sitemap: http://testserver/sitemap.xml",
    ]


@pytest.mark.parametrize("view", [views.health, views.robots, views.security, views.imprint])
def test_every_view_declares_that_it_is_public(view: object) -> None:
    assert access_of(view) == PUBLIC
