# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Every environment variable that the code reads, and what it means."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.house.checkout import ROOT, short, sources, syntax
from tests.house.reference.markdown import code, page, table

SETTINGS_FILE = ROOT / "leitstand" / "config" / "settings.py"

# Meaning, and the default in words where the code does not hold it as a constant.
MEANINGS: dict[str, tuple[str, str]] = {
    "LEITSTAND_HOME": (
        "Folder for what an installation keeps: database, secret key, collected static files."
        " Back it up.",
        "",
    ),
    "LEITSTAND_ENV": (
        "`production`, `development` (templates reload, errors are shown) or `test`."
        " Anything else stops the start.",
        "",
    ),
    "LEITSTAND_SECRET_KEY": (
        "Signs what must not be forged. At least 50 characters; the same in every process.",
        "made on first run, kept in `LEITSTAND_HOME/secret-key`",
    ),
    "LEITSTAND_HOSTS": (
        "Host names under which the pages may be asked for, with commas. Others get 400.",
        "",
    ),
    "LEITSTAND_URL": (
        "Where readers find the installation, `https://leitstand.example.org`: personal links in"
        " mails begin with it.",
        "the first of `LEITSTAND_HOSTS`",
    ),
    "DATABASE_URL": (
        "`postgres://user:password@host/name` for PostgreSQL; `sqlite:///path` for SQLite.",
        "SQLite in `LEITSTAND_HOME`",
    ),
    "LEITSTAND_HTTPS": (
        "`1` behind a proxy that ends TLS: plain requests are sent to HTTPS, cookies are secure,"
        " browsers remember (HSTS). The proxy must set `X-Forwarded-Proto` and add to"
        " `X-Forwarded-For`.",
        "off",
    ),
    "LEITSTAND_API_RATE": (
        "Requests that one client address may make to the data interface in a minute, counted over"
        " all processes; `0` is no limit.",
        "",
    ),
    "LEITSTAND_FOREIGN_HOSTS": (
        "Machines from which foreign measures may be fetched although their address is not public:"
        " `host:port`, with commas. All public addresses may be asked.",
        "none",
    ),
    "LEITSTAND_FOREIGN_SECONDS": (
        "By when a source of foreign measures must have answered in full.",
        "",
    ),
    "LEITSTAND_MFA": (
        "`required`: the programme office's role rests until a second factor is set up, or the"
        " identity provider signed the person in. `optional`: a password is enough.",
        "`required` in production, else `optional`",
    ),
    "LEITSTAND_PAGE_CACHE_MB": (
        "Memory of each server process for finished public pages, in megabytes; `0` keeps none.",
        "`64` in production, else `0`",
    ),
    "LEITSTAND_REPORT_CACHE_MB": (
        "Room on the disk for reports that were built, below `LEITSTAND_HOME`, in megabytes; `0`"
        " builds every report anew.",
        "`200` in production, else `0`",
    ),
    "LEITSTAND_SESSION_HOURS": ("How long a sign-in lasts; closing the browser ends it too.", ""),
    "LEITSTAND_SIGNUP": (
        "`open`: anyone may make an account, without a role. Otherwise only the operator does.",
        "",
    ),
    "LEITSTAND_OIDC_URL": (
        "Address of the institutions' identity provider (OpenID Connect issuer). Empty: none.",
        "none",
    ),
    "LEITSTAND_OIDC_CLIENT_ID": ("What the identity provider calls this installation.", "none"),
    "LEITSTAND_OIDC_SECRET": ("The secret that the identity provider gave out.", "none"),
    "LEITSTAND_OIDC_NAME": ("What the button to the identity provider says.", ""),
    "LEITSTAND_OIDC_SCOPE": ("What is asked of the identity provider, with spaces.", ""),
    "LEITSTAND_OIDC_ROLES": (
        "Which claim makes whom what: `claim:value=role[@institution][/plan]`, with commas;"
        " `groups:mpi=office, groups:senweb=lead@senweb`. Followed at every sign-in.",
        "none",
    ),
    "LEITSTAND_LOG": (
        "Level of the log on standard error: `INFO` (a line a request), `WARNING`, `ERROR`.",
        "",
    ),
    "LEITSTAND_LOG_FORMAT": ("`json`: one object a line, for machines; `line`: for people.", ""),
    "EMAIL_URL": (
        "`smtp://user:password@host:587` (turns to TLS first) or `smtps://…`: the server that mail"
        " is handed to. `?tls=none` for a relay that knows no TLS. Empty: no mail is sent, and"
        " whoever tries is told.",
        "none",
    ),
    "LEITSTAND_MAIL_FROM": ("Sender of mail.", ""),
    "LEITSTAND_LANGUAGE": ("Language of the command line: `de` or `en`.", ""),
    "LEITSTAND_OPERATOR": ("Who runs this installation; printed in the imprint.", "nobody"),
    "LEITSTAND_CONTACT": (
        "Address for readers: in the imprint, the accessibility statement and"
        " `/.well-known/security.txt`, which exists only if this is set.",
        "none",
    ),
    "LEITSTAND_SOURCE_URL": ("Where the source code is published; linked in the footer.", "none"),
    "PORT": ("Port of `leitstand demo` and `leitstand serve`; `--port` wins.", "8000"),
    "DJANGO_SETTINGS_MODULE": ("Leave it alone: Leitstand has one settings file.", ""),
}


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable, its constant default if it has one, and the files that read it."""

    name: str
    default: str
    readers: tuple[str, ...]


def variables(files: tuple[Path, ...] | None = None) -> tuple[Variable, ...]:
    """Every variable that the files (by default all of Leitstand) read, in order of appearance."""
    if files is None:
        files = (SETTINGS_FILE, *(path for path in sources("leitstand") if path != SETTINGS_FILE))
    defaults: dict[str, str] = {}
    readers: dict[str, list[str]] = {}
    for path in files:
        for name, default in _read_in(syntax(path)):
            defaults[name] = defaults.get(name) or default
            place = short(path) if path.is_relative_to(ROOT) else path.name
            if place not in readers.setdefault(name, []):
                readers[name].append(place)
    return tuple(Variable(name, defaults[name], tuple(readers[name])) for name in defaults)


def _read_in(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=holder, attr="get" | "setdefault")) if (
                _is_environment(holder) and node.args
            ):
                yield _constant(node.args[0]), _constant(node.args[1]) if node.args[1:] else ""
            case ast.Call(func=ast.Attribute(attr="getenv") | ast.Name(id="getenv")):
                yield _constant(node.args[0]), _constant(node.args[1]) if node.args[1:] else ""
            case ast.Subscript(value=holder, slice=key) if _is_environment(holder):
                yield _constant(key), ""
            case ast.keyword(arg="envvar", value=value):
                yield _constant(value), ""


def _is_environment(node: ast.expr) -> bool:
    return ast.unparse(node) in {"os.environ", "environ"}


def _constant(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ""


def settings_page() -> str:
    """The page; a variable without a meaning gets a row that says so, and a test fails."""
    order = {name: place for place, name in enumerate(MEANINGS)}
    rows = []
    for variable in sorted(variables(), key=lambda one: order.get(one.name, len(order))):
        meaning, words = MEANINGS.get(variable.name, ("(no meaning is written down)", ""))
        rows.append((code(variable.name), words or code(variable.default), meaning))
    return page(
        "Settings",
        "Everything an operator may change comes from the environment; there is no settings file to"
        " edit. How to run an installation: [operate](../how-to/operate.md).",
        table(("Variable", "Default", "Meaning"), rows),
        "Tests also read `CI` (`true`: what is missing fails instead of being skipped) and"
        " `LEITSTAND_TEST_POSTGRES` (address of a PostgreSQL for `make test-pg`).",
    )
