# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What is unsafe about an installation, in plain words. Pure: facts in, findings out."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from leitstand.core.deployment.facts import Facts
from leitstand.core.mail import LOOPBACK

NETWORK_DISKS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "fuse.ceph", "fuse.sshfs"}
    | {"fuse.glusterfs", "glusterfs", "lustre", "gfs2", "ocfs2", "beegfs", "fuse.s3fs", "davfs"}
)
SAFE_TLS = frozenset({"require", "verify-ca", "verify-full"})
BACKUP_AGE = dt.timedelta(hours=36)
KEY_LENGTH = 50
LONGEST_SESSION = 24


@dataclass(frozen=True, slots=True)
class Unfit:
    """One thing that is wrong. Not ``is_unsafe``: worth knowing, but nothing stands open."""

    key: str
    problem: str
    remedy: str
    is_unsafe: bool = True


Rule: TypeAlias = Callable[[Facts], Unfit | None]


def unfit(facts: Facts) -> Iterator[Unfit]:
    """Everything that is wrong, the worst first."""
    found = [one for rule in RULES if (one := rule(facts))]
    yield from (one for one in found if one.is_unsafe)
    yield from (one for one in found if not one.is_unsafe)


def environment(facts: Facts) -> Unfit | None:
    """Only production hides how the program works inside."""
    if facts.environment == "production" and not facts.is_debug:
        return None
    return Unfit(
        "environment",
        _("Der Leitstand läuft als „%s“: Fehlerseiten zeigen Innereien.") % facts.environment,
        _("LEITSTAND_ENV entfernen oder auf production setzen."),
    )


def log_level(facts: Facts) -> Unfit | None:
    """At the finest level other libraries write what they handle."""
    if facts.log_level != "DEBUG":
        return None
    return Unfit(
        "log-level",
        _("Das Protokoll schreibt auch mit, was Bibliotheken im Innern tun."),
        _("LEITSTAND_LOG auf INFO oder WARNING setzen."),
    )


def hosts(facts: Facts) -> Unfit | None:
    """The installation answers under its own names only."""
    if any("*" in host or host.startswith(".") for host in facts.hosts):
        return Unfit(
            "hosts",
            _("Der Leitstand antwortet unter beliebigen Namen (LEITSTAND_HOSTS enthält %s).")
            % ", ".join(facts.hosts),
            _("Die Namen einzeln nennen: LEITSTAND_HOSTS=leitstand.example.org,127.0.0.1"),
        )
    if set(facts.hosts) <= {*LOOPBACK, "[::1]"}:
        return Unfit(
            "hosts",
            _("Der Leitstand ist unter keinem öffentlichen Namen erreichbar."),
            _("LEITSTAND_HOSTS auf den Namen setzen, unter dem er erreichbar sein soll."),
        )
    return None


def https(facts: Facts) -> Unfit | None:
    """Nothing is sent in the open."""
    if facts.is_https:
        return None
    return Unfit(
        "https",
        _("Seiten und Anmeldungen gehen unverschlüsselt über das Netz."),
        _(
            "Einen Proxy mit Zertifikat davorstellen, der X-Forwarded-Proto setzt, und"
            " LEITSTAND_HTTPS=1 setzen."
        ),
    )


def key(facts: Facts) -> Unfit | None:
    """Nobody can guess the key."""
    if len(facts.key) >= KEY_LENGTH and len(set(facts.key)) >= 10:
        return None
    return Unfit(
        "key",
        _("Der geheime Schlüssel ist zu kurz oder zu einfach."),
        _("LEITSTAND_SECRET_KEY weglassen: dann entsteht ein guter Schlüssel von selbst."),
    )


def key_file(facts: Facts) -> Unfit | None:
    """Nobody else on the machine can read the key."""
    if facts.key_mode is None or not facts.key_mode & 0o077:
        return None
    return Unfit(
        "key-file",
        _("Andere Konten dieses Rechners können den geheimen Schlüssel lesen (%(path)s, %(mode)o).")
        % {"path": facts.key_path, "mode": facts.key_mode},
        _("chmod 600 %s") % facts.key_path,
    )


def database_file(facts: Facts) -> Unfit | None:
    """Nobody else on the machine can read accounts out of the file."""
    can_enter = facts.home_mode is not None and facts.home_mode & 0o001
    can_read = facts.database_mode is not None and facts.database_mode & 0o004
    if not (can_enter and can_read):
        return None
    return Unfit(
        "database-file",
        _("Andere Konten dieses Rechners können die Datenbank lesen (%s).") % facts.database_path,
        _("chmod 700 %s") % facts.home,
    )


