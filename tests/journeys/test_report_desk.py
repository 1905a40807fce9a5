# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The office builds, checks and releases a report in a real browser, and answers parliament."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from leitstand.cli.commands import leitstand
from leitstand.cli.demo_rounds import load_demo_rounds
from leitstand.plan.document import PlanDocument
from leitstand.reports.selectors.releases import releases
from tests.journeys.chromium import LOOKS, Look, barriers, picture, started, window
from tests.journeys.signing_in import sign_in
from tests.reports.pdfs import Pdf, read

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLAN, ROUND = "berlin-2018-2021", "fruehjahr-2026"
DESK = f"/geschaeftsstelle/runden/{ROUND}/bericht"
WORDS = "Die Geschäftsstelle sagt dazu etwas Eigenes."


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with started() as browser:
        yield browser


@pytest.fixture
def demonstration(berlin: PlanDocument) -> None:
    load_demo_rounds()


def downloaded(page: Page, name: str) -> bytes:
    """What a press on the link gives."""
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("link", name=name, exact=True).first.click()
    return Path(waiting.value.path()).read_bytes()


def squeezed(text: str) -> str:
    """The words without spaces and hyphens: a printed line breaks where it likes."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def exported() -> list[dict[str, str]]:
    """The round as ``leitstand round table`` exports it."""
    done = CliRunner().invoke(leitstand, ["round", "table", ROUND, "--format", "csv"])
    assert done.exit_code == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout_bytes.decode("utf-8-sig"))))


def ten_figures(rows: list[dict[str, str]]) -> dict[str, str]:
    """Sentences of the report with figures that are counted here from the export alone."""
    owed = [row for row in rows if row["institution"]]
    answered = [row for row in owed if row["is_answered"] == "true"]
    measures = {row["measure"] for row in rows}
    heard = {row["measure"] for row in answered}
    silent = [row for row in owed if row["is_answered"] != "true"]
    complete = heard - {row["measure"] for row in silent}
    states = Counter(
        next(iter(said))
        for one in complete
        if len(said := {row["state"] for row in answered if row["measure"] == one}) == 1
    )
    outlooks = Counter(row["outlook"] for row in answered)
    return {
        "owed": f"Von {len(owed)} geschuldeten Antworten",
        "answered": f"liegen {len(answered)} vor",
        "missing": f"{len(silent)} fehlen",
        "heard": f"Zu {len(heard)} von {len(measures)} Maßnahmen ist mindestens eine Antwort da",
        "complete": f"zu {len(complete)} sind alle da",
        "nobody": f"Zu {len(measures - {r['measure'] for r in owed})} Maßnahmen schuldet niemand",
        "running": f"{states['running']} laufen",
        "done": f"{states['done']} sind abgeschlossen",
        "on track": f"„im Plan“ {outlooks['on-track']}",
        "at risk": f"„gefährdet“ {outlooks['at-risk']}",
        "institutions": f"{len({r['institution'] for r in silent})} Institutionen blieben",
    }


def test_the_report_is_built_by_the_button_and_says_what_the_export_says(
    chromium: Browser, live_server: LiveServer, demonstration: None
) -> None:
    with window(chromium, live_server.url) as page:
        sign_in(page, "office", f"/geschaeftsstelle/runden/{ROUND}")
        page.get_by_role("link", name="Bericht", exact=True).click()
        pdf: Pdf = read(downloaded(page, "Bericht bauen (PDF)"))
        said = squeezed(pdf.text)
        figures = ten_figures(exported())
        assert len(figures) >= 10
        missing = {name: words for name, words in figures.items() if squeezed(words) not in said}
        assert missing == {}
        assert all("Beispieldaten" in words for words in pdf.pages)
        # A figure that the export does not give is seen.
        assert squeezed(figures["owed"].replace("Von ", "Von 1")) not in said


def test_what_the_office_writes_stands_in_the_next_report_and_is_released(
    chromium: Browser, live_server: LiveServer, demonstration: None
) -> None:
    with window(chromium, live_server.url) as page:
        sign_in(page, "office", DESK)
        page.get_by_text("Gesamtschau", exact=True).click()
        page.get_by_label("Gesamtschau, deutsch").fill(WORDS)
        page.get_by_text(re.compile("2 Digitalisierung \\(")).click()
        page.get_by_label("Berliner Data Hub", exact=False).check()
        page.get_by_role("button", name="Speichern").click()
        assert "Gespeichert." in page.inner_text("main")
        picture(page, "report-desk")
        assert squeezed(WORDS) in squeezed(read(downloaded(page, "Bericht bauen (PDF)")).text)
        page.get_by_role("link", name="Bericht veröffentlichen").click()
        picture(page, "report-release")
        assert not releases(PLAN)
        page.get_by_role("button", name="Bericht veröffentlichen").click()
        assert "Der Bericht ist veröffentlicht." in page.inner_text("main")
    with window(chromium, live_server.url) as stranger:
        stranger.goto(f"/plaene/{PLAN}")
        stranger.get_by_role("link", name="Berichte", exact=True).first.click()
        assert "Beispieldaten" in stranger.inner_text("main")
        picture(stranger, "report-list")
        released = read(downloaded(stranger, "PDF"))
        assert squeezed(WORDS) in squeezed(released.text)
        stranger.get_by_role("link", name="HTML", exact=True).first.click()
        stranger.wait_for_load_state()
        assert WORDS in stranger.inner_text("main")


def test_parliament_gets_an_answer_as_of_a_past_day(
    chromium: Browser, live_server: LiveServer, demonstration: None
) -> None:
    # Without scripts: every step is a form.
    with window(chromium, live_server.url, has_scripts=False) as page:
        sign_in(page, "office", "/geschaeftsstelle")
        page.get_by_role("link", name="Schriftliche Anfrage beantworten").click()
        page.get_by_label("Nummer der Anfrage").fill("19/12 345")
        page.get_by_label("Wortlaut der Frage").fill("Wie steht es um den Data Hub?")
        page.get_by_label("Stand am").fill("2026-01-15")
        page.get_by_label("Liste filtern nach").fill("data hub")
        page.get_by_role("button", name="Liste filtern").click()
        page.get_by_label("Berliner Data Hub", exact=False).check()
        picture(page, "question")
        page.get_by_role("button", name="Antwort zeigen").click()
        answer = page.inner_text("main")
        assert "Wie steht es um den Data Hub?" in answer
        assert "Runde Herbst 2025" in answer
        assert "Runde Frühjahr 2026" not in answer, "it was frozen after the day"
        assert "Beispieldaten" in answer
        picture(page, "answer")
        pdf = read(downloaded(page, "PDF, deutsch"))
        assert "Herbst 2025" in pdf.text
        again = page.url
        assert read(downloaded(page, "PDF, deutsch")).text == pdf.text
        page.goto(again)
        assert page.inner_text("main") == answer


@pytest.mark.parametrize("look", LOOKS)
def test_the_pages_stand_in_nobodys_way(
    chromium: Browser, live_server: LiveServer, demonstration: None, look: Look
) -> None:
    query = f"plan={PLAN}&tag=2026-01-15&m=smart-city.2.I"
    with window(chromium, live_server.url, look) as page:
        sign_in(page, "office", DESK)
        for path in (
            DESK,
            f"{DESK}/veroeffentlichen",
            f"/berichte/{ROUND}",
            "/geschaeftsstelle/anfragen",
            f"/geschaeftsstelle/anfragen/antwort?{query}",
            "/berichte/herbst-2026",
        ):
            page.goto(path)
            for summary in page.locator("main summary").all():
                summary.click()
            assert barriers(page) == [], path
