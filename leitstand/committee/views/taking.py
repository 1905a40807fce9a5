# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""One way for all forms of the room: shown, sent, refused with reasons, or done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leitstand.committee.errors import Contradicts, DecidedMeanwhile, Refused
from leitstand.committee.rules.contradiction import Conflict
from leitstand.plan.editing import MeasureNotFound
from leitstand.ui import held_forms
from leitstand.ui.acts import CONFLICT, UNPROCESSABLE, gone_to
from leitstand.ui.pages import Page, html_response
from leitstand.ui.tables import Link

REPLACE, BESIDE = "ersetzt", "daneben"


@dataclass(frozen=True, slots=True)
class Answers:
    """What the writer said about each thing that holds and that they speak against."""

    replaced: tuple[int, ...] = ()
    beside: tuple[int, ...] = ()

    @property
    def first(self) -> int | None:
        """The one that is replaced, where there can be only one."""
        return self.replaced[0] if self.replaced else None


@dataclass(frozen=True, slots=True)
class Taking:
    """A page with one form. ``make`` fills the form from what was sent, or empty; ``do`` acts and
    gives the address to go to. ``done`` says there what was done.
    """

    title: str
    button: str
    back: str
    breadcrumb: tuple[Link, ...]
    make: Callable[[Any], forms.Form]
    do: Callable[[Any, Answers], str]
    done: str
    lead: str = ""
    is_example: bool = False
    plan: str = ""
    context: Mapping[str, object] = field(default_factory=dict)


def answers_in(request: HttpRequest) -> Answers:
    """What was ticked beside the conflicts that the page named."""
    said = {
        int(name.removeprefix("konflikt-")): value
        for name, value in request.POST.items()
        if name.startswith("konflikt-") and name.removeprefix("konflikt-").isdecimal()
    }
    return Answers(
        tuple(one for one, value in said.items() if value == REPLACE),
        tuple(one for one, value in said.items() if value == BESIDE),
    )


def taken(request: HttpRequest, page: Taking) -> HttpResponse:
    """The form, the form again with what is in the way, or on to where it is done."""
    if request.method != "POST":
        held = held_forms.held(request)
        return _shown(request, page, page.make(held.values if held else None), held=held)
    form = page.make(request.POST)
    if not form.is_valid():
        return _shown(request, page, form, status=UNPROCESSABLE)
    try:
        target = page.do(form, answers_in(request))
    except Refused as refused:
        return _shown(request, page, form, problems=refused.problems, status=UNPROCESSABLE)
    except MeasureNotFound as error:
        return _shown(request, page, form, problems=(str(error),), status=UNPROCESSABLE)
    except DecidedMeanwhile as quicker:
        words = _(
            "Zu diesem Punkt wurde inzwischen beschlossen: %s. Bitte lesen Sie das zuerst; Ihr Text"
            " steht noch da. Senden Sie ihn nur, wenn er zusätzlich gilt."
        ) % ", ".join(quicker.numbers)
        again = _knowing(page, request, len(quicker.numbers))
        return _shown(request, page, again, problems=(words,), status=CONFLICT)
    except Contradicts as contradicts:
        return _shown(request, page, form, conflicts=contradicts.conflicts, status=CONFLICT)
    held_forms.release(request)
    return gone_to(target, page.done)


def _knowing(page: Taking, request: HttpRequest, more: int) -> forms.Form:
    """The form as it was sent, by somebody who has now seen what others decided meanwhile."""
    sent = request.POST.copy()
    sent["seen"] = str(int(sent.get("seen") or 0) + more)
    form = page.make(sent)
    form.is_valid()
    return form


def _shown(
    request: HttpRequest,
    page: Taking,
    form: forms.Form,
    *,
    problems: tuple[str, ...] = (),
    conflicts: tuple[Conflict, ...] = (),
    held: object = None,
    status: int = 200,
) -> HttpResponse:
    shown = Page(
        template="committee/form.html",
        title=page.title,
        description=page.lead,
        context={
            "form": form,
            "problems": problems,
            "conflicts": conflicts,
            "held": held,
            "button_words": page.button,
            "back": page.back,
            "is_example": page.is_example,
            "plan_slug": page.plan or None,
            "has_file": form.is_multipart(),
            "replace": REPLACE,
            "beside": BESIDE,
            "others": (),
            "acts": (),
            **page.context,
        },
        breadcrumb=page.breadcrumb,
        is_form=True,
    )
    return html_response(request, shown, status)
