# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Who does what, read from the printed words alone.

A full label ("Federführung:", "Mitarbeit Aufbau:") opens a zone that lasts until the next one.
A side label ("i. V. m.") holds until the next semicolon or full stop, then the zone's own kind
holds again. Institutions in brackets, or after words of a relation, stand beside the holder.
"""

from dataclasses import dataclass, field

from leitstand.plan.enums import MentionRelation, OpenRoleKind, RoleKind
from leitstand.plan.verification.language import PlanLanguage
from leitstand.plan.verification.tokens import Token, TokenKind, Vocabulary, tokenise


@dataclass(frozen=True)
class ReadMention:
    """An institution beside a role holder; the words allow any of ``relations``."""

    printed: str
    relations: frozenset[MentionRelation]
    start: int
    end: int


@dataclass
class ReadRole:
    """A role as printed. ``kind`` is None where no label governs it."""

    printed: str
    kind: RoleKind | None
    phase: str | None
    scopes: tuple[str, ...]
    start: int
    end: int
    is_open: bool = False
    open_kind: OpenRoleKind = OpenRoleKind.UNNAMED
    mentions: list[ReadMention] = field(default_factory=list)


@dataclass(frozen=True)
class Reading:
    """What a segment says, and the (start, end) of words that no rule explains."""

    roles: tuple[ReadRole, ...]
    unexplained: tuple[tuple[int, int], ...]


def read(running: str, vocabulary: Vocabulary) -> Reading:
    """Read one segment; every word ends up in a role, in a rule, or in ``unexplained``."""
    reader = _Reader(running, tokenise(running, vocabulary), vocabulary.language)
    reader.run()
    return Reading(tuple(reader.roles), tuple(reader.unexplained))


_NAMED = (TokenKind.NAME, TokenKind.OPEN_ROLE)
_OUT_OF_PLACE = (
    *(TokenKind.UNKNOWN, TokenKind.LABEL, TokenKind.PREDICATE, TokenKind.SCOPE),
    *(TokenKind.PHASE, TokenKind.OPENING, TokenKind.CLOSING),
)


class _Reader:
    """One pass over the tokens; the attributes are the state of the sentence so far."""

    def __init__(self, running: str, tokens: tuple[Token, ...], language: PlanLanguage) -> None:
        self.running = running
        self.language = language
        self.tokens = tokens
        self.roles: list[ReadRole] = []
        self.unexplained: list[tuple[int, int]] = []
        # The full label in force, and the side label within it.
        self.zone: Token | None = None
        self.side: Token | None = None
        self.phase: Token | None = None
        self.is_phase_used = False
        self.relation: Token | None = None
        self.clause_start = 0

    def run(self) -> None:
        """Take in every token."""
        at = 0
        while at < len(self.tokens):
            at = self._step(at)
        self._end_clause()

    def _step(self, at: int) -> int:
        """Take in the token at ``at`` and return the index of the next one to look at."""
        token = self.tokens[at]
        match token.kind:
            case TokenKind.LABEL:
                self._open_zone(token)
            case TokenKind.NAME | TokenKind.OPEN_ROLE:
                self._name(token)
            case TokenKind.PREDICATE:
                self._predicate(token)
            case TokenKind.RELATION:
                self._end_pending()
                self.relation = token
            case TokenKind.PHASE:
                self._end_pending()
                self.phase = token
            case TokenKind.SCOPE:
                self._scope((token.words, token.scope or ""), token.start, token.end, at + 1)
            case TokenKind.STOP:
                self._end_clause()
            case TokenKind.OPENING:
                return self._brackets(at)
            case TokenKind.UNKNOWN | TokenKind.CLOSING:
                self._leave(token)
        return at + 1

    def _open_zone(self, token: Token) -> None:
        self._end_pending()
        if token.label and token.label.is_side:
            self.side = token
            if self.zone is None:
                self._leave(token)
            return
        self.zone, self.side = token, None
        self.clause_start = len(self.roles)

    def _end_clause(self) -> None:
        self._end_pending()
        self.side = None
        self.clause_start = len(self.roles)

    def _end_pending(self) -> None:
        """Words of a relation or a phase that no institution follows are not understood."""
        if self.relation:
            self._leave(self.relation)
        if self.phase and not self.is_phase_used:
            self._leave(self.phase)
        self.relation = self.phase = None
        self.is_phase_used = False

    def _name(self, token: Token) -> None:
        if self.relation and self.relation.relation and self.roles:
            self._mention(token, frozenset({self.relation.relation}))
            self.relation = None
            return
        self.is_phase_used = True
        governing = self.side or self.zone
        label = governing.label if governing else None
        zone_phase = self.zone.phase if self.zone else None
        zone_scope = self.zone.scope if self.zone else None
        self.roles.append(
            ReadRole(
                token.words,
                label.kind if label and self.zone else None,
                self.phase.phase if self.phase else zone_phase,
                (zone_scope,) if zone_scope else (),
                token.start,
                token.end,
                is_open=token.kind is TokenKind.OPEN_ROLE,
            )
        )

    def _mention(self, token: Token, relations: frozenset[MentionRelation]) -> None:
        self.roles[-1].mentions.append(ReadMention(token.words, relations, token.start, token.end))

    def _predicate(self, token: Token) -> None:
        """What is said of an open place; anywhere else these words are not understood."""
        before = self.roles[-1] if self.roles else None
        if before is None or not before.is_open or self.running[before.end : token.start].strip():
            self._leave(token)
        elif self.language.to_be_identified.search(token.words):
            before.open_kind = OpenRoleKind.TO_BE_IDENTIFIED

    def _scope(self, spellings: tuple[str, ...], start: int, end: int, following: int) -> None:
        """A limit holds for the holder before it, and for the whole clause where it ends one."""
        clause = self.roles[self.clause_start :]
        limited = clause if self._clause_ends(following) else clause[-1:]
        unlimited = [role for role in limited if not role.scopes]
        if not unlimited:
            self.unexplained.append((start, end))
        for role in unlimited:
            role.scopes = spellings

    def _clause_ends(self, at: int) -> bool:
        for token in self.tokens[at:]:
            if token.kind in (TokenKind.COMMA, TokenKind.ENUMERATION):
                continue
            is_full_label = token.kind is TokenKind.LABEL and not (
                token.label and token.label.is_side
            )
            return token.kind is TokenKind.STOP or is_full_label
        return True

    def _brackets(self, at: int) -> int:
        """Take in a bracket: a limit, more holders ("(und …)"), or institutions beside one."""
        end = self._closing(at)
        inner = self.tokens[at + 1 : end]
        if end == len(self.tokens) or not inner:
            self._leave(self.tokens[at])
            return at + 1
        if not any(token.kind in _NAMED for token in inner):
            words = self.running[inner[0].start : inner[-1].end]
            self._scope((words,), inner[0].start, inner[-1].end, end + 1)
            return end + 1
        if inner[0].kind is TokenKind.ENUMERATION:
            return self._more_holders(at + 1, end)
        self._beside(self._leading_scope(inner))
        return end + 1

    def _closing(self, at: int) -> int:
        depth = 0
        for index in range(at, len(self.tokens)):
            depth += self.tokens[index].kind is TokenKind.OPENING
            depth -= self.tokens[index].kind is TokenKind.CLOSING
            if depth == 0:
                return index
        return len(self.tokens)

    def _more_holders(self, at: int, end: int) -> int:
        while at < end:
            at = self._step(at)
        return end + 1

    def _leading_scope(self, inner: tuple[Token, ...]) -> tuple[Token, ...]:
        """Take "Broschüre:" off the front of a bracket as the holder's scope."""
        first_name = next(i for i, token in enumerate(inner) if token.kind in _NAMED)
        words = self.running[inner[0].start : inner[first_name].start].rstrip()
        if first_name == 0 or not words.endswith(":") or not self.roles:
            return inner
        self.roles[-1].scopes = (words[:-1].rstrip(),)
        return inner[first_name:]

    def _beside(self, inner: tuple[Token, ...]) -> None:
        relations = self.language.in_brackets
        for token in inner:
            if token.kind is TokenKind.RELATION and token.relation:
                relations = frozenset({token.relation})
            elif token.kind in _NAMED and self.roles:
                self._mention(token, relations)
            elif token.kind in _OUT_OF_PLACE or not self.roles:
                self._leave(token)

    def _leave(self, token: Token) -> None:
        self.unexplained.append((token.start, token.end))
