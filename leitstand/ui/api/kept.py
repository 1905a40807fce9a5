# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Finished answers that this process keeps, by their ETag.

The tag holds the version of the data, so an answer can be forgotten but never be out of date, also
when another process writes.
"""

import threading
from collections import OrderedDict

MAX_BYTES = 32 * 1024 * 1024


class Kept:
    """The answers asked for most recently, up to a number of bytes. Safe to share."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._lock = threading.Lock()
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._max_bytes = max_bytes

    def get(self, tag: str) -> bytes | None:
        """The body, if it is still here."""
        with self._lock:
            body = self._bodies.get(tag)
            if body is not None:
                self._bodies.move_to_end(tag)
            return body

    def put(self, tag: str, body: bytes) -> None:
        """Keep the body, and let go of the oldest where there is no room."""
        with self._lock:
            self._size += len(body) - len(self._bodies.pop(tag, b""))
            self._bodies[tag] = body
            while self._size > self._max_bytes:
                _tag, old = self._bodies.popitem(last=False)
                self._size -= len(old)

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._bodies.clear()
            self._size = 0


kept = Kept()
