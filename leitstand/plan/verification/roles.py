# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The package's roles held against the roles that the grammar read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from leitstand.plan.document import (
    InstitutionDocument,
    Measure,
    Mention,
    OpenRole,
    Role,
)
from leitstand.plan.enums import MentionRelation, OpenRoleKind, RoleKind
from leitstand.plan.verification.grammar import Reading, ReadMention, ReadRole
from leitstand.plan.verification.language import PlanLanguage
from leitstand.plan.verification.report import Ledger, Lines
from leitstand.plan.verification.text import Passage, tidy
from leitstand.plan.verification.tokens import bare


@dataclass(frozen=True)
class Directory:
    """Which institutions bear a printed name."""

    language: PlanLanguage
    bearers: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, institutions: Iterable[InstitutionDocument], language: PlanLanguage) -> "Directory":
        """Every name and abbreviation of the package."""
        bearers: dict[str, frozenset[str]] = {}
        for institution in institutions:
            printed = [name.text for name in institution.names]
            if institution.abbreviation:
                printed.append(institution.abbreviation)
            for words in (bare(name, language) for name in printed):
                bearers[words] = bearers.get(words, frozenset()) | {institution.id}
        return cls(language, bearers)

    @property
    def names(self) -> frozenset[str]:
        """All names to look for in the text."""
        return frozenset(self.bearers)

    def is_same(self, printed: str, packed: str) -> bool:
        """Whether the package's words are the printed ones."""
        return printed == bare(packed, self.language)

    def is_borne(self, printed: str, institution: str) -> bool:
        """Whether ``printed`` is a name of this institution."""
        return institution in self.bearers.get(bare(printed, self.language), frozenset())


def describe(kind: str | None, phase: str | None) -> str:
    """ "Mitarbeit (Umsetzung)", for messages."""
    name = str(RoleKind(kind).label) if kind else _("keine Rolle")
    return f"{name} ({phase})" if phase else name


