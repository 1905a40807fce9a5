# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the office itself adds to a report, as it is kept, and how two versions come together."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from leitstand.core.languages import Language
from leitstand.reports.inputs import OfficeTexts

FORMAT: Final = "leitstand.report-texts/1"
LANGUAGES: Final[tuple[Language, ...]] = ("de", "en")
FLAGSHIPS: Final = "flagships"
# A part of the texts: a place with a language, or the selection of flagships.
Part = tuple[str, Language] | str


@dataclass(frozen=True, slots=True)
class KeptTexts:
    """Texts by place and language, without empty ones, and the keys of the flagships in order."""

    words: Mapping[tuple[str, Language], str] = field(default_factory=dict)
    flagships: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        """The places that have a text in any language."""
        return tuple(sorted({place for place, _language in self.words}))

    def said(self, part: Part) -> str | tuple[str, ...]:
        """What stands at a part, "" for nothing."""
        return self.flagships if part == FLAGSHIPS else self.words.get(part, "")  # type: ignore[arg-type]

    def parts(self) -> frozenset[Part]:
        """Every part that says something."""
        return frozenset(self.words) | ({FLAGSHIPS} if self.flagships else frozenset())

    def for_report(self, number: int, language: Language) -> OfficeTexts:
        """What a report in one language takes from it."""
        words = {place: text for (place, said), text in self.words.items() if said == language}
        return OfficeTexts(number, words, self.flagships)


EMPTY: Final = KeptTexts()


def cleaned(text: str) -> str:
    """The text with one kind of line break and without blanks at its ends or at those of lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def canonical(texts: KeptTexts) -> str:
    """The texts as one JSON text that is the same wherever and whenever it is written."""
    words: dict[str, dict[str, str]] = {}
    for (place, language), text in texts.words.items():
        words.setdefault(place, {})[language] = text
    values = {"format": FORMAT, "words": words, "flagships": list(texts.flagships)}
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(texts: KeptTexts) -> str:
    """The fingerprint of :func:`canonical`."""
    return hashlib.sha256(canonical(texts).encode()).hexdigest()


def from_canonical(content: str) -> KeptTexts:
    """The texts that :func:`canonical` wrote."""
    values: dict[str, Any] = json.loads(content)
    words = {
        (place, language): spoken[language]
        for place, spoken in values["words"].items()
        for language in LANGUAGES
        if language in spoken
    }
    return KeptTexts(words, tuple(values["flagships"]))


def merged(
    base: KeptTexts, mine: KeptTexts, theirs: KeptTexts
) -> tuple[KeptTexts, tuple[Part, ...]]:
    """Both wishes in one, and the parts that both changed differently; there mine stands."""
    clashes: list[Part] = []
    words: dict[tuple[str, Language], str] = {}
    flagships: tuple[str, ...] = ()
    for part in sorted(base.parts() | mine.parts() | theirs.parts(), key=str):
        old, ours, other = base.said(part), mine.said(part), theirs.said(part)
        if ours not in (old, other) and other != old:
            clashes.append(part)
        said = other if ours == old else ours
        if part == FLAGSHIPS:
            flagships = tuple(said)
        elif said:
            words[part] = str(said)  # type: ignore[index]
    return KeptTexts(words, flagships), tuple(clashes)
