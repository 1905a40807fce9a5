# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The pages that one process keeps: by address, as of a state of the data, up to a number of bytes.

An entry that was asked for twice is worth more than any number that were asked for once. So there
are two queues: new pages wait in the first, and move to the second when they are asked for again.
Whoever floods an installation with made-up queries pushes out pages nobody asked for twice.
"""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import TypeAlias

Key: TypeAlias = Hashable
State: TypeAlias = Hashable
# What the entry itself takes beside its body: key, headers, places in the queues.
_OVERHEAD = 2_048
_PROVEN_SHARE = 0.8
_LARGEST_SHARE = 0.125


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A whole answer as it went out, and the state of the data that it tells."""

    state: State
    body: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str

    @property
    def size(self) -> int:
        """The bytes it is counted with."""
        return len(self.body) + _OVERHEAD


class PageStore:
    """The pages asked for most recently, those asked for twice before others. Safe to share."""

    def __init__(self, max_bytes: int) -> None:
        self._lock = threading.Lock()
        self._new: OrderedDict[Key, KeptPage] = OrderedDict()
        self._proven: OrderedDict[Key, KeptPage] = OrderedDict()
        self._max_bytes = max_bytes
        self._new_bytes = self._proven_bytes = 0

    @property
    def size(self) -> int:
        """The bytes of all pages kept."""
        return self._new_bytes + self._proven_bytes

    def __len__(self) -> int:
        return len(self._new) + len(self._proven)

    def has(self, key: Key) -> bool:
        """Whether there is a page for the address, of whatever state."""
        return key in self._proven or key in self._new

    def get(self, key: Key, state: State) -> KeptPage | None:
        """The page, if it tells this very state; one of another state is let go."""
        with self._lock:
            page = self._proven.get(key) or self._new.get(key)
            if page is None:
                return None
            self._take_out(key)
            if page.state != state:
                return None
            self._proven[key] = page
            self._proven_bytes += page.size
            while self._proven_bytes > self._max_bytes * _PROVEN_SHARE:
                old_key, old = self._proven.popitem(last=False)
                self._proven_bytes -= old.size
                self._new[old_key] = old
                self._new_bytes += old.size
            return page

    def put(self, key: Key, page: KeptPage) -> None:
        """Keep the page, unless it is too large; the oldest go where there is no room."""
        with self._lock:
            self._take_out(key)
            if page.size > self._max_bytes * _LARGEST_SHARE:
                return
            self._new[key] = page
            self._new_bytes += page.size
            while self.size > self._max_bytes:
                _key, old = self._new.popitem(last=False)
                self._new_bytes -= old.size

    def _take_out(self, key: Key) -> None:
        if page := self._proven.pop(key, None):
            self._proven_bytes -= page.size
        if page := self._new.pop(key, None):
            self._new_bytes -= page.size
