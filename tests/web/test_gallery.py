# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The gallery shows every macro, in German and English."""

import re
from pathlib import Path

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.test import Client

import leitstand.ui
from leitstand.ui.pages import page_paths
from leitstand.web import gallery

pytestmark = pytest.mark.urls(__name__)
urlpatterns = i18n_patterns(
    *page_paths("bausteine", gallery.gallery, "gallery"), prefix_default_language=False
)

TEMPLATES = Path(leitstand.ui.__file__).parent / "templates" / "ui"
GALLERY = Path(gallery.__file__).parent / "templates" / "web" / "gallery.html"


def macros(name: str) -> set[str]:
    return set(re.findall(r"{% macro (\w+)", (TEMPLATES / name).read_text()))


@pytest.mark.parametrize("macro", sorted(macros("kern.html")))
def test_the_gallery_calls_every_small_part(macro: str) -> None:
    assert f"kern.{macro}(" in GALLERY.read_text()


def test_the_gallery_calls_table_and_all_pictures() -> None:
    source = GALLERY.read_text()
    assert "{{ table(" in source
    assert "picture.glance(" in source
    assert "picture.bars(" in source
    assert "picture.strips(" in source


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_gallery_renders_and_says_that_it_is_invented(client: Client, prefix: str) -> None:
    response = client.get(f"{prefix}/bausteine", headers={"host": "localhost"})
    assert response.status_code == 200
    html = response.content.decode()
    assert "Beispieldaten" in html or "Sample data" in html
    assert html.count('role="img"') == 2
    assert 'role="table"' in html


def test_every_id_stands_once_and_every_reference_has_its_target(client: Client) -> None:
    html = client.get("/bausteine", headers={"host": "localhost"}).content.decode()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    named = re.findall(r'(?:aria-labelledby|aria-describedby|for)="([^"]+)"', html)
    assert {one for group in named for one in group.split()} <= set(ids)
    assert set(re.findall(r'url\(#([^)"]+)\)', html)) <= set(ids)


def test_no_part_carries_inline_style_or_script(client: Client) -> None:
    html = client.get("/bausteine", headers={"host": "localhost"}).content.decode()
    assert not re.search(r'\sstyle="|<style|<script|\son\w+="', html)


def test_the_sample_table_has_a_cell_of_every_kind(client: Client) -> None:
    columns = gallery.sample_table("/").columns
    assert {column.kind for column in columns} == {"text", "number", "date", "link", "list"}


def test_a_plan_of_full_size_can_be_drawn() -> None:
    glance = gallery.sample_glance("/", rows_per_group=(2, 3, 4, 1))
    assert sum(len(group.rows) for group in glance.groups) == 10
    assert glance.width == 5
    assert {entry.kind.key for entry in glance.legend if entry.count} == {
        entry.kind.key for entry in glance.legend
    }
