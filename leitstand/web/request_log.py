# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""One log line and one number for every request."""

import logging
import re
import time
from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from leitstand.core.logs import request_id, route_name

logger = logging.getLogger("leitstand.request")
HEADER = "X-Request-ID"
# A proxy's number is taken over if it can be nothing but a number.
_NUMBER = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def request_log(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Every answer carries the request's number, and the log says how it went.

    Method, route, status and time only: neither path nor query, neither address nor name.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "").lower()
        number = given if _NUMBER.fullmatch(given) else uuid4().hex
        token = request_id.set(number)
        begun = time.perf_counter()
        try:
            response = get_response(request)
            response[HEADER] = number
            fields = {
                "method": request.method if request.method in _METHODS else "other",
                "route": route_name(request),
                "status": response.status_code,
                "duration_ms": round((time.perf_counter() - begun) * 1000, 1),
            }
            logger.info("request", extra={"fields": fields})
            return response
        finally:
            request_id.reset(token)

    return answer
