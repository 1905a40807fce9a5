# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What measures and branches of a plan are called: "Flächen 2 II", "Marketing 2 I–III".

Pure: everything comes from the document. Titles are in the active language.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from django.utils.text import get_text_list
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.plan.document.model import InstitutionDocument, Measure, PlanDocument, Text
from leitstand.plan.enums import Numbering

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def in_language(text: Text) -> str:
    """The statement in the active language: English where that is active, else German."""
    return text.en if (get_language() or "de").startswith("en") else text.de


def institution_label(institution: InstitutionDocument) -> str:
    """The shortest name of an institution, as lists show it."""
    if institution.abbreviation:
        return institution.abbreviation
    return in_language(institution.short or institution.name)


def in_words(items: Sequence[str]) -> str:
    """The items as part of a sentence: "A, B und C"."""
    return get_text_list([str(item) for item in items], _("und"))


def label_at(position: int, numbering: str) -> str:
    """The label of the ``position``-th element (from 1) in a numbering; "" where there is none."""
    if position < 1 or numbering == Numbering.NONE:
        return ""
    if numbering == Numbering.ARABIC:
        return str(position)
    if numbering == Numbering.ALPHA:
        letters = ""
        while position:
            position, rest = divmod(position - 1, 26)
            letters = chr(ord("A") + rest) + letters
        return letters
    roman = ""
    for value, sign in _ROMAN:
        count, position = divmod(position, value)
        roman += sign * count
    return roman


def position_of(label: str, numbering: str) -> int | None:
    """The position (from 1) that a label stands for; None if it is no label of this numbering."""
    if numbering == Numbering.NONE:
        return None
    if numbering == Numbering.ARABIC:
        return int(label) if label.isascii() and label.isdigit() and int(label) else None
    upper, position = label.upper(), 0
    if not (upper.isascii() and upper.isalpha()):
        return None
    if numbering == Numbering.ALPHA:
        for letter in upper:
            position = position * 26 + ord(letter) - ord("A") + 1
        return position
    rest = upper
    for value, sign in _ROMAN:
        while rest.startswith(sign):
            position, rest = position + value, rest.removeprefix(sign)
    return position if not rest and label_at(position, numbering) == upper else None


def measure_label(cluster_title: str, task_field: str, number: str, part: str | None = None) -> str:
    """What a measure is called: "Flächen 2 II", or "Digitale Industrie 2 II A" for a part."""
    return " ".join(piece for piece in (cluster_title, task_field, number, part) if piece)


def label(measure: Measure, document: PlanDocument) -> str:
    """What a measure is called in a sentence. For many, build :class:`Labels` once."""
    return Labels(document).of(measure)


class Labels:
    """The names of a document's measures and branches, in the language active when asked."""

    def __init__(self, document: PlanDocument) -> None:
        self._nodes = {node.id: node for node in document.nodes}
        self._levels = {level.key: level.name for level in document.plan.levels}
        self._measures = {measure.id: measure for measure in document.measures}
        # The last two levels are measure and part (see ``Level``).
        levels = document.plan.levels
        self._numbering = levels[-2].numbering if len(levels) > 1 else Numbering.ROMAN

    def of(self, measure: Measure) -> str:
        """The label of a measure or part."""
        cluster = self._title(measure.cluster)
        return measure_label(cluster, measure.task_field, measure.number, measure.part)

    def of_node(self, node_id: str) -> str:
        """A branch with level, number and title: "Aufgabenfeld 2 „Flächen sichern“"."""
        title = _("„%(title)s“") % {"title": self._title(node_id)}
        node = self._nodes.get(node_id)
        level = self._levels.get(node.level) if node else None
        before = (in_language(level) if level else None, node.number if node else None)
        return " ".join(piece for piece in (*before, title) if piece)

    def of_id(self, target: str) -> str:
        """The label of whatever an id stands for; the id itself where nothing is known."""
        if target in self._measures:
            return self.of(self._measures[target])
        if target in self._nodes:
            return self.of_node(target)
        parts = [measure for measure in self._measures.values() if measure.whole == target]
        if parts:
            first = parts[0]
            return measure_label(self._title(first.cluster), first.task_field, first.number)
        return target

    def listed(self, measures: Iterable[Measure]) -> str:
        """Many measures, neighbours drawn together: "Flächen 2 I–II, 3 II; Marketing 2 I–III"."""
        unique = list({measure.id: measure for measure in measures}.values())
        clusters = []
        for cluster, members in groupby(unique, key=lambda m: m.cluster):
            names = ", ".join(
                name
                for _node, field in groupby(members, key=lambda m: m.node)
                for name in self._runs(list(field))
            )
            clusters.append(f"{self._title(cluster)} {names}")
        return "; ".join(clusters)

    def _runs(self, field: list[Measure]) -> list[str]:
        """The measures of one field as short names, with runs of neighbours as "2 I–III"."""
        runs = [[field[0]]]
        for before, after in pairwise(field):
            if self._follows(before, after):
                runs[-1].append(after)
            else:
                runs.append([after])
        names = []
        for run in runs:
            name = measure_label("", run[0].task_field, run[0].number, run[0].part)
            if len(run) > 1:
                name += f"–{run[-1].part or run[-1].number}"
            names.append(name)
        return names

    def _follows(self, before: Measure, after: Measure) -> bool:
        if before.part and after.part:
            style, pair = Numbering.ALPHA, (before.part, after.part)
            if before.whole != after.whole:
                return False
        elif before.part or after.part:
            return False
        else:
            style, pair = Numbering(self._numbering), (before.number, after.number)
        first, second = (position_of(name, style) for name in pair)
        return first is not None and second == first + 1

    def _title(self, node_id: str) -> str:
        node = self._nodes.get(node_id)
        return in_language(node.title) if node else node_id
