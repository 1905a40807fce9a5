# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""``python -m leitstand.core.backup OLD NEW``: the content of an older backup in today's shape.

Works in the database that ``DATABASE_URL`` names, which must be a new, empty one.
"""

import os
import sys
from pathlib import Path


def main(source: Path, target: Path) -> None:
    """``target`` holds what ``source`` holds, as this version would have saved it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leitstand.config.settings")
    import django

    django.setup()
    # Models exist only from here on.
    from django.core.management import call_command
    from django.db import transaction

    from leitstand.core.backup.archive import Archive
    from leitstand.core.backup.numbering import continue_after
    from leitstand.core.backup.restoring import load
    from leitstand.core.backup.schema import migrate_to
    from leitstand.core.backup.shapes import table_shapes
    from leitstand.core.backup.taking import backup_take

    def silent(_table: str, _rows: int) -> None:
        """Nobody watches."""

    with Archive(source) as archive:
        registry = migrate_to(frozenset(archive.manifest.migrations))
        with transaction.atomic():
            load(archive, registry, silent)
            given = {entry.table: entry.last_id or 0 for entry in archive.manifest.tables}
            continue_after(table_shapes(registry), given)
    call_command("migrate", interactive=False, verbosity=0)
    backup_take(path=target, key=None, told=silent)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