@dataclass(frozen=True)
class RoleComparison:
    """One measure's segment: what was read there, and what the package says."""

    measure: Measure
    passage: Passage
    reading: Reading
    directory: Directory
    ledger: Ledger

    def run(self) -> None:
        """Note every difference, and count what agrees."""
        self._unexplained()
        held = [role for role in self.reading.roles if not role.is_open]
        pairs = self._pair(held, self.measure.roles)
        for place, index in pairs:
            self._compare(held[place], self.measure.roles[index])
        found = {place for place, _index in pairs}
        self._missing([read for place, read in enumerate(held) if place not in found])
        printed = {index for _place, index in pairs}
        for index, role in enumerate(self.measure.roles):
            if index not in printed:
                self._not_printed(role.as_printed, describe(role.role, role.phase))
        places = [place for place, _index in sorted(pairs, key=lambda pair: pair[1])]
        if places != sorted(places):
            self._note(
                "order-of-roles",
                _("%(id)s: Die Rollen stehen im Paket in anderer Reihenfolge als im Text."),
                self._all_lines(),
            )
        self._open_roles([role for role in self.reading.roles if role.is_open])

    def _pair(self, held: Sequence[ReadRole], roles: Sequence[Role]) -> list[tuple[int, int]]:
        """Each printed role with the package's role of the same words, best agreement first."""
        candidates = [
            (2 * (read.kind == role.role) + (read.phase == role.phase), place, index)
            for place, read in enumerate(held)
            for index, role in enumerate(roles)
            if self.directory.is_same(read.printed, role.as_printed)
        ]
        pairs: list[tuple[int, int]] = []
        for _agreement, place, index in sorted(candidates, key=lambda one: (-one[0], *one[1:])):
            if not any(place == taken or index == other for taken, other in pairs):
                pairs.append((place, index))
        return pairs

    def _take_mention(self, left: list[Mention], read: ReadMention) -> Mention | None:
        same = [m for m in left if self.directory.is_same(read.printed, m.as_printed)]
        same.sort(key=lambda mention: mention.relation not in read.relations)
        if not same:
            return None
        left.remove(same[0])
        return same[0]

    def _all_lines(self) -> Lines:
        return self.passage.lines_of(0, len(self.passage.words))

    def _note(self, rule: str, message: str, lines: Lines, **values: object) -> None:
        known = {"id": self.measure.id, "line": lines[0], **values}
        self.ledger.add(rule, self.measure.id, message % known, lines)

    def _unexplained(self) -> None:
        """Words that follow each other make one finding."""
        groups: list[tuple[int, int]] = []
        for start, end in sorted(self.reading.unexplained):
            if groups and not self.passage.words[groups[-1][1] : start].strip(" ,"):
                groups[-1] = (groups[-1][0], end)
            else:
                groups.append((start, end))
        for start, end in groups:
            self._note(
                "unexplained-words",
                _(
                    "%(id)s: Zeile %(line)d nennt „%(words)s“; das Paket erklärt diese Wörter "
                    "nicht. Fehlende Institution, Rolle, Phase oder Einschränkung nachtragen."
                ),
                self.passage.lines_of(start, end),
                words=self.passage.words[start:end],
            )

    def _missing(self, unmatched: Sequence[ReadRole]) -> None:
        for read in unmatched:
            self._note(
                "role-missing",
                _(
                    "%(id)s: Zeile %(line)d nennt „%(words)s“ als %(kind)s; im Paket fehlt "
                    "diese Rolle."
                ),
                self.passage.lines_of(read.start, read.end),
                words=read.printed,
                kind=describe(read.kind, read.phase),
            )

    def _not_printed(self, words: str, kind: str) -> None:
        self._note(
            "role-not-printed",
            _(
                "%(id)s: Das Paket führt „%(words)s“ als %(kind)s; im Text ab Zeile %(line)d "
                "steht das nicht. Rolle streichen oder die gedruckten Wörter eintragen."
            ),
            self._all_lines(),
            words=words,
            kind=kind,
        )

    def _compare(self, read: ReadRole, role: Role) -> None:
        lines = self.passage.lines_of(read.start, read.end)
        before = len(self.ledger.findings)
        if (read.kind, read.phase) != (role.role, _tidied(role.phase)):
            self._note(
                "role-differs",
                _(
                    "%(id)s: „%(words)s“ steht in Zeile %(line)d als %(printed)s, im Paket "
                    "als %(packed)s."
                ),
                lines,
                words=role.as_printed,
                printed=describe(read.kind, read.phase),
                packed=describe(role.role, role.phase),
            )
        self._compare_scope(read.scopes, role.as_printed, role.scope, lines)
        self._compare_name(role.institution, role.as_printed, lines)
        self._compare_mentions(read, role)
        if len(self.ledger.findings) == before:
            self.ledger.confirmed["roles"] += 1

    def _compare_scope(
        self, printed: tuple[str, ...], words: str, scope: str | None, lines: Lines
    ) -> None:
        packed = _tidied(scope)
        if packed in (printed or (None,)):
            return
        self._note(
            "scope-differs",
            _(
                "%(id)s: „%(words)s“ ist in Zeile %(line)d eingeschränkt auf %(printed)s, im "
                "Paket auf %(packed)s."
            ),
            lines,
            words=words,
            printed=f"„{printed[-1]}“" if printed else _("nichts"),
            packed=f"„{packed}“" if packed else _("nichts"),
        )

    def _compare_name(self, institution: str, printed: str, lines: Lines) -> None:
        if self.directory.is_borne(printed, institution):
            return
        self._note(
            "name-of-another-institution",
            _(
                "%(id)s: „%(words)s“ (Zeile %(line)d) ist im Paket kein Name der Institution "
                "%(institution)s."
            ),
            lines,
            words=printed,
            institution=institution,
        )

    def _compare_mentions(self, read: ReadRole, role: Role) -> None:
        left = list(role.mentions)
        for mention in read.mentions:
            lines = self.passage.lines_of(mention.start, mention.end)
            packed = self._take_mention(left, mention)
            if packed is None:
                self._note(
                    "mention-missing",
                    _(
                        "%(id)s: Zeile %(line)d nennt „%(words)s“ bei „%(holder)s“; im Paket "
                        "fehlt diese Nennung."
                    ),
                    lines,
                    words=mention.printed,
                    holder=read.printed,
                )
            elif self._mention_agrees(mention, packed, lines):
                self.ledger.confirmed["mentions"] += 1
        for packed in left:
            self._note(
                "mention-not-printed",
                _(
                    "%(id)s: Das Paket nennt „%(words)s“ bei „%(holder)s“; im Text ab Zeile "
                    "%(line)d steht das nicht so."
                ),
                self._all_lines(),
                words=packed.as_printed,
                holder=role.as_printed,
            )

    def _mention_agrees(self, read: ReadMention, packed: Mention, lines: Lines) -> bool:
        self._compare_name(packed.institution, packed.as_printed, lines)
        is_right_relation = packed.relation in read.relations
        if not is_right_relation:
            self._note(
                "relation-differs",
                _(
                    "%(id)s: „%(words)s“ (Zeile %(line)d) ist im Paket als %(packed)s genannt; "
                    "die gedruckten Wörter sagen: %(printed)s."
                ),
                lines,
                words=read.printed,
                packed=MentionRelation(packed.relation).label,
                printed=", ".join(sorted(str(relation.label) for relation in read.relations)),
            )
        return is_right_relation and self.directory.is_borne(packed.as_printed, packed.institution)

    def _open_roles(self, read_roles: Sequence[ReadRole]) -> None:
        left = list(self.measure.open_roles)
        for read in read_roles:
            packed = next((o for o in left if tidy(o.as_printed) == read.printed), None)
            if packed is None:
                self._missing([read])
                continue
            left.remove(packed)
            self._compare_open(read, packed)
        for packed in left:
            self._not_printed(packed.as_printed, _("offene Stelle"))

    def _compare_open(self, read: ReadRole, packed: OpenRole) -> None:
        lines = self.passage.lines_of(read.start, read.end)
        before = len(self.ledger.findings)
        printed = (read.kind, read.phase, read.open_kind)
        if printed != (packed.role, _tidied(packed.phase), packed.kind):
            self._note(
                "open-role-differs",
                _(
                    "%(id)s: Die offene Stelle „%(words)s“ steht in Zeile %(line)d als "
                    "%(printed)s (%(printed_kind)s), im Paket als %(packed)s (%(packed_kind)s)."
                ),
                lines,
                words=read.printed,
                printed=describe(read.kind, read.phase),
                printed_kind=read.open_kind.label,
                packed=describe(packed.role, packed.phase),
                packed_kind=OpenRoleKind(packed.kind).label,
            )
        self._compare_scope(read.scopes, packed.as_printed, packed.scope, lines)
        if len(self.ledger.findings) == before:
            self.ledger.confirmed["open_roles"] += 1


def _tidied(words: str | None) -> str | None:
    return None if words is None else tidy(words)
