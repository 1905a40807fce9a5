# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Every numbered item of the text belongs to one measure, and every measure has its item."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leitstand.plan.document import Measure
from leitstand.plan.verification.language import PlanLanguage
from leitstand.plan.verification.numbering import Headings
from leitstand.plan.verification.outline import Item, Outline, is_section_heading
from leitstand.plan.verification.report import PLAN, Ledger, Lines, place
from leitstand.plan.verification.text import PublishedText

# A full stop, closing quotes or brackets, perhaps the number of a footnote.
_SENTENCE_END = re.compile(r"[.!?][“”\"’)\]]*\d{0,2}$")


@dataclass(frozen=True)
class Claims:
    """Which item of the text each entry of the package stands for."""

    text: PublishedText
    outline: Outline
    headings: Headings
    language: PlanLanguage
    ledger: Ledger

    def value(self, measure: Measure) -> int | None:
        """The place of a measure in its count, None if the label is not of the plan's style."""
        if not re.fullmatch(self.headings.number.pattern, measure.number):
            return None
        return self.headings.number.value(measure.number)

    def own_item(self, measure: Measure, *, is_structure: bool) -> Item | None:
        """The item that this measure's lines (or structure lines) open with or hold."""
        lines = measure.printed.structure_lines if is_structure else measure.printed.lines
        if lines is None:
            return None
        number = self.value(measure)
        for item in self.outline.within(*lines):
            if item.is_structure == is_structure and item.is_for(number, measure.part):
                return item
        return None

    def check(self, measures: Iterable[Measure]) -> None:
        """Note every item without a measure, measure without item, and double claim."""
        measures = tuple(measures)
        for measure in measures:
            self._own_passage(measure)
            if measure.printed.structure_lines:
                self._bounds(measure, measure.printed.structure_lines)
        self._overlaps(measures)
        for is_structure in (False, True):
            self._every_item(measures, is_structure)
        self._runs(measures)
        self._count(measures)

    def _own_passage(self, measure: Measure) -> None:
        lines = measure.printed.lines
        item = self.own_item(measure, is_structure=False)
        if item is None:
            self.ledger.add(
                "number-not-found",
                measure.id,
                _("%(id)s: In %(place)s beginnt kein Absatz mit der Nummer %(number)s.")
                % {"id": measure.id, "place": place(lines), "number": _label(measure)},
                lines,
            )
            return
        before = self.text.passage(lines[0], item.line - 1)
        if before.words:
            self.ledger.add(
                "passage-not-exact",
                measure.id,
                _("%(id)s: Vor der Nummer (Zeile %(line)d) stehen fremde Wörter: „%(words)s“.")
                % {"id": measure.id, "line": item.line, "words": before.words[:80]},
                (lines[0], item.line),
            )
        self._bounds(measure, lines)

    def _bounds(self, measure: Measure, lines: Lines) -> None:
        """The passage holds whole paragraphs and no heading of a section."""
        values = {"id": measure.id, "place": place(lines)}
        last = self.text.line(lines[1])
        following = self.text.line(lines[1] + 1)
        is_item_next = any(item.line == lines[1] + 1 for item in self.outline.items)
        is_heading_next = is_section_heading(following, self.language)
        is_end = is_item_next or is_heading_next or self.text.opens_block(lines[1] + 1)
        if not _SENTENCE_END.search(last) or not is_end:
            self.ledger.add(
                "passage-cut-short",
                measure.id,
                _("%(id)s: Der Abschnitt (%(place)s) endet mitten im Absatz; Zeilen berichtigen.")
                % values,
                lines,
            )
        for number in range(lines[0], min(lines[1], len(self.text.lines)) + 1):
            if is_section_heading(self.text.line(number), self.language):
                self.ledger.add(
                    "passage-not-exact",
                    measure.id,
                    _("%(id)s: Der Abschnitt (%(place)s) enthält eine Überschrift: Zeile %(line)d.")
                    % {**values, "line": number},
                    (number, number),
                )

    def _overlaps(self, measures: tuple[Measure, ...]) -> None:
        owner: dict[int, str] = {}
        for measure in measures:
            first, last = measure.printed.lines
            shared: dict[str, list[int]] = defaultdict(list)
            for number in range(first, min(last, len(self.text.lines)) + 1):
                other = owner.setdefault(number, measure.id)
                if other != measure.id:
                    shared[other].append(number)
            for other, numbers in shared.items():
                self.ledger.add(
                    "overlapping-claims",
                    measure.id,
                    _("%(id)s und %(other)s beanspruchen beide %(place)s.")
                    % {
                        "id": measure.id,
                        "other": other,
                        "place": place((numbers[0], numbers[-1])),
                    },
                    (numbers[0], numbers[-1]),
                )

    def _every_item(self, measures: tuple[Measure, ...], is_structure: bool) -> None:
        """Each number of each item is claimed once; an item in parts by each part."""
        claimed: dict[tuple[int, int], list[Measure]] = defaultdict(list)
        for measure in measures:
            item = self.own_item(measure, is_structure=is_structure)
            if item is not None:
                claimed[item.line, self.value(measure) or 0].append(measure)
        items = self.outline.structures if is_structure else self.outline.measures
        for item in items:
            for number in item.numbers:
                owners = claimed[item.line, number]
                if not owners:
                    self._unclaimed(item, is_structure)
                distinct = {owner.whole if item.part is None else owner.id for owner in owners}
                if len(distinct) > 1:
                    self.ledger.add(
                        "overlapping-claims",
                        owners[1].id,
                        _("%(ids)s beanspruchen denselben Absatz ab Zeile %(line)d.")
                        % {"ids": ", ".join(sorted(distinct)), "line": item.line},
                        (item.line, item.line),
                    )

    def _unclaimed(self, item: Item, is_structure: bool) -> None:
        kind = _("Umsetzungsstruktur") if is_structure else _("Maßnahme")
        self.ledger.add(
            "unclaimed-item",
            PLAN,
            _("Zeile %(line)d: „%(words)s…“ (%(kind)s) gehört zu keiner Maßnahme des Pakets.")
            % {
                "line": item.line,
                "words": self.text.line(item.line)[:50],
                "kind": kind,
            },
            (item.line, item.line),
        )

    def _runs(self, measures: tuple[Measure, ...]) -> None:
        """A sequence I, II, III … of the text is one task field of the package."""
        for is_structure in (False, True):
            fields: dict[int, dict[str, Measure]] = defaultdict(dict)
            for measure in measures:
                item = self.own_item(measure, is_structure=is_structure)
                if item is not None:
                    fields[item.run].setdefault(measure.node, measure)
            for nodes in fields.values():
                for measure in list(nodes.values())[1:]:
                    self.ledger.add(
                        "run-over-several-fields",
                        measure.id,
                        _(
                            "%(id)s: Der Absatz gehört im Text zu einer Zählung I, II, III …, "
                            "das Paket verteilt sie auf %(nodes)s."
                        )
                        % {"id": measure.id, "nodes": ", ".join(sorted(nodes))},
                        measure.printed.lines,
                    )

    def _count(self, measures: tuple[Measure, ...]) -> None:
        packed = len({measure.whole for measure in measures})
        confirmed = self.ledger.confirmed
        confirmed["measures_in_text"] = self.outline.count
        found = [m for m in measures if self.own_item(m, is_structure=False)]
        confirmed["measures"] = len({measure.whole for measure in found})
        confirmed["entries"] = len({measure.id for measure in found})
        if packed != self.outline.count:
            self.ledger.add(
                "count-of-measures",
                PLAN,
                _("Der Text zählt %(text)d Maßnahmen, das Paket %(package)d.")
                % {"text": self.outline.count, "package": packed},
            )


def _label(measure: Measure) -> str:
    return f"{measure.number} {measure.part}" if measure.part else measure.number
