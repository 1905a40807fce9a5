# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a reader asks the list of measures for: read from the address, told, offered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from leitstand.plan.enums import RoleKind
from leitstand.plan.selectors import MeasureAnswer, MeasureFilter, MeasureLine, PlanFrame
from leitstand.plan.selectors.frame import NodeLine
from leitstand.ui.filters import ActiveFilter, Option, fault_sentence, given, without

# A field of the filter by its name in the address.
PARAMETERS = {
    "text": "text",
    "node": "thema",
    "institution": "institution",
    "role": "rolle",
    "phase": "phase",
}


def measure_filter(request: HttpRequest) -> MeasureFilter:
    """What the address asks for."""
    return MeasureFilter(**{name: given(request, key) for name, key in PARAMETERS.items()})


@dataclass(frozen=True, slots=True)
class FilterWords:
    """A filter told to the reader.

    ``problems`` say what cannot be found and why, ``notes`` how the text was understood.
    """

    active: tuple[ActiveFilter, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]


def filter_words(
    request: HttpRequest, frame: PlanFrame, asked: MeasureFilter, found: MeasureAnswer, here: str
) -> FilterWords:
    """Each filter with its value in words and the way to be rid of it."""
    words = known_words(frame, found.all_lines)
    names = filter_names()
    active, problems = [], []
    for name, value in asdict(asked).items():
        if not value:
            continue
        text = value if name == "text" else words[name].get(value)
        remove = without(request, here, (PARAMETERS[name],))
        active.append(ActiveFilter(names[name], text or value, remove))
        if text is None:
            problems.append(_unknown(name, value))
    return FilterWords(tuple(active), (*problems, *_text_problems(asked, found)), _notes(found))


def filter_names() -> dict[str, str]:
    """What the filters are called."""
    return {
        "text": _("Suchwort"),
        "node": _("Thema"),
        "institution": _("Institution"),
        "role": _("Rolle"),
        "phase": _("Phase"),
    }


def known_words(frame: PlanFrame, lines: Sequence[MeasureLine]) -> dict[str, dict[str, str]]:
    """Every value that a filter may take in this plan, with the words for it."""
    roles = [role for line in lines for role in line.roles]
    institutions = {role.institution.slug: role.institution.label for role in roles}
    return {
        "node": {node.key: node.name for node in frame.nodes.values()},
        "institution": dict(sorted(institutions.items(), key=lambda one: one[1].casefold())),
        "role": {str(kind.value): str(kind.label) for kind in RoleKind},
        "phase": {role.phase: frame.in_words(role.phase) for role in roles if role.phase},
    }


def unknown_node(value: str) -> str:
    """What is said of a topic that the plan does not have."""
    return _("Das Thema „%s“ gibt es in diesem Plan nicht.") % value


def unknown_institution(value: str) -> str:
    """What is said of an institution that does nothing in the plan."""
    return _("Eine Institution „%s“ hat in diesem Plan keine Rolle.") % value


def unknown_role(value: str) -> str:
    """What is said of a role that no plan has."""
    return _("Die Rolle „%s“ gibt es nicht.") % value


def _unknown(name: str, value: str) -> str:
    if name == "node":
        return unknown_node(value)
    if name == "institution":
        return unknown_institution(value)
    if name == "role":
        return unknown_role(value)
    return _("Die Phase „%s“ kommt in diesem Plan nicht vor.") % value


def _text_problems(asked: MeasureFilter, found: MeasureAnswer) -> Iterator[str]:
    if found.text is None:
        return
    if found.text.fault:
        yield fault_sentence(found.text.fault)
    elif not found.text.keys:
        yield _("„%s“ steht in keiner Maßnahme dieses Plans.") % asked.text


def _notes(found: MeasureAnswer) -> tuple[str, ...]:
    if found.text is None or not found.lines:
        return ()
    notes = [
        _("Kein Wort lautet „%s“; gefunden sind Wörter, die so beginnen.") % word
        for word in found.text.begun
    ]
    if found.text.is_loose:
        notes.append(
            _("Keine Maßnahme enthält alle Wörter; gezeigt sind die mit mindestens einem davon.")
        )
    return tuple(notes)


def filter_options(
    frame: PlanFrame, asked: MeasureFilter, found: MeasureAnswer
) -> dict[str, tuple[Option, ...]]:
    """What can be chosen, each with the number of measures it would leave."""
    words = known_words(frame, found.all_lines)

    def counted(name: str, values: Mapping[str, str]) -> tuple[Option, ...]:
        counts = found.counts[name]
        return tuple(Option(key, text, counts.get(key, 0)) for key, text in values.items())

    return {
        "node": counted("node", dict(node_choices(frame, asked.node))),
        **{name: counted(name, words[name]) for name in ("institution", "role", "phase")},
    }


def node_choices(frame: PlanFrame, chosen: str) -> Iterator[tuple[str, str]]:
    """The two upper levels of the tree in order, and the branch that is asked for.

    All 28 task fields would drown the rest; but a form that is sent again must not lose one.
    """
    for node, depth in in_order(frame):
        if depth == 0:
            yield node.key, node.name
        elif depth == 1 or node.key == chosen:
            yield node.key, f"{'– ' * depth}{node.name if depth > 1 else node.title}"


def in_order(frame: PlanFrame) -> Iterator[tuple[NodeLine, int]]:
    """Every branch of the tree with its depth, as a table of contents has them."""
    stack = [(node, 0) for node in reversed(frame.children.get(None, ()))]
    while stack:
        node, depth = stack.pop()
        yield node, depth
        below = reversed(frame.children.get(node.id, ()))
        stack.extend((child, depth + 1) for child in below)
