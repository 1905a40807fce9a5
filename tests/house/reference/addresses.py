# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Every address, read from the resolver."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import LocalePrefixPattern, URLPattern, URLResolver, get_resolver

from leitstand.ui.access import PUBLIC, access_of
from tests.house.reference.markdown import code, page, table, told


@dataclass(frozen=True, slots=True)
class Address:
    """One pattern: its whole route, its full name, the view behind it."""

    route: str
    name: str
    view: Callable[..., Any]
    page_format: str
    has_languages: bool


def all_addresses() -> Iterator[Address]:
    """Every pattern of the project, in the order in which they are tried."""
    yield from _walk(get_resolver().url_patterns, "", "", has_languages=False)


def _walk(
    patterns: list[URLPattern | URLResolver], route: str, space: str, *, has_languages: bool
) -> Iterator[Address]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            is_prefix = isinstance(entry.pattern, LocalePrefixPattern)
            yield from _walk(
                entry.url_patterns,
                route if is_prefix else route + str(entry.pattern),
                f"{entry.namespace}:" if entry.namespace else space,
                has_languages=has_languages or is_prefix,
            )
        else:
            yield Address(
                f"/{route}{entry.pattern}",
                f"{space}{entry.name}",
                entry.callback,
                str(entry.default_args.get("page_format", "html")),
                has_languages,
            )


def is_api(address: Address) -> bool:
    """Whether the address belongs to the data interface."""
    return address.route.startswith("/api/")


def addresses_page() -> str:
    """The page. A page's data addresses stand in its row."""
    found = list(all_addresses())
    pages = [one for one in found if one.has_languages and one.page_format == "html"]
    machines = [one for one in found if not one.has_languages and not is_api(one)]
    rows = []
    for one in pages:
        data = [x for x in found if x.name in {f"{one.name}-json", f"{one.name}-csv"}]
        rows.append(
            (
                code(one.route),
                " ".join(code(x.route.rpartition("/")[2]) for x in data),
                code(one.name),
                who(one),
                told(one.view),
            )
        )
    return page(
        "Addresses",
        "Addresses are German, stable, and part of the interface: no address changes its meaning."
        " English pages stand under the same addresses behind `/en`. Data addresses take the same"
        " filters as their page; `?tabelle=` names another table of the page for CSV."
        " `?stand=2019-03-01` asks for the state at the end of that day; without it, and with the"
        " day of today, an address answers with today's state.",
        table(("Address", "Data beside it", "Name", "For whom", "What it shows"), rows),
        "For machines, without a language:",
        table(
            ("Address", "Name", "For whom", "What it shows"),
            ((code(one.route), code(one.name), who(one), told(one.view)) for one in machines),
        ),
        "The data interface below `/api/v1` has [a page of its own](api.md).",
    )


def who(address: Address) -> str:
    """Everyone, or the permission that the address asks for."""
    access = access_of(address.view)
    return "everyone" if access == PUBLIC else code(access or "(declares nothing)")
