# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Tiny plan documents for tests: say what matters, the rest is filled in so that it is valid.

    document(measure("hafen.1.I", leads=["werft"], contributors=["zoll"]))

Branches above the measures, one goal per cluster and the institutions that roles name are made up
where the test does not give them.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from leitstand.plan.document.model import PlanDocument

Record: TypeAlias = dict[str, Any]

LEVELS = (
    ("cluster", "Themencluster", "Themencluster", "none"),
    ("field", "Aufgabenfeld", "Aufgabenfelder", "arabic"),
    ("measure", "Maßnahme", "Maßnahmen", "roman"),
    ("part", "Teil", "Teile", "alpha"),
)


def both(de: str, en: str | None = None) -> Record:
    """A statement in both languages; the English marks itself where none is given."""
    return {"de": de, "en": en if en is not None else f"{de} (en)"}


def level(key: str, **overrides: Any) -> Record:
    """One of the four usual levels, changed as the test needs it."""
    name, plural, numbering = next(rest for k, *rest in LEVELS if k == key)
    record = {"key": key, "name": both(name), "plural": both(plural), "numbering": numbering}
    return record | overrides


def node(id: str, **overrides: Any) -> Record:
    """A branch; "hafen" is a cluster, "hafen.1" its first field."""
    parent, _dot, number = id.rpartition(".")
    record: Record = {
        "id": id,
        "level": "field" if parent else "cluster",
        "parent": parent or None,
        "number": number if parent else None,
        "title": both(id.capitalize()),
        "summary": both(id),
        "source": {"lines": [1, 1]},
    }
    return record | overrides


def goal(id: str, node: str, **overrides: Any) -> Record:
    """A goal on a branch."""
    record: Record = {"id": id, "node": node, "title": both(id), "summary": both(id)}
    return record | {"source": {"lines": [2, 2]}} | overrides


def name(text: str, kind: str = "printed", **overrides: Any) -> Record:
    """A name of an institution."""
    return {"text": text, "kind": kind} | overrides


def institution(id: str, *names: str | Record, **overrides: Any) -> Record:
    """An institution; plain strings are names that the plan prints, the first one is its name."""
    records = [name(one) if isinstance(one, str) else one for one in names or (id.capitalize(),)]
    record: Record = {"id": id, "kind": "body", "name": both(records[0]["text"]), "names": records}
    return record | overrides


def role(institution: str, kind: str = "lead", **overrides: Any) -> Record:
    """A role as it is printed by the institution's id."""
    record: Record = {"institution": institution, "as_printed": institution.capitalize()}
    return record | {"role": kind} | overrides


def mention(institution: str, relation: str = "unit") -> Record:
    """An institution named beside a role."""
    record = {"institution": institution, "relation": relation}
    return record | {"as_printed": institution.capitalize()}


def open_role(words: str, **overrides: Any) -> Record:
    """A place the plan keeps open."""
    return {"as_printed": words, "role": "contributor", "kind": "unnamed"} | overrides


def commitment(kind: str, words: str, **overrides: Any) -> Record:
    """A date, rhythm or quantity."""
    return {"kind": kind, "as_printed": words} | overrides


def measure(
    id: str,
    *,
    leads: Sequence[str] = (),
    joint: Sequence[str] = (),
    contributors: Sequence[str] = (),
    roles: Sequence[Record] = (),
    lines: Sequence[int] = (10, 10),
    structure: Sequence[int] | None = (20, 20),
    **overrides: Any,
) -> Record:
    """A measure with plain roles by institution id, and further ones as records."""
    plain = [
        role(one, kind)
        for kind, ids in (("lead", leads), ("joint", joint), ("contributor", contributors))
        for one in ids
    ]
    record: Record = {
        "id": id,
        "title": both(id),
        "summary": both(id),
        "roles": [*plain, *roles],
        "source": {"lines": list(lines), "structure_lines": list(structure) if structure else None},
    }
    return record | overrides


def late(id: str, **overrides: Any) -> Record:
    """A measure that joined during the term: the plan's council decided so, for its first goal."""
    joined = {
        "decided_on": "2020-02-03",
        "decided_by": "rat",
        "goal": f"{id.split('.', maxsplit=1)[0]}.a",
    }
    return measure(id, **overrides) | {"source": None, "joined": joined}


def own_rule(check: str, **overrides: Any) -> Record:
    """A rule the plan sets itself."""
    record: Record = {"id": "R01", "statement": both("So soll es sein."), "lines": [90, 91]}
    return record | {"check": check} | overrides


def undertaking(id: str, *orders: str, mentions: Sequence[str] = ()) -> Record:
    """A real thing that measures order or mention."""
    senses = [("orders", one) for one in orders] + [("mentions", one) for one in mentions]
    return {
        "id": id,
        "name": both(id.capitalize()),
        "measures": [{"measure": m, "as_printed": id, "sense": sense} for sense, m in senses],
    }


def document(
    *measures: Record,
    institutions: Iterable[Record] = (),
    nodes: Iterable[Record] = (),
    goals: Iterable[Record] | None = None,
    **plan: Any,
) -> PlanDocument:
    """A valid document around these measures; further keywords change the plan's head."""
    all_nodes = {one["id"]: one for one in nodes}
    named = {one["id"]: one for one in institutions}
    for one in measures:
        path = str(one["id"]).split(".")
        # Parts have one piece more; a number is never followed by a field's number.
        cut = -3 if len(path) >= 4 and path[-2].isupper() and len(path[-1]) == 1 else -2
        for id in (".".join(path[:cut]), ".".join(path[: cut + 1])):
            all_nodes.setdefault(id, node(id))
        for holder in one["roles"]:
            for held in (holder, *holder.get("mentions", ())):
                named.setdefault(held["institution"], institution(held["institution"]))
        if one.get("joined"):
            body = one["joined"]["decided_by"]
            named.setdefault(body, institution(body))
    clusters = [one for one in all_nodes.values() if one["parent"] is None]
    head: Record = {
        "slug": "klein",
        "title": both("Kleiner Plan"),
        "city": both("Kleinstadt"),
        "summary": both("Ein Plan zum Prüfen."),
        "period": {"start": "2020-01-01", "end": "2022-12-31"},
        "levels": [level(key) for key, *_rest in LEVELS],
    }
    return PlanDocument.model_validate(
        {
            "plan": head | plan,
            "nodes": list(all_nodes.values()),
            "goals": [goal(f"{one['id']}.a", one["id"]) for one in clusters]
            if goals is None
            else list(goals),
            "institutions": list(named.values()),
            "measures": list(measures),
        }
    )
