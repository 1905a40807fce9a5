# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""All forms of one measure together: filled from it, read back into it, told what is wrong."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leitstand.plan.document import Measure, PlanDocument
from leitstand.plan.document.problems import Problem, named
from leitstand.plan.forms.fields import (
    Choices,
    CommitmentForm,
    CrossReferenceForm,
    EntryForm,
    ExternalReferenceForm,
    JoiningForm,
    MeasureForm,
    OpenRoleForm,
    RoleForm,
)
from leitstand.plan.labels import in_language, institution_label, label_at
from leitstand.plan.merging import Tree

MAX_ENTRIES = 60
EntrySet: TypeAlias = "BaseFormSet[Any]"


@dataclass(frozen=True, slots=True)
class EntryList:
    """One list of a measure: its heading, its form, and who may change it."""

    name: str
    heading: str | Promise
    form: type[EntryForm]
    extra: int
    is_about_roles: bool = False


ENTRY_LISTS = (
    EntryList("roles", _("Wer was tut"), RoleForm, 2, is_about_roles=True),
    EntryList("open_roles", _("Noch offene Rollen"), OpenRoleForm, 1, is_about_roles=True),
    EntryList("commitments", _("Termine und Mengen"), CommitmentForm, 2),
    EntryList("cross_refs", _("Verweise auf andere Maßnahmen"), CrossReferenceForm, 1),
    EntryList("external_refs", _("Programme außerhalb des Plans"), ExternalReferenceForm, 1),
)


class MeasureForms:
    """The forms of one measure, or, where ``measure`` is None, of one that is to join.

    ``sent`` is what a browser sent; otherwise ``initial``, a tree in the shape of the plan
    document, fills them. Roles are only there for who may assign them.
    """

    def __init__(
        self,
        document: PlanDocument,
        measure: Measure | None,
        *,
        may_assign: bool,
        seen: int = 0,
        sent: MultiValueDict[str, str] | None = None,
        initial: Tree | None = None,
        reason: str = "",
    ) -> None:
        self.document, self.measure = document, measure
        tree: Tree = initial or (measure.model_dump() if measure else {})
        names = _Names(document)
        self.main = MeasureForm(
            sent,
            initial=_flat(tree) | {"seen": seen, "reason": reason},
            strategies=names.strategies,
        )
        self.joining: JoiningForm | None = None
        if measure is None:
            self.joining = JoiningForm(
                sent, nodes=names.nodes, institutions=names.institutions, goals=names.goals
            )
        choices = {"institutions": names.institutions, "programmes": names.programmes}
        self.lists: dict[str, tuple[EntryList, EntrySet]] = {
            one.name: (one, _formset(one, sent, tree.get(one.name) or (), choices))
            for one in ENTRY_LISTS
            if may_assign or not one.is_about_roles
        }
        self._places: dict[str, tuple[forms.BaseForm, str | None]] = {}

    def all_forms(self) -> Iterator[forms.BaseForm]:
        """Every form that somebody filled in, in the order of the page."""
        yield self.main
        if self.joining:
            yield self.joining
        for _list, formset in self.lists.values():
            yield from formset.forms

    def is_valid(self) -> bool:
        """Whether everything could be read. What may stand in a plan the service decides."""
        found = [self.main.is_valid(), *(formset.is_valid() for _l, formset in self.lists.values())]
        if self.joining:
            found.append(self.joining.is_valid())
        return all(found)

    def tree(self) -> dict[str, Any]:
        """The measure as it was filled in. Only after :meth:`is_valid`."""
        said = self.main.cleaned_data
        known: dict[str, Any] = self.measure.model_dump() if self.measure else {}
        own = {name: known[name] for name in ("id", "source", "joined") if name in known}
        tree: dict[str, Any] = own | {
            "title": {"de": said["title_de"], "en": said["title_en"]},
            "summary": {"de": said["summary_de"], "en": said["summary_en"]},
            "remark": _both(said["remark_de"], said["remark_en"]),
            "strategies": said["strategies"],
        }
        for name in ("title", "summary", "remark"):
            for language in ("de", "en"):
                self._places[f"{name}.{language}"] = (self.main, f"{name}_{language}")
        for index in range(len(said["strategies"])):
            self._places[named(("strategies", index))] = (self.main, "strategies")
        for one in ENTRY_LISTS:
            if one.name in self.lists:
                tree[one.name] = self._entries(one.name)
            else:
                tree[one.name] = known.get(one.name, ())
        self._complete_roles(tree["roles"], known.get("roles", ()))
        if self.joining:
            tree |= self._joining(self.joining)
        return tree

    def _entries(self, name: str) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = []
        for form in self.lists[name][1].forms:
            entry = form.entry()
            if entry is None:
                continue
            path = named((name, len(entries)))
            self._places[path] = (form, None)
            for field in form.fields:
                self._places[f"{path}.{field}"] = (form, field)
            entries.append(entry)
        return entries

    def _complete_roles(self, roles: Iterable[dict[str, Any]], known: Iterable[Any]) -> None:
        """Roles keep the institutions named beside them, which have no fields of their own."""
        beside = {(one["institution"], one["role"]): one["mentions"] for one in known}
        labels = {one.id: institution_label(one) for one in self.document.institutions}
        for role in roles:
            role.setdefault("mentions", beside.get((role["institution"], role["role"]), ()))
            role["as_printed"] = role["as_printed"] or labels.get(role["institution"])

    def _joining(self, form: JoiningForm) -> dict[str, Any]:
        said = form.cleaned_data
        number = said["number"] or _next_number(self.document, said["node"])
        self._places |= {
            "id": (form, "number"),
            "joined": (form, None),
            **{f"joined.{name}": (form, name) for name in form.fields},
        }
        return {"id": f"{said['node']}.{number}", "joined": form.joined()}

    def show(self, problems: Iterable[Problem]) -> None:
        """Say what the service refused where it was filled in."""
        for problem in problems:
            form, field = self._places.get(problem.place, (self.main, None))
            if problem.place in self.main.fields:
                form, field = self.main, problem.place
            form.add_error(field, problem.message)

    def errors(self) -> list[tuple[str, str, str]]:
        """Id of the field, its label and what is wrong, for the list at the top of the page."""
        found = []
        for form in self.all_forms():
            found += [("", "", str(message)) for message in form.non_field_errors()]
            for field in form:
                found += [(field.id_for_label, str(field.label), str(m)) for m in field.errors]
        for one, formset in self.lists.values():
            found += [("", str(one.heading), str(m)) for m in formset.non_form_errors()]
        return found


