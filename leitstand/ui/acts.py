# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""After an act: to a page that says what was done. Its words stand in ``ui/acts.html``."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise

from leitstand.ui.addresses import with_query

# What was sent makes no sense; somebody else was faster.
UNPROCESSABLE, CONFLICT = 422, 409
_DONE = "getan"


def gone_to(target: str, done: str = "") -> HttpResponse:
    """To the page, which says what was done."""
    return HttpResponseRedirect(with_query(target, {_DONE: done} if done else {}))


def done_words(request: HttpRequest, words: Mapping[str, str | Promise]) -> str:
    """What was done just before this page was shown; "" for nothing that ``words`` know."""
    return str(words.get(request.GET.get(_DONE, ""), ""))
