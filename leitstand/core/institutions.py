# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How institutions lie in tables, for those who read and write whole sets of them."""

from leitstand.core.records import RecordTable

INSTITUTION_TABLES: tuple[RecordTable, ...] = (
    RecordTable(
        "institution",
        "core.Institution",
        ("slug",),
        (
            "kind",
            "name_de",
            "name_en",
            "short_de",
            "short_en",
            "abbreviation",
            "part_of",
            "note_de",
            "note_en",
        ),
        {"part_of": "institution"},
    ),
    RecordTable(
        "institution_name",
        "core.InstitutionName",
        ("institution", "kind", "text"),
        ("lines_from", "lines_to", "valid_from", "valid_to", "is_assumed", "position"),
        {"institution": "institution"},
        owner="institution",
    ),
    RecordTable(
        "membership",
        "core.Membership",
        ("group", "member", "valid_from"),
        ("valid_to", "lines_from", "lines_to", "basis", "position"),
        {"group": "institution", "member": "institution"},
        owner="group",
    ),
)
