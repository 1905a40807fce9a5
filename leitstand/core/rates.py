# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How often one client may ask, counted over all processes of an installation.

A process takes requests from a client's allowance in small lots and hands them out from memory, so
a lot costs one statement and the requests between cost none. The sum never exceeds the limit; a
client can be refused early by what other processes still hold of its lots.
"""

import ipaddress
import logging
import threading
from dataclasses import dataclass

from django.db import DatabaseError, connection
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)
PERIOD_SECONDS = 60
BUCKETS = 2**17
LOTS_PER_PERIOD = 20

# One statement that adds and answers. The ORM has no word for "add on conflict, tell the sum".
_TAKE = """
INSERT INTO core_ratebucket (id, period, taken) VALUES (%s, %s, %s)
ON CONFLICT (id) DO UPDATE SET
    taken = CASE WHEN core_ratebucket.period = excluded.period
        THEN core_ratebucket.taken + excluded.taken ELSE excluded.taken END,
    period = excluded.period
RETURNING taken
"""


@dataclass(slots=True)
class _Lot:
    """What is left of the last lot; ``is_last``: there will be no other in this period."""

    left: int
    is_last: bool


class Allowances:
    """What this process may still hand out in the current period. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._period = 0
        self._lots: dict[int, _Lot] = {}

    def wait_of(self, address: str, *, limit: int, now: float) -> int:
        """Take one request: 0 if it may go on, else the seconds until it is worth trying again.

        ``limit`` is the number of requests a period; 0 means no limit. At most one statement. If
        the database cannot count, nobody is refused.
        """
        if limit <= 0:
            return 0
        period, gone = divmod(int(now), PERIOD_SECONDS)
        bucket = bucket_of(address)
        with self._lock:
            if period != self._period:
                self._period, self._lots = period, {}
            lot = self._lots.get(bucket)
            if lot is None or (not lot.left and not lot.is_last):
                lot = self._lots[bucket] = _next_lot(bucket, period, limit)
            if lot.left:
                lot.left -= 1
                return 0
        return PERIOD_SECONDS - gone

    def forget(self) -> None:
        """Hand out nothing more of what was taken."""
        with self._lock:
            self._lots = {}


def _next_lot(bucket: int, period: int, limit: int) -> _Lot:
    size = max(1, limit // LOTS_PER_PERIOD)
    try:
        with connection.cursor() as cursor:
            cursor.execute(_TAKE, [bucket, period, size])
            [taken] = cursor.fetchone()
    except DatabaseError:
        logger.exception("requests cannot be counted")
        return _Lot(size, is_last=False)
    return _Lot(max(0, min(size, limit - (taken - size))), is_last=taken >= limit)


def bucket_of(address: str) -> int:
    """The bucket of a client: a keyed digest of its address, or of an IPv6 customer's network."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:  # a socket without addresses
        network = address
    else:
        # One IPv6 customer has at least a /64: counting single addresses would count nobody.
        prefix = 64 if parsed.version == 6 else 32
        network = str(ipaddress.ip_network((parsed, prefix), strict=False))
    digest = salted_hmac("leitstand.core.rates", network, algorithm="sha256").digest()
    return int.from_bytes(digest[:8], "big") % BUCKETS


allowances = Allowances()
