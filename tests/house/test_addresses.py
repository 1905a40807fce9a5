# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Every address says who may ask for it, and no page fetches anything from elsewhere."""

from html.parser import HTMLParser

import pytest
from django.test import Client

from leitstand.core.permissions import allows
from leitstand.plan.document import PlanDocument
from leitstand.ui.access import PUBLIC, access_of
from tests.house.reference.addresses import Address, all_addresses, is_api

ADDRESSES = list(all_addresses())
# Without a language: for machines, and the one address that the identity provider knows.
MACHINE = frozenset(
    {"security", "robots", "health", "openid_connect_login", "openid_connect_callback"}
    | {"sitemap", "sitemap-site", "sitemap-plan"}
)
LOADING = {"link": "href", "script": "src", "img": "src", "source": "src", "iframe": "src"}


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_every_address_declares_its_access(address: Address) -> None:
    access = access_of(address.view)
    assert access, address.route
    if access != PUBLIC:
        allows(None, access)  # LookupError where no permission is called so


def test_only_the_listed_machine_addresses_stand_without_a_language() -> None:
    bare = {one.name for one in ADDRESSES if not one.has_languages and not is_api(one)}
    assert bare == MACHINE


def test_the_data_interface_stands_behind_its_gate() -> None:
    own = [one for one in ADDRESSES if is_api(one)]
    assert {one.name.partition(":")[0] for one in own} == {"api"}
    assert [one.name for one in own if one.view.__module__ != "leitstand.ui.api.gate"] == []
    assert not any(one.has_languages for one in own)


def test_every_name_leads_to_one_address() -> None:
    names = [one.name for one in ADDRESSES]
    assert len(names) == len(set(names))


class Loaded(HTMLParser):
    """Collects what a browser would fetch while it shows the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wanted = LOADING.get(tag)
        self.addresses += [value or "" for name, value in attrs if name == wanted]


def foreign(html: str) -> list[str]:
    return [url for url in Loaded(html).addresses if "//" in url]


PATHS = ("/", "/en/", "/bausteine", "/impressum", "/gibtsnicht")


@pytest.mark.parametrize("path", PATHS)
def test_a_page_fetches_nothing_from_elsewhere(
    client: Client, berlin: PlanDocument, path: str
) -> None:
    html = client.get(path).content.decode()
    assert Loaded(html).addresses
    assert foreign(html) == []


@pytest.mark.parametrize("path", PATHS)
def test_no_page_has_a_script(client: Client, berlin: PlanDocument, path: str) -> None:
    assert "<script" not in client.get(path).content.decode()


def test_what_is_fetched_from_elsewhere_is_seen() -> None:
    assert foreign('<script src="https://cdn.example/x.js"></script><img src="//e.example/i">') == [
        "https://cdn.example/x.js",
        "//e.example/i",
    ]
