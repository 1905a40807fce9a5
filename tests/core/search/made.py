# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Documents for the index, with defaults that are valid."""

from typing import Any

from leitstand.core.search.documents import IndexDocument


def page(key: str, title: str, text: str = "", **given: Any) -> IndexDocument:
    plan = given.pop("plan", "ulm")
    kind = given.get("kind", "measure")
    defaults: dict[str, Any] = {
        "kind": kind,
        "language": "de",
        "position": 0,
        "route": f"plan:{kind}",
        "arguments": {"plan": plan, kind: key},
    }
    return IndexDocument(key=key, plan=plan, title=title, text=text, **{**defaults, **given})
