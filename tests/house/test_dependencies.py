# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Every dependency has a reason, and a licence that goes with EUPL-1.2."""

import pytest

from tests.house.reference.dependencies import (
    REASONS,
    closure,
    is_compatible,
    licence,
    project,
    runtime_dependencies,
)


def test_every_dependency_has_a_reason_and_every_reason_a_dependency() -> None:
    assert set(REASONS) == set(runtime_dependencies())


@pytest.mark.parametrize("name", sorted(closure()))
def test_what_an_installation_holds_may_be_used_with_our_licence(name: str) -> None:
    assert is_compatible(licence(name)), f"{name}: {licence(name)!r}"


@pytest.mark.parametrize(
    ("expression", "may_be_used"),
    [
        ("MIT", True),
        ("LGPL-3.0-only", True),
        ("GPL-3.0-only", False),
        ("GPL-3.0-only OR MIT", True),
        ("MIT AND SSPL-1.0", False),
        ("(MIT OR Apache-2.0) AND BSD-3-Clause", True),
        ("", False),
    ],
)
def test_a_licence_counts_if_one_of_its_choices_may_be_used(
    expression: str, may_be_used: bool
) -> None:
    assert is_compatible(expression) is may_be_used


def test_the_closure_holds_what_extras_bring() -> None:
    assert {"psycopg", "psycopg-binary", "brotli", "et-xmlfile"} <= closure()


def test_leitstand_itself_is_under_the_eupl() -> None:
    assert project()["license"] == "EUPL-1.2"
