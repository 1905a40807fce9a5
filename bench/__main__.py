# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""``python -m bench``: load the demonstration into a database of its own, measure, print, write."""

import json
import os
import platform
import sys
import tempfile
from pathlib import Path

from bench.measuring import Figure


def main() -> None:
    """Print the figures and write them to ``var/bench.json``; exit 1 where a bar is missed."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {
            "LEITSTAND_HOME": home,
            "LEITSTAND_ENV": "production",
            "DJANGO_SETTINGS_MODULE": "leitstand.config.settings",
        }
        import django

        django.setup()
        from django.core.management import call_command

        from bench import cases, many, reports, rounds, search, serving
        from leitstand.plan.document.loading import load
        from leitstand.plan.packages import shipped_plans
        from leitstand.plan.services import plan_import

        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        document = load(shipped_plans()[cases.SLUG])
        plan_import(document=document, actor="bench")
        figures = [
            *cases.pages(),
            *cases.interface(),
            *cases.repeated_pages(),
            *cases.contestants(),
            *cases.whole_plan(),
            *cases.import_command(),
            *serving.served(),
            *rounds.rounds(),
            *reports.reports(),
        ]
        with many.one_plan_kept() as one_plan:
            many.make_plans(document, many.PLANS)
            figures += [*many.pages_with_many(one_plan), *search.searches()]
        from django.db import connection

        engine = connection.vendor
        connection.close()
    print(f"{'case':<50}{'median ms':>10}{'min':>9}{'SQL':>5}  bar")
    for figure in figures:
        print(
            f"{figure.name:<50}{figure.cpu_ms_median:>10}{figure.cpu_ms_min:>9}"
            f"{figure.statements:>5}  {_bar(figure)}"
        )
    print("CPU milliseconds of the process. Kausal Watch's list: 206 statements, 612 ms CPU.")
    target = Path("var/bench.json")
    target.parent.mkdir(exist_ok=True)
    target.write_text(
        json.dumps(
            {
                "python": platform.python_version(),
                "database": engine,
                "figures": [figure.as_json() for figure in figures],
            },
            indent=2,
            ensure_ascii=False,
        )
        + "\n"
    )
    sys.exit(0 if all(figure.is_kept for figure in figures) else 1)


def _bar(figure: Figure) -> str:
    """What a figure is held against, and whether it keeps to it."""
    kept = "kept" if figure.is_kept else "MISSED"
    if figure.max_slowdown and figure.ratio:
        times = f"{1 / figure.ratio:.2f}× as long as {figure.against}"
        return f"{times}, ≤ {figure.max_slowdown:g}× {kept}"
    if figure.per_second:
        least = f", ≥ {figure.min_per_second:g} {kept}" if figure.min_per_second else ""
        return f"{figure.per_second:g} a second{least}"
    if figure.ratio:
        return f"{figure.ratio:g}× as fast as “{figure.against}”"
    limits = [
        f"≤ {figure.max_cpu_ms:g} ms" if figure.max_cpu_ms else "",
        f"≤ {figure.max_statements} SQL" if figure.max_statements else "",
    ]
    return f"{', '.join(filter(None, limits))} {kept}" if any(limits) else ""


if __name__ == "__main__":
    main()
