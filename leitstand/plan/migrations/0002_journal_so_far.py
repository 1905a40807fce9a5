"""Enter what was changed before there was a journal, read from the history tables."""

import datetime as dt

from django.db import migrations

# Record, model, key columns, what they refer to, the column that points at the whole, constants.
# Written out as it stood when the journal began: a migration must not follow later code.
_MEASURE = {"measure": "measure"}
TABLES = (
    ("institution", "core", "Institution", ("slug",), {}, "", {}),
    ("institution_name", "core", "InstitutionName", ("institution", "kind", "text"),
     {"institution": "institution"}, "institution", {}),
    ("membership", "core", "Membership", ("group", "member", "valid_from"),
     {"group": "institution", "member": "institution"}, "group", {}),
    ("plan", "plan", "Plan", ("slug",), {}, "", {}),
    ("edition", "plan", "Edition", ("number",), {}, "", {}),
    ("level", "plan", "Level", ("key",), {}, "", {}),
    ("term", "plan", "Term", ("kind", "term"), {}, "", {}),
    ("strategy", "plan", "Reference", ("key",), {}, "", {"kind": "strategy"}),
    ("programme", "plan", "Reference", ("key",), {}, "", {"kind": "programme"}),
    ("own_rule", "plan", "OwnRule", ("key",), {}, "", {}),
    ("participation", "plan", "Participation", ("institution",),
     {"institution": "institution"}, "", {}),
    ("node", "plan", "Node", ("key",), {}, "", {}),
    ("goal", "plan", "Goal", ("key",), {}, "", {}),
    ("measure", "plan", "Measure", ("key",), {}, "", {}),
    ("role", "plan", "Role", ("measure",), _MEASURE, "measure", {}),
    ("mention", "plan", "Mention", ("role",), {"role": "role"}, "role", {}),
    ("open_role", "plan", "OpenRole", ("measure",), _MEASURE, "measure", {}),
    ("external_reference", "plan", "ExternalReference", ("measure",), _MEASURE, "measure", {}),
    ("cross_reference", "plan", "CrossReference", ("measure",), _MEASURE, "measure", {}),
    ("strategy_link", "plan", "StrategyLink", ("measure",), _MEASURE, "measure", {}),
    ("commitment", "plan", "Commitment", ("measure",), _MEASURE, "measure", {}),
    ("undertaking", "plan", "Undertaking", ("key",), {}, "", {}),
    ("undertaking_measure", "plan", "UndertakingMeasure", ("undertaking",),
     {"undertaking": "undertaking"}, "undertaking", {}),
)
KINDS = {"+": "added", "~": "changed", "-": "removed"}
OWN = frozenset({"history_id", "history_date", "history_type", "history_change_reason",
                 "history_user_id", "recorded_at", "event_id"})


def enter(apps, schema_editor):
    homes = {}
    plans = {}
    found = {}
    for table in TABLES:
        record, room, model, _key, _refs, _owner, constant = table
        before = {}
        rows = apps.get_model(room, f"Historical{model}").objects.filter(**constant)
        for row in rows.order_by("history_id").values():
            home = homes[record, row["id"]] = _home(table, row, homes)
            if record == "plan":
                plans[row["id"]] = row["slug"]
            old = before.get(row["id"], row)
            before[row["id"]] = row
            if row["event_id"] is None:
                continue
            line = found.setdefault((row["event_id"], *home), _line(row, home, plans, record))
            if home == _itself(table, row, homes):
                line["kind"] = KINDS[row["history_type"]]
            _count(line, record, KINDS[row["history_type"]], _fields(old, row))
    entry = apps.get_model("core", "ChangeEntry")
    entry.objects.bulk_create(
        [
            entry(event_id=event, thing=thing, key=key,
                  **{**line, "records": list(line["records"].values())})
            # Sorting is stable: inside an act the tables keep their order.
            for (event, thing, key), line in sorted(found.items(), key=lambda item: item[0][0])
        ],
        batch_size=500,
    )


def _itself(table, row, homes):
    record, _room, _model, key, refs, owner, _constant = table
    if owner:
        return None
    words = [
        homes[refs[column], row[f"{column}_id"]][1] if column in refs else str(row[column])
        for column in key
    ]
    return record, ":".join(words)


def _home(table, row, homes):
    refs, owner = table[4], table[5]
    return homes[refs[owner], row[f"{owner}_id"]] if owner else _itself(table, row, homes)


def _line(row, home, plans, record):
    beginning = dt.datetime(1901, 1, 1, tzinfo=dt.timezone.utc)
    holds_from = row["history_date"] if row["history_date"] > beginning else None
    scope = plans[row["id"]] if record == "plan" else plans.get(row.get("plan_id"), "")
    return {"scope": scope, "kind": "changed", "holds_from": holds_from, "records": {}}


def _fields(old, row):
    names = {name for name in row if name not in OWN and old[name] != row[name]}
    return {name.removesuffix("_id") for name in names} if row["history_type"] == "~" else set()


def _count(line, record, kind, fields):
    blank = {"record": record, "change": kind, "count": 0, "fields": []}
    touched = line["records"].setdefault((record, kind), blank)
    touched["count"] += 1
    touched["fields"] = sorted({*touched["fields"], *fields})


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0004_change_feed"),
        ("plan", "0001_initial"),
    ]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
