# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A report as a file that somebody downloads, or a page that says why there is none."""

import base64
import hashlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeVar

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseNotModified,
)
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from django.utils.translation import gettext as _

from leitstand.committee.errors import MeetingNotFound
from leitstand.core.rates import allowances
from leitstand.plan.selectors import PlanNotFound
from leitstand.reports.document import Document, fingerprint
from leitstand.reports.errors import BuilderBusy, ReleaseDiffers, TextsNotFound
from leitstand.reports.making import ReportFile, report_file
from leitstand.reports.refusals import ReportRefused, UnknownField
from leitstand.reports.rendering import MEDIA_TYPES, Format
from leitstand.reports.rendering import ReportRefused as NotRendered
from leitstand.steering.errors import ArchiveDamaged, RoundNotFound, RoundNotFrozen
from leitstand.ui.pages import Page, html_response, software

# Reports that one reader may have built in a minute; files that are kept are not counted.
BUILT_A_MINUTE = 30
RETRY_SECONDS = 5
Answer = TypeVar("Answer", Page, HttpResponse)
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which file is asked for: its form, its name without ending, and who asks."""

    format: Format
    name: str
    client: str
    is_public: bool = False


def download(request: HttpRequest, wanted: Wanted, build: Callable[[], Document]) -> HttpResponse:
    """The file, 304 for who has it already, or a page with the reason why there is none."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if wait := allowances.wait_of(
        f"reports:{wanted.client}", limit=BUILT_A_MINUTE, now=time.time()
    ):
        words = _("Es wurden sehr viele Berichte in kurzer Zeit abgerufen.")
        return _reason(request, words, HTTPStatus.TOO_MANY_REQUESTS, wait)

    def work() -> HttpResponse:
        document = build()
        return _answer(
            request, wanted, fingerprint(document), lambda: report_file(document, wanted.format)
        )

    return told(request, work)


def told(request: HttpRequest, work: Callable[[], Answer]) -> Answer | HttpResponse:
    """What ``work`` answers, or a page that says why it cannot."""
    try:
        return work()
    except (RoundNotFound, TextsNotFound, UnknownField, PlanNotFound, MeetingNotFound) as missing:
        raise Http404(str(missing)) from None
    except BuilderBusy as busy:
        return _reason(request, str(busy), HTTPStatus.SERVICE_UNAVAILABLE, RETRY_SECONDS)
    except (RoundNotFrozen, ReleaseDiffers, ArchiveDamaged) as clash:
        return _reason(request, str(clash), HTTPStatus.CONFLICT)
    except (ReportRefused, NotRendered) as refused:
        return _reason(request, str(refused), HTTPStatus.UNPROCESSABLE_ENTITY)


def etag(mark: str, format: Format) -> str:
    """What tells one file from another: report, form, and version of the software."""
    version = hashlib.sha256(software().encode()).hexdigest()[:8]
    return f'"{mark[:32]}-{version}-{format}"'


def kept_download(request: HttpRequest, wanted: Wanted, found: ReportFile) -> HttpResponse:
    """A file that is kept, as :func:`download` gives one that was made; it is not counted."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    return _answer(request, wanted, found.fingerprint, lambda: found)


def _answer(
    request: HttpRequest, wanted: Wanted, mark: str, make: Callable[[], ReportFile]
) -> HttpResponse:
    tag = etag(mark, wanted.format)
    given = parse_etags(request.headers.get("If-None-Match", ""))
    if tag in {one.removeprefix("W/") for one in given}:
        response: HttpResponse = HttpResponseNotModified()
    elif request.method == "HEAD":
        response = HttpResponse(content_type=MEDIA_TYPES[wanted.format])
        _dress(response, wanted)
    else:
        response = file_response(make(), wanted)
    response["ETag"] = tag
    if wanted.is_public:
        patch_cache_control(response, public=True, max_age=31_536_000, immutable=True)
    return response


def file_response(found: ReportFile, wanted: Wanted) -> HttpResponse:
    """The bytes with their type, name and fingerprints."""
    response = HttpResponse(found.content, content_type=found.media_type)
    response["Content-Length"] = str(len(found.content))
    response["X-Report-Fingerprint"] = found.fingerprint
    digest = base64.b64encode(hashlib.sha256(found.content).digest()).decode()
    response["Repr-Digest"] = f"sha-256=:{digest}:"
    _dress(response, wanted)
    if wanted.format == "html":
        response["Content-Security-Policy"] = standalone_policy(found.content)
    return response


def standalone_policy(html: bytes) -> str:
    """What a browser may do with a page that stands alone: show its own style, run nothing."""
    styles = {
        base64.b64encode(hashlib.sha256(one).digest()).decode() for one in _STYLE.findall(html)
    }
    allowed = " ".join(f"'sha256-{one}'" for one in sorted(styles)) or "'none'"
    return (
        f"default-src 'none'; style-src {allowed}; img-src data:; font-src data:;"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
    )


def _dress(response: HttpResponse, wanted: Wanted) -> None:
    """A page can be read at once; everything else is saved."""
    way = "inline" if wanted.format == "html" else "attachment"
    response["Content-Disposition"] = f'{way}; filename="{wanted.name}.{wanted.format}"'


def _reason(request: HttpRequest, sentence: str, status: HTTPStatus, wait: int = 0) -> HttpResponse:
    page = Page(
        template="reports/reason.html",
        title=_("Hier ist gerade kein Bericht"),
        context={"sentence": sentence, "wait": wait},
        is_form=True,
    )
    response = html_response(request, page, status)
    if wait:
        response["Retry-After"] = str(wait)
    return response