def root(facts: Facts) -> Unfit | None:
    """A mistake in the program must not be able to do everything."""
    if not facts.is_root:
        return None
    return Unfit(
        "root",
        _("Der Leitstand läuft mit den Rechten von root."),
        _("Ein eigenes Konto anlegen und den Dienst damit starten."),
    )


def network_disk(facts: Facts) -> Unfit | None:
    """SQLite needs file locks that hold."""
    if facts.database != "sqlite" or facts.file_system not in NETWORK_DISKS:
        return None
    return Unfit(
        "network-disk",
        _("Die SQLite-Datei liegt auf einem Netzlaufwerk (%s); dort kann sie kaputtgehen.")
        % facts.file_system,
        _("LEITSTAND_HOME auf eine Platte dieses Rechners legen oder PostgreSQL verwenden."),
    )


def database_line(facts: Facts) -> Unfit | None:
    """Rows do not cross the network in the open."""
    is_near = not facts.database_host or facts.database_host.startswith("/")
    is_near = is_near or facts.database_host in LOOPBACK
    if facts.database != "postgresql" or is_near or facts.database_tls in SAFE_TLS:
        return None
    return Unfit(
        "database-line",
        _("Die Verbindung zur Datenbank auf %s ist nicht sicher verschlüsselt.")
        % facts.database_host,
        _("An DATABASE_URL anhängen: ?sslmode=verify-full"),
    )


def database(facts: Facts) -> Unfit | None:
    """The database answers and has all tables."""
    if facts.missing_steps is None:
        return Unfit(
            "database",
            _("Die Datenbank antwortet nicht: %s") % facts.database_problem,
            _("DATABASE_URL prüfen und die Datenbank starten."),
        )
    if facts.missing_steps:
        return Unfit(
            "database",
            _("Die Datenbank ist älter als diese Fassung (%d Schritte fehlen).")
            % facts.missing_steps,
            _("Erst sichern, dann: leitstand migrate"),
        )
    return None


def backup(facts: Facts) -> Unfit | None:
    """There is a recent backup."""
    if facts.last_backup is None:
        problem = _("Es gibt noch keine Sicherung.")
    elif facts.now - facts.last_backup > BACKUP_AGE:
        age = round((facts.now - facts.last_backup) / dt.timedelta(hours=1))
        problem = _("Die letzte Sicherung ist %d Stunden alt.") % age
    else:
        return None
    return Unfit(
        "backup",
        problem,
        _("Täglich sichern, etwa mit einem Timer: leitstand backup VERZEICHNIS --keep 30"),
    )


def operator(facts: Facts) -> Unfit | None:
    """The imprint names somebody."""
    if facts.operator.strip():
        return None
    return Unfit(
        "operator",
        _("Das Impressum nennt niemanden."),
        _("LEITSTAND_OPERATOR auf Namen und Anschrift der verantwortlichen Stelle setzen."),
    )


def contact(facts: Facts) -> Unfit | None:
    """Somebody can be told about a barrier or a weakness."""
    if facts.contact.strip():
        return None
    return Unfit(
        "contact",
        _("Niemand kann eine Barriere oder eine Schwachstelle melden."),
        _("LEITSTAND_CONTACT auf eine Adresse setzen, die gelesen wird."),
    )


def assets(facts: Facts) -> Unfit | None:
    """Pages have their style."""
    if not facts.stale_files:
        return None
    return Unfit(
        "assets",
        _("Gestaltung und Schriften sind nicht gesammelt oder veraltet (%s).")
        % ", ".join(facts.stale_files[:3]),
        _("leitstand serve sammelt sie beim Start; sonst: django-admin collectstatic"),
    )


def second_factor(facts: Facts) -> Unfit | None:
    """A stolen password does not change the plan."""
    if facts.second_factor == "required":
        return None
    return Unfit(
        "second-factor",
        _("Der Geschäftsstelle genügt ein Passwort, um den Plan zu ändern."),
        _("LEITSTAND_MFA entfernen oder auf required setzen."),
    )


def provider(facts: Facts) -> Unfit | None:
    """Tokens come from whom they say."""
    if not facts.provider or facts.provider.startswith("https://"):
        return None
    return Unfit(
        "provider",
        _("Der Anmeldedienst wird ohne Verschlüsselung gefragt (%s).") % facts.provider,
        _("LEITSTAND_OIDC_URL mit https:// angeben."),
    )


