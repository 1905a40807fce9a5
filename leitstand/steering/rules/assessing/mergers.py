# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Where a measure went on that merged into another one."""

from collections.abc import Mapping

from leitstand.steering.enums import Overall, Progress
from leitstand.steering.rules.assessing.case import Successor
from leitstand.steering.rules.wording import folded


def successor(
    measure: str,
    named: str,
    *,
    labels: Mapping[str, str],
    states: Mapping[str, str],
    merged_into: Mapping[str, str],
) -> Successor | None:
    """The measure in which ``measure`` really goes on; None where the plan has none called so.

    ``named`` is what the answer says: a key or a label. ``labels`` has every measure of the plan by
    its key, ``states`` the counted state of each, ``merged_into`` what the answers of merged ones
    name. A chain is followed to its end; where that is not in the plan, the state stays „merged“.
    """
    keys = {folded(label): key for key, label in labels.items()}
    keys |= {folded(key): key for key in labels}
    first = last = found = keys.get(folded(named))
    seen = {measure}
    while found is not None:
        if found in seen:
            return Successor(labels[first or found], Progress.MERGED.value, is_circle=True)
        seen.add(found)
        last = found
        state = states.get(found, Overall.NOT_REPORTED.value)
        if state != Progress.MERGED:
            return Successor(labels[found], state)
        found = keys.get(folded(merged_into.get(found, "")))
    return Successor(labels[last], Progress.MERGED.value) if last else None
