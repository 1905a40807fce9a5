# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""``leitstand backup`` and ``leitstand restore``."""

import contextlib
import datetime as dt
import getpass
import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.cli.database import ready_database
from leitstand.cli.output import fail, progress, say
from leitstand.core.backup.archive import Archive, BackupUnusable, Manifest, key_mark
from leitstand.core.backup.marker import last_backup_note
from leitstand.core.backup.restoring import RestoreRefused, backup_restore
from leitstand.core.backup.taking import backup_take
from leitstand.ui.formats import number

INTERRUPTED = 130
NAME = "leitstand-{:%Y-%m-%dT%H%M%S}.zip"


@click.command(help=_("Sichert die Datenbank in eine Datei, während der Server weiterläuft."))
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--with-key", is_flag=True, help=_("Nimmt den geheimen Schlüssel mit auf."))
@click.option("--force", is_flag=True, help=_("Ersetzt eine Datei, die es schon gibt."))
@click.option(
    "--keep",
    type=click.IntRange(1, 10_000),
    help=_("Behält in diesem Verzeichnis nur so viele Sicherungen, die neuesten."),
)
def backup(path: Path, with_key: bool, force: bool, keep: int | None) -> None:
    """The backup is at ``path``, or in the folder ``path`` under the name of the instant."""
    is_folder = path.is_dir()
    if keep and not is_folder:
        fail(_("--keep braucht ein Verzeichnis: %s ist keines.") % path, code=2)
    target = path / NAME.format(timezone.localtime()) if is_folder else path
    if target.exists() and not force:
        fail(_("%s gibt es schon. Mit --force wird die Datei ersetzt.") % target)
    key = settings.SECRET_KEY.encode() if with_key else None
    unfinished = _("Abgebrochen. An %s steht, was vorher dort stand.") % target
    try:
        with stoppable(unfinished), progress(0) as steps:
            taken = backup_take(path=target, key=key, told=steps.done)
    except BackupUnusable as error:
        fail(str(error))
    last_backup_note(settings.HOME, taken)
    for old in sorted(path.glob("leitstand-*.zip"))[:-keep] if keep else ():
        old.unlink()
    say(
        _("%(path)s: %(facts)s, %(size)s kB. Die Datei enthält Konten: bitte vertraulich halten.")
        % {"path": target, "facts": _facts(taken.manifest), "size": number(taken.size // 1000 + 1)}
    )


@click.command(help=_("Spielt eine Sicherung ein, ganz oder gar nicht."))
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--force", is_flag=True, help=_("Ersetzt den Inhalt einer Datenbank, die nicht leer ist.")
)
@click.option("--with-key", is_flag=True, help=_("Übernimmt den geheimen Schlüssel der Sicherung."))
def restore(path: Path, force: bool, with_key: bool) -> None:
    """The database holds what the backup holds; the file is checked before anything is touched."""
    unfinished = _(
        "Abgebrochen. Die Datenbank steht da wie zuvor. Noch einmal: leitstand restore %s"
    )
    try:
        with stoppable(unfinished % path), Archive(path) as archive:
            with progress(archive.manifest.rows) as steps:
                archive.verify(steps.done)
            ready_database()
            with progress(archive.manifest.rows) as steps:
                restored = backup_restore(
                    archive=archive,
                    actor=f"cli:{getpass.getuser()}",
                    is_forced=force,
                    told=steps.done,
                )
            say(
                _("Eingespielt: %(facts)s, Stand vom %(taken)s.")
                % {"facts": _facts(restored.manifest), "taken": _instant(restored.manifest)}
            )
            if restored.was_lifted:
                say(_("Die Sicherung stammt von einer älteren Fassung und wurde gehoben."))
            _settle_key(archive, is_wanted=with_key)
    except (BackupUnusable, RestoreRefused) as error:
        fail(f"{error}\n{_('Nichts wurde geändert.')}")


def _facts(manifest: Manifest) -> str:
    return _("%(rows)s Zeilen in %(tables)s Tabellen") % {
        "rows": number(manifest.rows),
        "tables": number(len(manifest.tables)),
    }


def _instant(manifest: Manifest) -> str:
    taken = timezone.localtime(dt.datetime.fromisoformat(manifest.taken_at))
    return f"{taken:%d.%m.%Y %H:%M}"


def _settle_key(archive: Archive, *, is_wanted: bool) -> None:
    """The installation has the key of the backup where that was asked for, or says what is lost."""
    path: Path = settings.HOME / "secret-key"
    key, own = archive.key(), settings.SECRET_KEY.encode()
    if is_wanted and key is None:
        fail(_("Die Sicherung enthält keinen geheimen Schlüssel; der bisherige gilt weiter."))
    if archive.manifest.key_mark == key_mark(own):
        return
    if key is None or not is_wanted:
        say(
            _(
                "Achtung: Der geheime Schlüssel ist ein anderer als bei der Sicherung. Zweite"
                " Faktoren gelten damit nicht mehr. Den alten Schlüssel nach %s legen oder, wenn er"
                " in der Sicherung steckt, mit --with-key übernehmen."
            )
            % path
        )
        return
    if os.environ.get("LEITSTAND_SECRET_KEY"):
        fail(
            _("LEITSTAND_SECRET_KEY ist gesetzt; bitte dort den Schlüssel der Sicherung eintragen.")
        )
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as fresh:
        fresh.write(key)
    os.replace(fresh.name, path)
    say(_("Der Schlüssel der Sicherung gilt, sobald der Server neu gestartet ist."))


@contextlib.contextmanager
def stoppable(message: str) -> Iterator[None]:
    """Ctrl-C, and the signal with which a service is stopped, end the work cleanly."""

    def stop(*_signal: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        fail(message, code=INTERRUPTED)
    finally:
        signal.signal(signal.SIGTERM, before)
