# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Measures and their parts by key: a question about a measure is one about all its parts."""

from collections.abc import Iterable, Mapping

from leitstand.plan.selectors import MeasureName


def parts_of_plan(names: Mapping[str, MeasureName]) -> dict[str, tuple[str, ...]]:
    """Every measure by its key with the keys of its parts, and every part by its own."""
    return with_wholes((key, name.whole) for key, name in names.items())


def with_wholes(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """The same from pairs of a key and the key of the whole, in the order given."""
    found: dict[str, tuple[str, ...]] = {}
    for key, whole in pairs:
        found[key] = (key,)
        if whole != key:
            found[whole] = (*found.get(whole, ()), key)
    return found
