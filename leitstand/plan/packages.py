# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The plans that come with Leitstand, found in a checkout and in an installed wheel alike."""

from pathlib import Path

_ROOM = Path(__file__).resolve().parent


def shipped_plans() -> dict[str, Path]:
    """Package directories by slug."""
    # A wheel carries them inside the package (see pyproject.toml), a checkout beside it.
    for root in (_ROOM.parent / "plans", _ROOM.parent.parent / "plans"):
        found = {path.parent.name: path.parent for path in sorted(root.glob("*/plan.yaml"))}
        if found:
            return found
    return {}


def locate(name: str) -> Path:
    """The path a user means: a file or directory, or else the name of a shipped plan."""
    path = Path(name)
    return path if path.exists() else shipped_plans().get(name, path)
