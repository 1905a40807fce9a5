# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The public pages of the demonstration's rounds."""

import datetime as dt

PLAN = "/plaene/berlin-2018-2021"
SPRING = f"{PLAN}/runden/fruehjahr-2026"
AUTUMN = f"{PLAN}/runden/herbst-2025"
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
MEASURES = (
    "smart-city.2.I",
    "flaechen.2.II",
    "digitale-industrie.2.II",
    "digitale-industrie.2.III",
    "energie.1.I",
    "marketing.2.IV",
)
# Every kind of public page of a round.
PAGES = (
    f"{PLAN}/stand",
    f"{PLAN}/was-sich-aendert",
    f"{PLAN}/was-sich-aendert?art=moved&thema=flaechen",
    f"{PLAN}/runden",
    SPRING,
    f"{SPRING}?urteil=overdue&institution=senbjf",
    AUTUMN,
    *(f"{SPRING}/massnahmen/{measure}" for measure in MEASURES),
)


def in_shape(address: str, suffix: str) -> str:
    """The data address of a page, its query kept."""
    path, mark, query = address.partition("?")
    return f"{path}.{suffix}{mark}{query}"
