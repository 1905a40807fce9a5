# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a table looks like in a backup: its columns, and a row as one line of JSON.

The values are those of the models, not of a database, which makes the lines the same for SQLite
and PostgreSQL.
"""

import base64
import datetime as dt
import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeAlias
from uuid import UUID

from django.apps.registry import Apps
from django.conf import settings
from django.db import models
from django.utils.duration import duration_iso_string

Decoder: TypeAlias = Callable[[Any], Any]


@dataclass(frozen=True)
class TableShape:
    """One table of the database, seen through its model."""

    model: type[models.Model]

    @property
    def name(self) -> str:
        """The table's name, which is also its name in the backup."""
        return self.model._meta.db_table

    @cached_property
    def fields(self) -> tuple[Any, ...]:
        """The stored fields in the model's order; what the database computes itself is left out."""
        return tuple(
            field
            for field in self.model._meta.local_concrete_fields
            if not getattr(field, "generated", False)
        )

    @property
    def columns(self) -> tuple[str, ...]:
        """The attribute behind every field: ``measure_id``, not ``measure``."""
        return tuple(field.attname for field in self.fields)

    @property
    def numbered_by(self) -> str | None:
        """The column that the database numbers by itself, if the table has one."""
        key = self.model._meta.pk
        return key.column if isinstance(key, models.AutoField) else None

    @cached_property
    def _decoders(self) -> tuple[tuple[int, Decoder], ...]:
        found = ((place, _decoder(field)) for place, field in enumerate(self.fields))
        return tuple((place, decoder) for place, decoder in found if decoder is not None)

    def decoded(self, values: list[Any]) -> models.Model:
        """The row that a line holds, as an instance that nobody has saved."""
        for place, decoder in self._decoders:
            if values[place] is not None:
                values[place] = decoder(values[place])
        return self.model(**dict(zip(self.columns, values, strict=True)))


def table_shapes(registry: Apps) -> tuple[TableShape, ...]:
    """Every table that a backup carries, by name: history and links between tables included.

    ``settings.LEITSTAND_TRANSIENT_TABLES`` names the models whose rows are worth nothing after a
    restore.
    """
    transient = {label.lower() for label in settings.LEITSTAND_TRANSIENT_TABLES}
    chosen = [
        TableShape(model) for model in stored(registry) if model._meta.label_lower not in transient
    ]
    return tuple(sorted(chosen, key=lambda shape: shape.name))


def stored(registry: Apps) -> Iterable[type[models.Model]]:
    """Every model with a table of its own that Django manages."""
    for model in registry.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model


def line(values: Sequence[Any]) -> bytes:
    """The values as one line of JSON, with its line end."""
    try:
        return _json(values)
    except ValueError:  # a number that JSON has no word for; FloatField reads the word back
        words = [
            str(value) if isinstance(value, float) and not math.isfinite(value) else value
            for value in values
        ]
        return _json(words)


def _json(values: Sequence[Any]) -> bytes:
    text = json.dumps(
        values, ensure_ascii=False, separators=(",", ":"), default=_plain, allow_nan=False
    )
    return text.encode() + b"\n"


def _plain(value: Any) -> str:
    match value:
        case dt.datetime() | dt.date() | dt.time():
            return value.isoformat()
        case dt.timedelta():
            return duration_iso_string(value)
        case Decimal() | UUID():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
    raise TypeError(f"a backup has no word for {type(value).__name__}")


def _decoder(field: Any) -> Decoder | None:
    """How to get a field's value back from JSON; None where JSON kept it as it was."""
    target = getattr(field, "target_field", None) or field
    match target:
        case models.DateTimeField():
            return dt.datetime.fromisoformat
        case models.DateField():
            return dt.date.fromisoformat
        case models.TimeField():
            return dt.time.fromisoformat
        case models.BinaryField():
            return base64.b64decode
        case models.FloatField():
            return float
        case models.DecimalField() | models.UUIDField() | models.DurationField():
            return target.to_python
    return None
