# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Reports of a source that there is not, and the plan whose measures they are about.

The harbour's measure ``hafen.1.I`` is known to the programme "klima" as W-1, ``hafen.1.II`` as W-2;
nobody reports on ``hafen.2.I`` (W-9).
"""

import datetime as dt
import json
from typing import Any

from leitstand.core.accounts.actors import Operator
from leitstand.foreign.services.fetching import Fetched, foreign_fetch
from leitstand.foreign.services.sources import WantedSource, source_add
from leitstand.plan.services import plan_import
from tests.plan.documents import both, document, measure

OFFICE = Operator("cli:office")
PLAN, PROGRAMME, SOURCE = "hafen", "klima", "klima"
CODES = {"hafen.1.I": "W-1", "hafen.1.II": "W-2", "hafen.2.I": "W-9"}
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
REPORTING_ON = "2026-09-30"


def plan_stands(slug: str = PLAN) -> None:
    """A small plan, three of whose measures another programme steers, is in the database."""
    measures = [
        measure(
            key,
            leads=["werft"],
            external_refs=[{"programme": PROGRAMME, "code": code, "as_printed": code}],
        )
        for key, code in CODES.items()
    ]
    plan_import(
        document=document(
            *measures,
            measure("hafen.2.II", leads=["werft"]),
            slug=slug,
            programmes=[{"id": PROGRAMME, "name": both("Klimaprogramm")}],
        ),
        actor="test",
    )


def source_stands(slug: str = SOURCE, plan: str = PLAN, **changes: Any) -> str:
    """A source of the programme is there, without an address unless one is given."""
    facts: dict[str, Any] = {"name_de": "Klima", "name_en": "Climate", "kind": "file"}
    if "url" in changes:
        facts["kind"] = "url"
    wanted = WantedSource(**(facts | changes))
    long_ago = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    return source_add(
        actor=OFFICE, plan=plan, programme=PROGRAMME, slug=slug, wanted=wanted, now=long_ago
    )


def said(code: str = "W-1", state: str = "running", **changes: Any) -> dict[str, Any]:
    """What a report says of one measure."""
    facts = {"code": code, "title": both(f"Maßnahme {code}"), "state": state}
    return facts | {"reporting_on": REPORTING_ON} | changes


def report(*measures: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A report about these measures, or about W-1 and W-2."""
    facts: dict[str, Any] = {
        "format": "leitstand.measures/1",
        "plan": {"slug": "klima", "title": both("Klima"), "url": "https://klima.example.org/"},
        "source": both("Klimaprogramm"),
        "reporting_on": REPORTING_ON,
        "published_at": "2026-10-15T10:00:00+02:00",
        "is_example": False,
        "states": {"laufend": both("in Umsetzung", "being implemented")},
        "measures": list(measures) or [said("W-1"), said("W-2", "laufend")],
    }
    return facts | changes


def body(*measures: dict[str, Any], **changes: Any) -> bytes:
    """The same as it comes over the wire."""
    return json.dumps(report(*measures, **changes)).encode()


def taken(content: bytes, *, source: str = SOURCE, now: dt.datetime = NOW) -> Fetched:
    """The report is taken from a file."""
    return foreign_fetch(actor=OFFICE, source=source, body=content, now=now)
