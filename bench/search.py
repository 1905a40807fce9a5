# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Search over many plans: CPU of the 95th of 100 queries, the database server's included."""

import statistics
import time
from collections.abc import Iterator

from django.apps import apps
from django.db import connection

from bench.many import PLANS
from bench.measuring import Figure, cpu_seconds
from leitstand.core.search.lexicon import nouns
from leitstand.core.search.selectors import search

MAX_P95_MS = 50.0
# What people type: names, one common word, one rare, several, sentences, typing mistakes, bits.
QUERIES = [
    "Flächen",
    "Industrie",
    "Berlin",
    "Förderung",
    "Unternehmen",
    "Gewerbeflächen",
    "IHK",
    "SenWEB",
    "w-14",
    "GEFIS",
    "Energie",
    "duale Ausbildung",
    "Fachkräfte aus dem Ausland",
    "Smart City",
    "Startups und Industrie",
    "Breitband",
    "Flächen 2 II",
    "Industrie 4.0",
    "Klimaschutz in Betrieben",
    "Wer ist für Gewerbeflächen zuständig?",
    "gewerbefl",
    "Flächennutsung",
    "Fachkrefte",
    "Digitalisirung",
    "industr",
    "Wasserstoffnetz",
    "Bezirke",
    "Senatsverwaltung für Wirtschaft",
    "Handwerkskammer",
    "Zukunftsorte Wissenschaft",
    "Messen Kongresse",
    "Hochschulen Technologietransfer",
    "Verwaltung",
    "Lange Nacht der Industrie",
    "offene Daten",
    "Beratung und Vernetzung",
    "digitale Produktion",
    "Weiterbildung Digitalisierung",
    "Netzwerk",
    "Tegel",
]


def searches() -> Iterator[Figure]:
    """The noun list, then all queries over all plans and within one of them."""
    yield _noun_list()
    rows = apps.get_model("core.SearchDocument").objects.count()
    yield _queries(f"search: {PLANS:,} plans, {rows:,} rows, p95", "")
    yield _queries("search within one plan, p95", "made-1")


def _noun_list() -> Figure:
    times = []
    for _ in range(3):
        nouns.cache_clear()
        start = time.process_time()
        nouns()
        times.append((time.process_time() - start) * 1000)
    return Figure(
        "noun list, opened once a process", round(min(times)), round(statistics.median(times)), 0, 3
    )


def _queries(name: str, plan: str) -> Figure:
    times = []
    statements = []
    for query in QUERIES * 3:
        before = len(connection.queries_log)
        start = cpu_seconds()
        connection.force_debug_cursor = True
        search(query, language="de", plan=plan)
        connection.force_debug_cursor = False
        times.append((cpu_seconds() - start) * 1000)
        statements.append(len(connection.queries_log) - before)
        connection.queries_log.clear()
    steady = sorted(times[len(QUERIES) :])  # the first round fills the caches
    p95 = steady[int(len(steady) * 0.95)]
    return Figure(
        name,
        round(steady[0], 2),
        round(p95, 2),
        max(statements),
        len(steady),
        max_cpu_ms=MAX_P95_MS,
    )