def provider_setup(facts: Facts) -> Unfit | None:
    """The identity provider can tell us from somebody else."""
    if not facts.provider_lacks:
        return None
    return Unfit(
        "provider-setup",
        _("Der Anmeldedienst kann diesen Leitstand nicht erkennen: %s fehlt.")
        % ", ".join(facts.provider_lacks),
        _("Beim Anmeldedienst eine Anwendung eintragen und beides von dort übernehmen."),
    )


def cookies(facts: Facts) -> Unfit | None:
    """Nobody on the way can take over a sign-in."""
    if facts.are_cookies_safe or not facts.is_https:  # without HTTPS all of it is open anyway
        return None
    return Unfit(
        "cookies",
        _("Das Cookie der Anmeldung ist nicht an HTTPS und diesen Namen gebunden."),
        _("Die Einstellungen der Cookies so lassen, wie LEITSTAND_HTTPS=1 sie setzt."),
    )


def session(facts: Facts) -> Unfit | None:
    """A browser left alone is signed out by the next day."""
    if facts.session_hours <= LONGEST_SESSION:
        return None
    return Unfit(
        "session",
        _("Eine Anmeldung gilt %d Stunden; ein vergessener Browser bleibt so lange offen.")
        % facts.session_hours,
        _("LEITSTAND_SESSION_HOURS auf höchstens 24 setzen."),
    )


def signup(facts: Facts) -> Unfit | None:
    """Who may make an account is decided, not forgotten."""
    if not facts.is_signup_open:
        return None
    return Unfit(
        "signup",
        _("Alle können sich selbst ein Konto anlegen, ohne Rolle."),
        _("Wenn das nicht so sein soll, LEITSTAND_SIGNUP entfernen."),
        is_unsafe=False,
    )


def letters(facts: Facts) -> Unfit | None:
    """A personal link in a mail leads here, and nobody on the way can read it."""
    parts = urlsplit(facts.address)
    host = parts.hostname or ""
    # Without mail nothing leaves; what is wrong with the names or with HTTPS is said elsewhere.
    if not facts.mail_host or hosts(facts) or not facts.is_https:
        return None
    if host in LOOPBACK or host not in facts.hosts:
        problem = _("Links in Mails führen zu %s; dort findet niemand diesen Leitstand.")
    elif parts.scheme != "https":
        problem = _("Persönliche Links in Mails sind unverschlüsselt (%s).")
    else:
        return None
    return Unfit(
        "letters",
        problem % facts.address,
        _("LEITSTAND_URL auf die öffentliche Adresse setzen: https://leitstand.example.org"),
    )


def address(facts: Facts) -> Unfit | None:
    """The address in mails is decided, not guessed."""
    if facts.is_address_given or not facts.mail_host:
        return None
    return Unfit(
        "address",
        _("Die Adresse in Mails ist aus LEITSTAND_HOSTS geraten: %s") % facts.address,
        _("LEITSTAND_URL auf die öffentliche Adresse setzen: https://leitstand.example.org"),
        is_unsafe=False,
    )


def mail_line(facts: Facts) -> Unfit | None:
    """Mail does not cross the network in the open."""
    if not facts.mail_host or not facts.mail_is_open or facts.mail_host in LOOPBACK:
        return None
    return Unfit(
        "mail-line",
        _("Mail geht unverschlüsselt an %s.") % facts.mail_host,
        _("EMAIL_URL mit smtps:// oder ohne ?tls=none angeben."),
    )


def mail(facts: Facts) -> Unfit | None:
    """Mail can be sent, and says from whom."""
    if facts.mail_host and "@localhost" not in facts.mail_from:
        return None
    return Unfit(
        "mail",
        _("Mail ist nicht eingerichtet; Erinnerungen und Einladungen können nicht hinausgehen."),
        _("EMAIL_URL=smtp://… und LEITSTAND_MAIL_FROM setzen, dann mit --mail-to prüfen."),
        is_unsafe=False,
    )


RULES: tuple[Rule, ...] = (
    environment,
    hosts,
    https,
    key,
    key_file,
    second_factor,
    provider,
    provider_setup,
    cookies,
    session,
    root,
    database,
    database_file,
    database_line,
    network_disk,
    backup,
    log_level,
    mail_line,
    letters,
    operator,
    contact,
    assets,
    mail,
    address,
    signup,
)
