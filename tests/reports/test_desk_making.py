# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Files of reports are made one at a time, kept by their fingerprint, and never half."""

import fcntl
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from leitstand.reports import making, rendering
from leitstand.reports.document import Document
from leitstand.reports.errors import BuilderBusy
from leitstand.reports.making import kept_file, report_file
from tests.reports.documents import short_paper


@pytest.fixture(autouse=True)
def room(settings: Any, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    settings.LEITSTAND_REPORT_CACHE_MB = 1
    return tmp_path / "reports"


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Notes every file that is really made."""
    made: list[str] = []
    render: Callable[..., bytes] = rendering.render

    def noting(document: Document, format: str) -> bytes:
        made.append(format)
        return render(document, format)

    monkeypatch.setattr(making, "render", noting)
    return made


def test_a_file_is_made_once_and_given_again(counted: list[str]) -> None:
    first, second = report_file(short_paper(), "json"), report_file(short_paper(), "json")
    assert first == second
    assert counted == ["json"]
    assert kept_file(first.fingerprint, "json") == first
    assert kept_file(first.fingerprint, "html") is None


def test_the_folder_may_be_emptied_at_any_time(counted: list[str], room: Path) -> None:
    first = report_file(short_paper(), "json")
    for one in room.iterdir():
        one.unlink()
    assert report_file(short_paper(), "json") == first
    assert counted == ["json", "json"]


def test_a_damaged_file_is_made_anew(counted: list[str], room: Path) -> None:
    first = report_file(short_paper(), "json")
    (path,) = (one for one in room.iterdir() if one.name != "turn")
    for damage in (path.read_bytes()[:-1], b"", path.read_bytes() + b"x"):
        path.write_bytes(damage)
        assert kept_file(first.fingerprint, "json") is None
        assert report_file(short_paper(), "json") == first
    assert counted == ["json"] * 4


def test_nothing_is_kept_where_no_room_is_given(
    counted: list[str], settings: Any, room: Path
) -> None:
    settings.LEITSTAND_REPORT_CACHE_MB = 0
    report_file(short_paper(), "json")
    report_file(short_paper(), "json")
    assert counted == ["json", "json"]
    assert [one.name for one in room.iterdir()] == ["turn"]


def test_the_files_asked_for_longest_ago_make_room(room: Path) -> None:
    (room).mkdir()
    for place in range(4):
        old = room / f"alt-{place}"
        old.write_bytes(b"x" * 300_000)
        os.utime(old, (place, place))
    report_file(short_paper(), "json")
    names = {one.name for one in room.iterdir() if one.name.startswith("alt")}
    assert names == {"alt-1", "alt-2", "alt-3"}


def test_a_failed_build_leaves_nothing_and_gives_the_turn_back(
    monkeypatch: pytest.MonkeyPatch, room: Path
) -> None:
    def breaking(document: Document, format: str) -> bytes:
        raise RuntimeError(format)

    with monkeypatch.context() as patch:
        patch.setattr(making, "render", breaking)
        with pytest.raises(RuntimeError):
            report_file(short_paper(), "json")
    assert [one.name for one in room.iterdir()] == ["turn"]
    assert report_file(short_paper(), "json").content


def test_whoever_waits_too_long_for_the_builder_is_told_so(
    monkeypatch: pytest.MonkeyPatch, room: Path
) -> None:
    monkeypatch.setattr(making, "LONGEST_WAIT_SECONDS", 0.1)
    room.mkdir()
    with (room / "turn").open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(BuilderBusy, match="noch einmal"):
            report_file(short_paper(), "json")
    assert report_file(short_paper(), "json").content


def test_a_fourth_thread_does_not_even_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, may_end = threading.Semaphore(0), threading.Event()

    def slow(document: Document, format: str) -> bytes:
        begun.release()
        may_end.wait(10)
        return b"{}"

    monkeypatch.setattr(making, "render", slow)
    threads = [
        threading.Thread(target=lambda: report_file(short_paper(), "json"))
        for _ in range(making.MOST_WAITING)
    ]
    for one in threads:
        one.start()
    assert begun.acquire(timeout=10)
    until = time.monotonic() + 10
    while making._queue._value and time.monotonic() < until:
        time.sleep(0.01)
    try:
        with pytest.raises(BuilderBusy):
            report_file(short_paper(), "json")
    finally:
        may_end.set()
        for one in threads:
            one.join()
    assert making._queue._value == making.MOST_WAITING


def test_another_version_of_the_software_does_not_give_out_old_files(
    counted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    report_file(short_paper(), "json")
    monkeypatch.setattr(making, "software", lambda: "Leitstand 99")
    report_file(short_paper(), "json")
    assert counted == ["json", "json"]


def test_a_home_that_cannot_be_written_keeps_nothing_and_still_builds(
    counted: list[str], room: Path
) -> None:
    room.write_text("in the way")
    assert report_file(short_paper(), "json").content
    assert report_file(short_paper(), "json").content
    assert counted == ["json", "json"]
    assert making._queue._value == making.MOST_WAITING
