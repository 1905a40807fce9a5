# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What was done on the page before, in words."""

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from leitstand.ui import acts

_WORDS: dict[str, Promise] = {
    "texte": gettext_lazy("Gespeichert. Die nächsten Berichte enthalten diese Texte."),
    "veroeffentlicht": gettext_lazy("Der Bericht ist veröffentlicht."),
}


def done_words(request: HttpRequest) -> str:
    """What was done just before this page was shown; "" for nothing that we know."""
    return acts.done_words(request, _WORDS)
