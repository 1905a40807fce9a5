# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Finds each measure's structure segment and holds its roles against the package."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leitstand.plan.document import Measure
from leitstand.plan.verification.claims import Claims
from leitstand.plan.verification.grammar import read
from leitstand.plan.verification.report import Lines, place
from leitstand.plan.verification.roles import Directory, RoleComparison
from leitstand.plan.verification.text import Passage, tidy
from leitstand.plan.verification.tokens import Vocabulary, any_of


@dataclass(frozen=True)
class Structures:
    """The part of the text that says who implements what."""

    claims: Claims
    directory: Directory

    def segment(self, measure: Measure) -> Passage | None:
        """The words of this measure's own number, without the number; None if not found."""
        lines = measure.printed.structure_lines
        item = self.claims.own_item(measure, is_structure=True)
        if lines is None or item is None:
            return None
        passage = self.claims.text.passage(item.line, min(item.last, lines[1]))
        return passage.after(item.heading_length)

    def check(self, measures: Iterable[Measure]) -> None:
        """Note every difference between the structure passages and the package's roles."""
        measures = tuple(measures)
        is_structured = any(measure.printed.structure_lines for measure in measures)
        for measure in measures:
            lines = measure.printed.structure_lines
            segment = self.segment(measure)
            if segment is not None:
                self._compare(measure, segment)
            elif lines is not None:
                self._without_number(measure, lines, measures)
            elif is_structured or measure.roles or measure.open_roles:
                self._note("structure-missing", measure, measure.printed.lines)

    def _compare(self, measure: Measure, segment: Passage) -> None:
        language = self.claims.language
        # Words that do not say "further" or the like name somebody and are no open place.
        open_roles = frozenset(
            role.as_printed
            for role in measure.open_roles
            if language.open_place.match(role.as_printed)
        )
        vocabulary = Vocabulary(language, self.directory.names, open_roles)
        reading = read(segment.words, vocabulary)
        RoleComparison(measure, segment, reading, self.directory, self.claims.ledger).run()

    def _without_number(
        self, measure: Measure, lines: Lines, measures: tuple[Measure, ...]
    ) -> None:
        """One passage may stand for a whole field, if it names nobody and its heading is there."""
        language = self.claims.language
        passage = self.claims.text.passage(*lines)
        is_labelled = any(label.pattern.search(passage.words) for label in language.labels)
        if self.claims.outline.within(*lines) or is_labelled or not passage.words:
            self._note("structure-number-not-found", measure, lines)
            return
        if not language.structure_heading.search(self._line_before(lines[0])):
            self._note("structure-not-exact", measure, lines)
        for other in measures:
            if other.node == measure.node and other.printed.structure_lines != lines:
                self._note("structure-not-shared", measure, lines)
                break
        named = any_of(self.directory.names).search(passage.words)
        if named or measure.roles or measure.open_roles:
            self._note("roles-without-label", measure, lines)

    def _line_before(self, line: int) -> str:
        text = self.claims.text
        while line > 1 and not text.line(line - 1):
            line -= 1
        return text.line(line - 1)

    def _note(self, rule: str, measure: Measure, lines: Lines) -> None:
        messages = {
            "structure-missing": _("%(id)s: Im Paket fehlen die Zeilen der Umsetzungsstruktur."),
            "structure-number-not-found": _(
                "%(id)s: In %(place)s beginnt kein Absatz der Umsetzungsstruktur mit der Nummer "
                "%(number)s."
            ),
            "structure-not-exact": _(
                "%(id)s: Der Abschnitt (%(place)s) beginnt nicht direkt unter „Umsetzungsstruktur“."
            ),
            "structure-not-shared": _(
                "%(id)s: Der Abschnitt (%(place)s) trägt keine Nummer und gilt für das ganze "
                "Aufgabenfeld; das Paket gibt dort verschiedene Zeilen an."
            ),
            "roles-without-label": _(
                "%(id)s: Der Abschnitt (%(place)s) verteilt keine Rollen; trotzdem nennt ihn das "
                "Paket als Quelle von Rollen, oder im Text steht dort eine Institution."
            ),
        }
        values = {
            "id": measure.id,
            "place": place(lines),
            "number": tidy(f"{measure.number} {measure.part or ''}"),
        }
        self.claims.ledger.add(rule, measure.id, messages[rule] % values, lines)
