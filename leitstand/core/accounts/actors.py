# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Who acts: a person with an account, or the installation itself."""

from dataclasses import dataclass
from typing import TypeAlias

from leitstand.core.models import Account


@dataclass(frozen=True, slots=True)
class Operator:
    """Whoever works in a shell on the server, or a part of the installation that acts by itself.

    It may do everything, because it could write to the database anyway. ``name`` stands in the
    record: ``cli:anna``, ``provider:senate``.
    """

    name: str


Actor: TypeAlias = Account | Operator


def actor_key(actor: Actor) -> str:
    """How the record names the actor.

    An account is named by its number alone: the record can never be changed, a name must be
    removable. ``actor_names`` turns it back into a name for those who may see it.
    """
    return actor.name if isinstance(actor, Operator) else f"account:{actor.pk}"


__all__ = ["Account", "Actor", "Operator", "actor_key"]
