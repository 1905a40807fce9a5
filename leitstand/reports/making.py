# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Making a file of a report without hurting who else works: one at a time, and kept afterwards.

A file is named by the fingerprint of its report, so one that is kept is as good as one made anew.
The folder below LEITSTAND_HOME may be emptied at any time.
"""

import contextlib
import fcntl
import hashlib
import logging
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from django.conf import settings
from django.utils.translation import gettext as _

from leitstand.reports.document import Document, fingerprint
from leitstand.reports.errors import BuilderBusy
from leitstand.reports.rendering import MEDIA_TYPES, Format, render
from leitstand.ui.pages import software

logger = logging.getLogger(__name__)
# A report takes two or three seconds; whoever waits longer than a few of them is better told so.
LONGEST_WAIT_SECONDS: Final = 20.0
# Threads of a server process that may wait for the builder; the others go on answering.
MOST_WAITING: Final = 3
_DIGEST_BYTES: Final = 32
_queue = threading.BoundedSemaphore(MOST_WAITING)


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report as bytes, with the fingerprint of the report that it is made of."""

    content: bytes
    fingerprint: str
    format: Format

    @property
    def media_type(self) -> str:
        """Its type, as HTTP names it."""
        return MEDIA_TYPES[self.format]

    @property
    def sha256(self) -> str:
        """The fingerprint of the bytes themselves."""
        return hashlib.sha256(self.content).hexdigest()


def kept_file(mark: str, format: Format) -> ReportFile | None:
    """The file of the report with that fingerprint, if it is kept and whole."""
    if not settings.LEITSTAND_REPORT_CACHE_MB:
        return None
    path = _path(mark, format)
    try:
        found = path.read_bytes()
        digest, content = found[:_DIGEST_BYTES], found[_DIGEST_BYTES:]
        if hashlib.sha256(content).digest() != digest:
            return None
        os.utime(path)  # what is asked for goes last
    except OSError:
        return None
    return ReportFile(content, mark, format)


def report_file(document: Document, format: Format) -> ReportFile:
    """The report as a file: the one that is kept, or made now and kept.

    All processes of an installation make one at a time. Raises ``BuilderBusy`` where too many
    wait, ``ReportRefused`` where the report cannot be made.
    """
    mark = fingerprint(document)
    if found := kept_file(mark, format):
        return found
    with _turn():
        # Somebody may have waited for the very same one.
        if found := kept_file(mark, format):
            return found
        made = ReportFile(render(document, format), mark, format)
        _keep(made)
    return made


@contextlib.contextmanager
def _turn() -> Iterator[None]:
    """Nobody else of this installation builds until the block ends."""
    if not _queue.acquire(blocking=False):
        raise _busy()
    try:
        with contextlib.ExitStack() as held:
            if (lock := _lock_file()) is not None:
                _wait_for(held.enter_context(lock).fileno())
            yield  # closing the file gives the turn back
    finally:
        _queue.release()


def _lock_file() -> IO[bytes] | None:
    """The file whose lock is the turn; None where the home cannot be written. Then a process builds
    as many at once as may wait.
    """
    try:
        _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        return (_folder() / "turn").open("ab")
    except OSError:
        logger.exception("no room for reports below the home")
        return None


def _wait_for(descriptor: int) -> None:
    until = time.monotonic() + LONGEST_WAIT_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise _busy() from None
            time.sleep(0.05)
        else:
            return


def _busy() -> BuilderBusy:
    return BuilderBusy(
        _("Gerade werden andere Berichte gebaut. Bitte in einigen Sekunden noch einmal versuchen.")
    )


def _keep(made: ReportFile) -> None:
    """The file is kept, whole or not at all; the ones asked for longest ago make room."""
    room = settings.LEITSTAND_REPORT_CACHE_MB * 1024 * 1024
    if len(made.content) > room:
        return
    path = _path(made.fingerprint, made.format)
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as fresh:
            fresh.write(hashlib.sha256(made.content).digest())
            fresh.write(made.content)
        os.replace(fresh.name, path)
        _make_room(room)
    except OSError:
        logger.exception("a report could not be kept")


def _make_room(room: int) -> None:
    files = [(one.stat(), one) for one in _folder().iterdir() if one.name != "turn"]
    taken = sum(found.st_size for found, _path_ in files)
    for found, path in sorted(files, key=lambda pair: pair[0].st_mtime):
        if taken <= room:
            return
        path.unlink(missing_ok=True)
        taken -= found.st_size


def _path(mark: str, format: Format) -> Path:
    """Another version of the software may set the same report otherwise."""
    name = hashlib.sha256(f"{software()}\n{mark}\n{format}".encode()).hexdigest()
    return _folder() / name


def _folder() -> Path:
    return Path(settings.HOME) / "reports"
