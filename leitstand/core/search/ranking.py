# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Which found row answers best. Pure, and the same on every engine.

BM25 over fields: a word counts by where it stands and by how few of the candidates have it, a
second mention counts less than the first, and long texts do not win by length. On top of it: rows
that hold more of the asked words, rows that are *called* what was asked, and words that stand side
by side as they were typed.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from leitstand.core.search.queries import Query, QueryWord

# (weight, average length, how much length matters) by field.
_FIELDS = {
    "title_tokens": (5.0, 7, 0.5),
    "title_parts": (2.5, 6, 0.3),
    "body_tokens": (1.4, 30, 0.4),
    "body_parts": (0.7, 25, 0.4),
}
_SATURATION = 1.2
_GROUP, _CLOSE = 0.7, 0.8
_CALLED, _TITLED, _PHRASE_IN_TITLE, _PHRASE_IN_TEXT = 40.0, 12.0, 6.0, 2.0
# What readers look for by name; a measure before the branch it hangs on.
_KINDS = {"institution": 1.0, "plan": 0.8, "measure": 0.6, "goal": 0.5, "node": 0.5}


@dataclass(frozen=True, slots=True)
class Candidate:
    """The token columns of a row, blanks at both ends of each, and its place in the plan."""

    id: int
    kind: str
    plan: str
    position: int
    names: str
    title_tokens: str
    title_parts: str
    body_tokens: str
    body_parts: str


def ranked(query: Query, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, best first; equals by kind and then in the order of their plans."""
    rarity = {}
    answers = {}
    for word in query.words:
        own = [_answer(word, candidate) for candidate in candidates]
        holding = sum(1 for weight in own if weight)
        rarity[word] = math.log(1.5 + len(candidates) / (holding + 0.5))
        answers[word] = own
    scores = {}
    for place, candidate in enumerate(candidates):
        found = [(word, answers[word][place]) for word in query.words if answers[word][place]]
        score = sum(rarity[word] * weight for word, weight in found)
        score *= 0.4 + 0.6 * len(found) / len(query.words)
        scores[candidate.id] = score + _bonus(query, candidate)
    return sorted(
        candidates,
        key=lambda c: (-round(scores[c.id], 6), -_KINDS.get(c.kind, 0), c.plan, c.position, c.id),
    )


def _answer(word: QueryWord, candidate: Candidate) -> float:
    """How well the row answers one word; 0 where it does not."""
    best = max((_weight(f" {token} ", candidate) for token in word.tokens), default=0.0)
    for token in word.close:
        best = max(best, _CLOSE * _weight(f" {token} ", candidate))
    for group in word.groups:
        parts = [_weight(f" {token} ", candidate) for token in group]
        if word.is_open:
            best = max(best, _GROUP * sum(parts) / len(parts))
        elif all(parts):
            best = max(best, _GROUP * min(parts))
    return best


def _weight(needle: str, candidate: Candidate) -> float:
    """BM25 of one token, fields added up before they saturate (BM25F)."""
    frequency = 0.0
    for name, (weight, average, length_matters) in _FIELDS.items():
        text: str = getattr(candidate, name)
        count = text.count(needle)
        if count:
            length = text.count(" ")
            frequency += weight * count / (1 + length_matters * (length / average - 1))
    return frequency * (_SATURATION + 1) / (frequency + _SATURATION * 3) if frequency else 0.0


def _bonus(query: Query, candidate: Candidate) -> float:
    bonus = _KINDS.get(candidate.kind, 0.0) * 0.2
    if f" {query.name} " in candidate.names:
        bonus += _CALLED
    if f". {query.phrase} ." in f".{candidate.title_tokens}.":
        bonus += _TITLED
    if len(query.words) > 1:
        phrase = f" {query.phrase} "
        if phrase in candidate.title_tokens:
            bonus += _PHRASE_IN_TITLE
        elif phrase in candidate.body_tokens:
            bonus += _PHRASE_IN_TEXT
    return bonus
