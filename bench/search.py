# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Search over many plans: CPU of the 95th of 100 queries, the database server's included.

``BENCH_PLANS=1000`` searches 500,000 rows (1,000 plans of 249 pages in two languages); making them
takes some minutes, so three plans are the default. The made plans say what Berlin's plan says, with
the sentences dealt anew to its pages and towns, quarters and firms of their own: common words stay
common, and the vocabulary grows with every plan as it does in life.
"""

import os
import random
import statistics
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from django.db import connection, transaction

from bench.measuring import Figure
from leitstand.core.search.documents import IndexDocument
from leitstand.core.search.lexicon import nouns
from leitstand.core.search.selectors import search
from leitstand.core.search.services import index_replace
from leitstand.plan.document.loading import load
from leitstand.plan.indexing import index_documents
from leitstand.plan.packages import shipped_plans

PLANS = int(os.environ.get("BENCH_PLANS", "3"))
MAX_P95_MS = 50.0
_SYLLABLES = [
    "al",
    "bran",
    "dor",
    "el",
    "fur",
    "gar",
    "hal",
    "in",
    "ker",
    "lin",
    "mar",
    "nau",
    "ost",
    "pel",
    "ros",
    "sta",
    "tan",
    "ul",
    "wal",
    "zen",
]
_KINDS = ("dorf", "burg", "hausen", "berg", "feld", "werke", "hafen")
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
    """The lexicon's load, then all queries over the made plans and within one of them."""
    yield _lexicon()
    make_plans(PLANS)
    rows = _count()
    yield _queries(f"search: {PLANS} plans, {rows:,} rows, p95", "")
    yield _queries("search within one plan, p95", "made-1")


def _lexicon() -> Figure:
    times = []
    for _ in range(3):
        nouns.cache_clear()
        start = time.process_time()
        nouns()
        times.append((time.process_time() - start) * 1000)
    return Figure(
        "noun list, read once a process", round(min(times)), round(statistics.median(times)), 0, 3
    )


def make_plans(count: int) -> None:
    """The index holds ``count`` plans, the same every time."""
    document = load(next(iter(shipped_plans().values())))
    models = list(index_documents(document))
    texts = {
        language: [d.text for d in models if d.language == language and d.text]
        for language in ("de", "en")
    }
    for number in range(1, count):
        chance = random.Random(number)
        with transaction.atomic():
            index_replace(
                plan=f"made-{number}",
                documents=[_made(d, number, chance, texts[d.language]) for d in models],
            )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _made(
    model: IndexDocument, number: int, chance: random.Random, texts: list[str]
) -> IndexDocument:
    plan = f"made-{number}"
    place = "".join(chance.choices(_SYLLABLES, k=2)).capitalize() + chance.choice(_KINDS)
    title = model.title.replace("Berlin", f"Neustadt{number}")
    if chance.random() < 0.3:
        title = f"{title} in {place}"
    return replace(
        model,
        key=plan if model.kind == "plan" else model.key,
        plan=plan,
        title=title,
        text=f"{chance.choice(texts)} {place}." if model.text else "",
        arguments={**model.arguments, "plan": plan},
    )


def _queries(name: str, plan: str) -> Figure:
    times = []
    statements = []
    for query in QUERIES * 3:
        before = len(connection.queries_log)
        start = time.process_time() + _server_cpu()
        connection.force_debug_cursor = True
        search(query, language="de", plan=plan)
        connection.force_debug_cursor = False
        times.append((time.process_time() + _server_cpu() - start) * 1000)
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


def _server_cpu() -> float:
    """CPU seconds of this connection's process on a PostgreSQL of this machine; else 0."""
    if connection.vendor != "postgresql":
        return 0.0
    assert connection.connection is not None
    # Nanoseconds on a processor; /proc/…/stat counts in hundredths of a second.
    schedule = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return int(schedule.read_text().split()[0]) / 1e9 if schedule.is_file() else 0.0


def _count() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_searchdocument")
        return int(cursor.fetchone()[0])