class _Names:
    """What may be chosen, in the words of the plan."""

    def __init__(self, document: PlanDocument) -> None:
        plan = document.plan
        inner = {node.parent for node in document.nodes}
        titles = {node.id: in_language(node.title) for node in document.nodes}
        self.institutions = _sorted(
            (one.id, institution_label(one)) for one in document.institutions
        )
        self.strategies = tuple((one.id, in_language(one.name)) for one in plan.strategies)
        self.programmes = tuple((one.id, in_language(one.name)) for one in plan.programmes)
        self.goals = tuple(
            (one.id, f"{titles.get(one.node, '')}: {in_language(one.title)}")
            for one in document.goals
        )
        self.nodes = tuple(
            (one.id, f"{titles.get(one.parent or '', '')} {one.number or ''}: {titles[one.id]}")
            for one in document.nodes
            if one.id not in inner
        )


def _sorted(pairs: Iterable[tuple[str, str]]) -> Choices:
    return tuple(sorted(pairs, key=lambda pair: pair[1].casefold()))


def _formset(
    one: EntryList,
    sent: MultiValueDict[str, str] | None,
    entries: Iterable[Mapping[str, Any]],
    choices: dict[str, Choices],
) -> EntrySet:
    made = formset_factory(
        one.form,
        extra=one.extra,
        can_delete=True,
        max_num=MAX_ENTRIES,
        absolute_max=MAX_ENTRIES,
        validate_max=True,
    )
    return made(
        sent,
        prefix=one.name,
        initial=[dict(entry) for entry in entries],
        form_kwargs={"choices": choices},
    )


def _flat(tree: Tree) -> dict[str, Any]:
    flat: dict[str, Any] = {"strategies": list(tree.get("strategies") or ())}
    for name in ("title", "summary", "remark"):
        for language in ("de", "en"):
            flat[f"{name}_{language}"] = (tree.get(name) or {}).get(language, "")
    return flat


def _both(de: str, en: str) -> dict[str, str] | None:
    return {"de": de, "en": en} if de or en else None


def _next_number(document: PlanDocument, node: str) -> str:
    """The first number of the node that no measure has."""
    levels = document.plan.levels
    numbering = levels[-2].numbering if len(levels) > 1 else "roman"
    taken = {measure.number for measure in document.measures if measure.node == node}
    position = 1
    while label_at(position, numbering) in taken:
        position += 1
    return label_at(position, numbering) or str(position)
