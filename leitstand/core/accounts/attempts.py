# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Sign-in attempts are counted without keeping whose they were."""

import hashlib
import hmac

from django.conf import settings


def cache_key(key: str, key_prefix: str, version: int) -> str:
    """The key under which the cache table keeps a count.

    The library puts IP addresses and names into keys. A plain digest of an IP address is undone by
    trying all of them, so this one needs the installation's secret.
    """
    plain = f"{key_prefix}:{version}:{key}"
    return hmac.new(settings.SECRET_KEY.encode(), plain.encode(), hashlib.sha256).hexdigest()
