# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Made answers: a case is judged for 22 November 2026 unless it says otherwise."""

import datetime as dt
from typing import Any

from leitstand.steering.answer import AnswerContent
from leitstand.steering.rules.assessment import Case
from leitstand.steering.rules.said import Said

TODAY = dt.date(2026, 11, 22)
SAID = dt.date(2026, 11, 2)
ROUNDS = {"2025-2": dt.date(2025, 11, 3), "2026-1": dt.date(2026, 5, 4), "2026-2": SAID}


def milestone(name: str = "steg", due: str | None = None, **more: Any) -> dict[str, Any]:
    return {"id": name, "title": name.capitalize(), "due_on": due, **more}


def evidence(name: str = "bild", dated: str | None = None, **more: Any) -> dict[str, Any]:
    kind = {"kind": "link", "href": f"https://example.org/{name}", **more}
    return {"id": name, "title": name.capitalize(), "dated_on": dated, **kind}


def money(line: str = "0810/68301", **more: Any) -> dict[str, Any]:
    return {"line": line, "source": "Landeshaushalt", "year": 2026, **more}


def content(state: str = "running", **more: Any) -> AnswerContent:
    return AnswerContent.model_validate({"state": state, **more})


def said(round_slug: str = "2026-2", state: str = "running", **more: Any) -> Said:
    """What was said in a round, on the day of :data:`ROUNDS`."""
    return Said(round_slug, ROUNDS[round_slug], content(state, **more))


def case(state: str = "running", *, before: tuple[Said, ...] = (), **more: Any) -> Case:
    """A case with an answer of 2 November 2026; ``judged_on``, ``deadlines`` and ``successor`` are
    the case's own, everything else the answer's.
    """
    own: dict[str, Any] = {
        k: more.pop(k) for k in ("judged_on", "deadlines", "successor") if k in more
    }
    own.setdefault("judged_on", TODAY)
    return Case(said=said(state=state, **more), before=before, **own)


def silence(**more: Any) -> Case:
    more.setdefault("judged_on", TODAY)
    return Case(said=None, **more)
