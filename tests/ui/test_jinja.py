# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Templates are strict, escaped and speak the language of the page."""

import pytest
from django.template import engines
from django.utils import translation
from jinja2 import UndefinedError


def rendered(source: str, **context: object) -> str:
    return str(engines["jinja2"].from_string(source).render(context))


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        rendered("{{ gibtsnicht }}")


def test_values_and_translated_texts_are_escaped() -> None:
    assert rendered("{{ x }}", x="<b>") == "&lt;b&gt;"
    assert rendered("{{ _('Fehler %(status)s', status=x) }}", x="<b>") == "Fehler &lt;b&gt;"


def test_filters_follow_the_active_language() -> None:
    with translation.override("en"):
        assert rendered("{{ 1234.5|number }} {{ get_language() }}") == "1,234.5 en"


def test_line_references_are_a_filter() -> None:
    assert rendered("{{ (12, 14)|lines }}") == "Zeilen 12–14"
