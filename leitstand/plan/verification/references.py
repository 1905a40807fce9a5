# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Printed words and line numbers outside the roles, looked up one by one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leitstand.core.enums import NameKind
from leitstand.plan.document import (
    Commitment,
    CrossReference,
    Goal,
    InstitutionName,
    Measure,
    Membership,
    Node,
    PlanDocument,
)
from leitstand.plan.verification.report import PLAN, Ledger, Lines, place
from leitstand.plan.verification.structure import Structures
from leitstand.plan.verification.text import holds_words, tidy

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_FROM_THE_TEXT = (NameKind.PRINTED, NameKind.EXPANDED)


@dataclass(frozen=True)
class References:
    """Everything the package says about the text that is not a role."""

    document: PlanDocument
    structures: Structures
    ledger: Ledger

    def check(self) -> None:
        """Look up every printed word and every line range."""
        self._ranges()
        for measure in self.document.measures:
            self._measure(measure)
        self._undertakings()
        self._institutions()
        self._goals()
        self._head()

    def _passages(self, measure: Measure) -> tuple[str, ...]:
        """The measure's own words and its own part of the structure, as running words."""
        text = self.structures.claims.text
        own = text.passage(*measure.printed.lines).words
        segment = self.structures.segment(measure)
        if segment is not None:
            return own, segment.words
        lines = measure.printed.structure_lines
        return (own, text.passage(*lines).words) if lines else (own,)

    def _look_up(self, subject: str, words: str, passages: tuple[str, ...], lines: Lines) -> bool:
        is_found = any(holds_words(words, passage) for passage in passages)
        return self._note_look_up(is_found, subject, words, lines)

    def _note_look_up(self, is_found: bool, subject: str, words: str, lines: Lines) -> bool:
        if is_found:
            self.ledger.confirmed["references"] += 1
            return True
        self.ledger.add(
            "words-not-printed",
            subject,
            _("%(id)s: „%(words)s“ steht nicht in %(place)s. Gedruckte Wörter eintragen.")
            % {"id": subject, "words": words, "place": place(lines)},
            lines,
        )
        return False

    def _measure(self, measure: Measure) -> None:
        passages = self._passages(measure)
        lines = measure.printed.lines
        for reference in measure.cross_refs:
            if self._look_up(measure.id, reference.as_printed, passages, lines):
                self._target(measure, reference)
        for external in measure.external_refs:
            self._look_up(measure.id, external.as_printed, passages, lines)
            if external.code:
                self._look_up(measure.id, external.code, passages, lines)
        for commitment in measure.commitments:
            if self._look_up(measure.id, commitment.as_printed, passages, lines):
                self._figures(measure, commitment)
        self._unclaimed_references(measure, passages[0])
        if measure.printed.page:
            self._page(measure.id, measure.printed.page, lines)

    def _target(self, measure: Measure, reference: CrossReference) -> None:
        """The target is what the printed words name: this number, or a node and no number."""
        number = self.structures.claims.language.cross_reference_number.search(
            tidy(reference.as_printed)
        )
        nodes = {node.id: node for node in self.document.nodes}
        whole = {m.id: m.cluster for m in self.document.measures}
        whole |= {m.whole: m.cluster for m in self.document.measures}
        node = nodes.get(whole.get(reference.target, reference.target))
        titled = set(re.findall(r"\w{4,}", node.title.de)) if node else {""}
        if number:
            is_right = reference.target.endswith(f".{number['field']}.{number['number']}")
        else:
            is_right = reference.target in nodes
        if is_right and titled <= set(re.findall(r"\w+", tidy(reference.as_printed))):
            return
        self.ledger.add(
            "reference-to-another-target",
            measure.id,
            _("%(id)s: „%(words)s“ verweist nicht auf %(target)s.")
            % {
                "id": measure.id,
                "words": reference.as_printed,
                "target": reference.target,
            },
            measure.printed.lines,
        )

    def _figures(self, measure: Measure, commitment: Commitment) -> None:
        """Years and counts of a commitment are those of its words, where the words have any."""
        words = tidy(commitment.as_printed)
        years = [int(year) for year in _YEAR.findall(words)]
        stated = [day.year for day in (commitment.start, commitment.end) if day]
        if years and stated and stated != sorted(set(years)):
            self._note_figure(measure, words, ", ".join(map(str, stated)))
        if commitment.value is not None and not self._prints(commitment.value, words):
            self._note_figure(measure, words, f"{commitment.value:g}")

    def _note_figure(self, measure: Measure, words: str, figure: str) -> None:
        self.ledger.add(
            "figure-not-printed",
            measure.id,
            _("%(id)s: Das Paket liest „%(words)s“ als %(figure)s; das steht dort nicht.")
            % {"id": measure.id, "words": words, "figure": figure},
            measure.printed.lines,
        )

    def _prints(self, value: float, words: str) -> bool:
        """Whether a number stands in ``words`` as digits or as a number word."""
        spelled = self.structures.claims.language.number_words
        forms = [f"{value:g}".replace(".", ",")]
        if value == int(value) and 0 <= value < len(spelled):
            forms.append(spelled[int(value)])
        return any(holds_words(form, words.lower()) for form in forms)

    def _unclaimed_references(self, measure: Measure, own: str) -> None:
        """Every "siehe …" and every programme code of the measure's words is in the package."""
        language = self.structures.claims.language
        claimed = [tidy(reference.as_printed) for reference in measure.cross_refs]
        codes = [reference.code for reference in measure.external_refs]
        missing = [
            match[0].strip()
            for match in language.cross_reference.finditer(own)
            if not any(words in match[0] or match[0].strip() in words for words in claimed)
        ]
        missing += [
            match["code"]
            for match in language.programme_code.finditer(own)
            if match["code"] not in codes
        ]
        for words in missing:
            self.ledger.add(
                "unclaimed-reference",
                measure.id,
                _("%(id)s: Der Verweis „%(words)s“ fehlt im Paket.")
                % {"id": measure.id, "words": words},
                measure.printed.lines,
            )

    def _page(self, subject: str, page: int, lines: Lines) -> None:
        """Where a page is given, its number stands alone on a line of the text."""
        text = self.structures.claims.text
        if text.has_line(str(page)):
            self.ledger.confirmed["references"] += 1
            return
        self.ledger.add(
            "page-not-printed",
            subject,
            _("%(id)s: Die Seitenzahl %(page)d steht nirgends allein in einer Zeile.")
            % {"id": subject, "page": page},
            lines,
        )

    def _undertakings(self) -> None:
        by_id = {measure.id: measure for measure in self.document.measures}
        for undertaking in self.document.plan.undertakings:
            for entry in undertaking.measures:
                measure = by_id.get(entry.measure)
                if measure is None:
                    self.ledger.add(
                        "unknown-measure",
                        entry.measure,
                        _("Vorhaben %(undertaking)s nennt %(id)s; diese Maßnahme gibt es nicht.")
                        % {"undertaking": undertaking.id, "id": entry.measure},
                    )
                    continue
                passages = self._passages(measure)
                self._look_up(measure.id, entry.as_printed, passages, measure.printed.lines)

    def _institutions(self) -> None:
        """Printed and expanded names stand in the lines given, or somewhere in the text."""
        text = self.structures.claims.text
        whole = (1, len(text.lines))
        whole_words = text.passage(*whole).words
        for institution in self.document.institutions:
            for name in institution.names:
                if name.lines is None and name.kind not in _FROM_THE_TEXT:
                    continue
                lines = name.lines or whole
                words = text.passage(*lines).words if name.lines else whole_words
                # The lines of a name may show it inside a compound ("BQN-Projekt").
                is_found = holds_words(name.text, words, in_compound=True)
                self._note_look_up(is_found, institution.id, name.text, lines)
            for member in institution.members:
                # What the basis of a membership quotes stands in its lines.
                for quoted in re.findall(r"„([^“]+)“", member.basis or ""):
                    if member.lines:
                        passages = (text.passage(*member.lines).words,)
                        self._look_up(institution.id, quoted, passages, member.lines)

    def _goals(self) -> None:
        """A lettered goal's lines open with its letter."""
        for goal in self.document.goals:
            opening = self.structures.claims.text.line(goal.source.lines[0])
            if goal.letter and not opening.startswith(f"{goal.letter})"):
                self.ledger.add(
                    "letter-not-found",
                    goal.id,
                    _("%(id)s: Zeile %(line)d beginnt nicht mit „%(letter)s)“.")
                    % {
                        "id": goal.id,
                        "line": goal.source.lines[0],
                        "letter": goal.letter,
                    },
                    goal.source.lines,
                )

    def _head(self) -> None:
        """Counts and limits that the package takes from the text stand in the lines it gives."""
        plan = self.document.plan
        text = self.structures.claims.text
        figures: list[tuple[float, Lines, str]] = [
            (level.declared_count, level.declared_lines, level.key)
            for level in plan.levels
            if level.declared_count is not None and level.declared_lines
        ]
        figures += [
            (rule.limit, rule.lines, rule.id) for rule in plan.own_rules if rule.limit is not None
        ]
        for value, lines, subject in figures:
            if self._prints(value, text.passage(*lines).words.lower()):
                self.ledger.confirmed["references"] += 1
                continue
            self.ledger.add(
                "figure-not-printed",
                subject,
                _("%(id)s: Die Zahl %(value)g steht nicht in %(place)s.")
                % {"id": subject, "value": value, "place": place(lines)},
                lines,
            )
        if plan.source_title:
            whole = (1, len(text.lines))
            self._look_up(PLAN, plan.source_title, (text.passage(*whole).words,), whole)

    def _ranges(self) -> None:
        """No line range reaches beyond the text or points at blank lines alone."""
        text = self.structures.claims.text
        for subject, lines in line_ranges(self.document):
            if lines[1] > len(text.lines):
                rule = "lines-beyond-text"
                message = _("%(id)s: %(place)s: Der Text endet schon bei Zeile %(count)d.")
            elif not text.passage(*lines).words:
                rule = "lines-are-blank"
                message = _("%(id)s: In %(place)s steht nichts.")
            else:
                self.ledger.confirmed["references"] += 1
                continue
            values = {"id": subject, "place": place(lines), "count": len(text.lines)}
            self.ledger.add(rule, subject, message % values, lines)


def line_ranges(document: PlanDocument) -> Iterator[tuple[str, Lines]]:
    """Every line range of the package with the id it belongs to."""
    plan = document.plan
    for level in plan.levels:
        if level.declared_lines:
            yield level.key, level.declared_lines
    for edition in plan.editions:
        if edition.lines:
            yield PLAN, edition.lines
    for reference in (*plan.strategies, *plan.programmes):
        if reference.lines:
            yield reference.id, reference.lines
    for rule in plan.own_rules:
        yield rule.id, rule.lines
    records: tuple[Node | Goal | Measure, ...] = (
        *document.nodes,
        *document.goals,
        *document.measures,
    )
    for record in records:
        source = record.printed if isinstance(record, Measure) else record.source
        yield record.id, source.lines
        if source.structure_lines:
            yield record.id, source.structure_lines
    yield from _institution_ranges(document)


def _institution_ranges(document: PlanDocument) -> Iterator[tuple[str, Lines]]:
    for institution in document.institutions:
        entries: tuple[InstitutionName | Membership, ...] = (
            *institution.names,
            *institution.members,
        )
        for entry in entries:
            if entry.lines:
                yield institution.id, entry.lines
