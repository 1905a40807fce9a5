# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a plan that somebody wants to bring in, told so that they can mend it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.utils.translation import gettext as _

Path: TypeAlias = tuple[str | int, ...]
Place: TypeAlias = Callable[[Path], str]


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: ``place`` is a file with line, or a sheet with cell."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class PlanRejected(Exception):
    """A plan could not be taken in. Nothing was changed; ``problems`` says what to mend."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def rejected(place: str, message: str) -> PlanRejected:
    """A rejection for a single mistake."""
    return PlanRejected([Problem(place, message)])


def named(path: Path) -> str:
    """A path in words, for places without lines: ``measures[3].roles[0].role``."""
    words = ""
    for step in path:
        words += f"[{step}]" if isinstance(step, int) else f".{step}" if words else step
    return words


def explain(error: Mapping[str, Any]) -> str:
    """One of pydantic's errors as a plain sentence that says what to do."""
    context = error.get("ctx", {})
    field = str(error["loc"][-1]) if error["loc"] else ""
    given = repr(error["input"])
    facts = {
        "field": field,
        "given": given if len(given) <= 80 else f"{given[:77]}…",
        "expected": context.get("expected", ""),
        "limit": context.get("max_length") or context.get("min_length") or context.get("ge", ""),
        "reason": str(context.get("error", error["msg"])),
    }
    sentences = {
        "missing": _("Das Feld „%(field)s“ fehlt. Bitte ergänzen."),
        "extra_forbidden": _(
            "Das Feld „%(field)s“ gibt es hier nicht. Bitte entfernen oder richtig schreiben."
        ),
        "enum": _("„%(field)s“ ist %(given)s; erlaubt ist nur: %(expected)s."),
        "literal_error": _("„%(field)s“ ist %(given)s; erlaubt ist nur: %(expected)s."),
        "string_pattern_mismatch": _(
            "„%(field)s“ ist %(given)s. Kennungen bestehen aus Kleinbuchstaben, Ziffern und"
            " Bindestrichen; in Pfaden trennt ein Punkt."
        ),
        "string_too_long": _("„%(field)s“ ist zu lang (höchstens %(limit)s Zeichen)."),
        "string_too_short": _("„%(field)s“ ist leer. Bitte ausfüllen oder das Feld weglassen."),
        "string_type": _("„%(field)s“ ist %(given)s, soll aber Text sein."),
        "int_parsing": _("„%(field)s“ ist %(given)s, soll aber eine ganze Zahl sein."),
        "int_type": _("„%(field)s“ ist %(given)s, soll aber eine ganze Zahl sein."),
        "greater_than_equal": _("„%(field)s“ ist %(given)s, soll aber mindestens %(limit)s sein."),
        "float_parsing": _("„%(field)s“ ist %(given)s, soll aber eine Zahl sein."),
        "bool_parsing": _("„%(field)s“ ist %(given)s, soll aber ja oder nein sein."),
        "date_parsing": _("„%(field)s“ ist %(given)s, soll aber ein Datum sein (JJJJ-MM-TT)."),
        "date_from_datetime_parsing": _(
            "„%(field)s“ ist %(given)s, soll aber ein Datum sein (JJJJ-MM-TT)."
        ),
        "date_type": _("„%(field)s“ ist %(given)s, soll aber ein Datum sein (JJJJ-MM-TT)."),
        "model_type": _("„%(field)s“ ist %(given)s, soll aber ein Block mit Feldern sein."),
        "tuple_type": _("„%(field)s“ ist %(given)s, soll aber eine Liste sein."),
        "value_error": _("„%(field)s“: %(reason)s."),
    }
    return sentences.get(error["type"], "„%(field)s“: %(reason)s") % facts
