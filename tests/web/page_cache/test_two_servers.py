# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Two servers share one database: what changes through another process, both show at once."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from uuid import uuid4

import pytest
from django.conf import settings

from tests.cli.places import Place
from tests.plan.documents import both, document, measure
from tests.servers import PRODUCTION, serving

PAGES = ("/plaene/klein/massnahmen", "/plaene/klein/massnahmen.json", "/en/plaene/klein", "/")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """On the kind of database that the suite runs on."""
    is_postgres = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    server = os.environ["DATABASE_URL"] if is_postgres else ""
    made = Place(tmp_path / uuid4().hex[:12], server, variables=PRODUCTION)
    made.create()
    done = made.leitstand("migrate")
    assert done.returncode == 0, done.stderr
    yield made
    made.destroy()


def bring(place: Place, title: str) -> None:
    """One measure called so stands in the database, by a process of its own."""
    plan = document(measure("hafen.1.I", title=both(title, f"{title} (en)")))
    path = place.home / "plan.json"
    path.write_text(json.dumps(plan.model_dump(mode="json")))
    done = place.leitstand("plan", "import", path)
    assert done.returncode == 0, done.stderr


def test_both_servers_show_an_edit_at_the_next_request(place: Place) -> None:
    bring(place, "Kai bauen")
    with serving(place) as first, serving(place) as second:
        tags: dict[str, str] = {}
        for title in ("Kai bauen", "Kai abreißen"):
            if tags:
                bring(place, title)
            for page in PAGES:
                for server in (first, second, first, second):
                    with urlopen(server + page, timeout=10) as answer:
                        text = answer.read().decode()
                        assert title in text, (server, page)
                        tag = str(answer.headers["ETag"])
                    assert tag != tags.get(page), "the page of the last state"
                    not_changed = Request(server + page, headers={"If-None-Match": tag})
                    with pytest.raises(HTTPError) as found:
                        urlopen(not_changed, timeout=10)
                    assert found.value.code == 304
                    found.value.close()
                tags[page] = tag
