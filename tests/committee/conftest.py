# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The harbour's council stands for every test that asks for it."""

import pytest

from tests.committee.cast import council_stands


@pytest.fixture
def council(db: None) -> None:
    """The plan and its two bodies are in the database."""
    council_stands()
