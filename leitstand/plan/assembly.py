# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""From a document to records and back. Pure: no database, no files."""

from collections.abc import Iterator, Mapping
from typing import Any

from leitstand.core.records import Key, Records, Values
from leitstand.plan.document import PlanDocument
from leitstand.plan.mapping import (
    INSTITUTION_FIELDS,
    MEMBERSHIP_FIELDS,
    NAME_FIELDS,
    PLAN,
    SHAPES,
    Field,
    Shape,
)


def flatten(document: PlanDocument) -> Records:
    """The records that the tables hold when they say what ``document`` says."""
    tree = document.model_dump()
    for item, measure in zip(tree["measures"], document.measures, strict=True):
        item["node"] = measure.node
    records: Records = {PLAN.table.name: dict([_head(tree["plan"])])}
    records |= _institution_records(tree["institutions"])
    for shape in SHAPES:
        records[shape.table.name] = {
            _key(shape, values): values for values in _walk(shape, tree, shape.path, ())
        }
    return records


def _head(plan: Mapping[str, Any]) -> tuple[Key, Values]:
    values = _columns(PLAN.fields, plan)
    return (values["slug"],), values


def _walk(shape: Shape, tree: Any, path: tuple[str, ...], owner: Key) -> Iterator[Values]:
    """The values of every record of ``shape`` below ``tree``, in document order."""
    for position, item in enumerate(tree[path[0]] if path[0] != "plan" else [tree["plan"]]):
        if len(path) > 1:
            name = owner if path[0] == "plan" else _identify(path[0], item, owner)
            yield from _walk(shape, item, path[1:], name)
            continue
        values = _columns(shape.fields, item) | dict(shape.table.constant)
        if shape.owner:
            values[shape.owner] = owner
        if shape.has_position:
            values["position"] = position
        yield {column: values[column] for column in shape.table.all_columns}


def _identify(list_name: str, item: Mapping[str, Any], owner: Key) -> Key:
    """The natural key of a record that owns a nested list."""
    if list_name == "roles":
        return (
            owner,
            (item["institution"],),
            item["role"],
            item["phase"] or "",
            item["scope"] or "",
        )
    return (item["id"],)


def _columns(fields: tuple[Field, ...], item: Any) -> Values:
    values: Values = {}
    for field in fields:
        values |= field.store(_get(item, field.name))
    return values


def _get(item: Any, name: str) -> Any:
    for step in name.split(".") if name else ():
        if item is None:  # a block that the record does not have
            return None
        item = item[step]
    return item


def _key(shape: Shape, values: Values) -> Key:
    return tuple(values[column] for column in shape.table.key)


def _institution_records(institutions: list[dict[str, Any]]) -> Records:
    own: dict[Key, Values] = {}
    names: dict[Key, Values] = {}
    members: dict[Key, Values] = {}
    for institution in institutions:
        key = (institution["id"],)
        own[key] = _columns(INSTITUTION_FIELDS, institution)
        for position, name in enumerate(institution["names"]):
            values = _columns(NAME_FIELDS, name) | {
                "institution": key,
                "position": position,
            }
            names[(key, values["kind"], values["text"])] = values
        for position, member in enumerate(institution["members"]):
            values = _columns(MEMBERSHIP_FIELDS, member) | {
                "group": key,
                "position": position,
            }
            members[(key, values["member"], values["valid_from"])] = values
    return {"institution": own, "institution_name": names, "membership": members}


def assemble(records: Records) -> PlanDocument:
    """The document that ``records`` say; the inverse of :func:`flatten`."""
    lists = _lists(records)
    [head] = records[PLAN.table.name].values()
    plan = _load(PLAN.fields, head)
    for shape in SHAPES:
        if shape.path[0] == "plan" and len(shape.path) == 2:
            plan[shape.path[1]] = lists.get(shape.path[1], [])
    return PlanDocument.model_validate(
        {
            "plan": plan,
            "nodes": lists.get("nodes", []),
            "goals": lists.get("goals", []),
            "institutions": _institutions(records),
            "measures": [_with_path(m) for m in lists.get("measures", [])],
        }
    )


def assemble_measures(records: Records) -> list[dict[str, Any]]:
    """Only the measures that ``records`` say, as plain values; other tables may be absent."""
    return [_with_path(measure) for measure in _lists(records).get("measures", [])]


def _lists(records: Records) -> dict[str, list[Any]]:
    """The document's lists by name, each item with the lists that belong to it."""
    nested: dict[str, dict[Key, list[Any]]] = {}
    lists: dict[str, list[Any]] = {}
    # Inner lists first, so that each owner finds its children ready.
    for shape in sorted(SHAPES, key=lambda s: -len(s.path)):
        found = records.get(shape.table.name, {})
        for key, values in sorted(found.items(), key=lambda row: row[1]["position"]):
            item = _item(shape, values)
            if isinstance(item, dict):
                for name, children in _children(shape, nested, key).items():
                    item[name] = children
            if shape.owner:
                nested.setdefault(shape.table.name, {}).setdefault(values[shape.owner], []).append(
                    item
                )
            else:
                lists.setdefault(shape.path[-1], []).append(item)
    return lists


def _with_path(measure: dict[str, Any]) -> dict[str, Any]:
    """A measure without its node column: the id carries it, and the document derives it."""
    return {name: value for name, value in measure.items() if name != "node"}


def _children(
    shape: Shape, nested: dict[str, dict[Key, list[Any]]], key: Key
) -> dict[str, list[Any]]:
    return {
        child.path[-1]: nested.get(child.table.name, {}).get(key, [])
        for child in SHAPES
        if child.owner and child.table.refs[child.owner] == shape.table.name
    }


def _item(shape: Shape, values: Values) -> Any:
    if shape.fields[0].name == "":
        return shape.fields[0].load(values)
    return _load(shape.fields, values)


def _load(fields: tuple[Field, ...], values: Values) -> dict[str, Any]:
    item: dict[str, Any] = {}
    for field in fields:
        target = item
        *outer, last = field.name.split(".")
        for step in outer:
            target = target.setdefault(step, {})
        target[last] = field.load(values)
    return {name: None if _is_blank(value) else value for name, value in item.items()}


def _is_blank(value: Any) -> bool:
    """Whether it is a block that the record does not have: all of its columns are empty."""
    return isinstance(value, dict) and all(inner is None for inner in value.values())


def _institutions(records: Records) -> list[dict[str, Any]]:
    names: dict[Key, list[Any]] = {}
    members: dict[Key, list[Any]] = {}
    for values in sorted(records["institution_name"].values(), key=lambda v: v["position"]):
        names.setdefault(values["institution"], []).append(_load(NAME_FIELDS, values))
    for values in sorted(records["membership"].values(), key=lambda v: v["position"]):
        members.setdefault(values["group"], []).append(_load(MEMBERSHIP_FIELDS, values))
    order = sorted(records["participation"].values(), key=lambda v: v["position"])
    return [
        _load(INSTITUTION_FIELDS, records["institution"][v["institution"]])
        | {
            "names": names.get(v["institution"], []),
            "members": members.get(v["institution"], []),
        }
        for v in order
    ]
