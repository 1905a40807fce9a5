# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What is asked of an engine, as a tree; each engine writes it in its own language.

Tokens are ``a-z0-9`` only (a wrong one is refused here), so nothing a reader types can become
syntax.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

_TOKEN = re.compile(r"[a-z0-9]{1,80}")


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of these."""

    items: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of these."""

    items: tuple["Expression", ...]


Expression: TypeAlias = str | AnyOf | AllOf


def any_of(items: Iterable[Expression]) -> Expression:
    """One of the items; the item itself where there is just one. At least one is needed."""
    found = tuple(dict.fromkeys(items))
    if not found:
        raise ValueError("an expression needs at least one token")
    return found[0] if len(found) == 1 else AnyOf(found)


def all_of(items: Iterable[Expression]) -> Expression:
    """All of the items; the item itself where there is just one. At least one is needed."""
    found = tuple(dict.fromkeys(items))
    if not found:
        raise ValueError("an expression needs at least one token")
    return found[0] if len(found) == 1 else AllOf(found)


def as_fts5(expression: Expression) -> str:
    """The expression for SQLite's FTS5."""
    return _written(expression, " OR ", " AND ", '"')


def as_tsquery(expression: Expression) -> str:
    """The expression for a PostgreSQL ``tsquery``."""
    return _written(expression, " | ", " & ", "'")


def _written(expression: Expression, either: str, both: str, quote: str) -> str:
    if isinstance(expression, str):
        if not _TOKEN.fullmatch(expression):
            raise ValueError(f"no token: {expression!r}")
        return f"{quote}{expression}{quote}"
    parts = [_written(item, either, both, quote) for item in expression.items]
    return f"({(either if isinstance(expression, AnyOf) else both).join(parts)})"
