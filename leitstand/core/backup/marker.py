# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A note of the last backup in the installation's folder, for the deployment check.

In the folder, not in the database: it must outlive the database, and a backup must not need to
write into what it reads.
"""

import datetime as dt
import json
import os
from pathlib import Path

from leitstand.core.backup.taking import BackupTaken

NAME = "last-backup.json"


def last_backup_note(home: Path, taken: BackupTaken) -> None:
    """The folder says when the last backup was taken and where it went."""
    content = {
        "taken_at": taken.manifest.taken_at,
        "path": str(taken.path.resolve()),
        "rows": taken.manifest.rows,
    }
    fresh = home / f"{NAME}.new"
    fresh.write_text(json.dumps(content, ensure_ascii=False))
    os.replace(fresh, home / NAME)


def last_backup_at(home: Path) -> dt.datetime | None:
    """When the last backup was taken; None where there is none, or no note that can be read."""
    try:
        return dt.datetime.fromisoformat(json.loads((home / NAME).read_text())["taken_at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
