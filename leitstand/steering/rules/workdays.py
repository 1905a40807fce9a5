# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""On which days nobody in Berlin's administration is at work."""

import datetime as dt
from functools import lru_cache
from typing import Final

# (month, day): New Year, Women's Day, Labour Day, German Unity, both Christmas days.
_FIXED: Final = ((1, 1), (3, 8), (5, 1), (10, 3), (12, 25), (12, 26))
# From Easter Sunday: Good Friday, Easter Monday, Ascension, Whit Monday.
_MOVING: Final = (-2, 1, 39, 50)
# Decided for one year: 500 years of the Reformation; 75 and 80 years since the end of the war.
_ONCE: Final = frozenset({dt.date(2017, 10, 31), dt.date(2020, 5, 8), dt.date(2025, 5, 8)})


def easter(year: int) -> dt.date:
    """Easter Sunday in the Gregorian calendar (Meeus/Jones/Butcher)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    leap_centuries, rest = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - shift + 15) % 30
    leaps, of_leap = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * leaps - epact - of_leap) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, before = divmod(epact + weekday - 7 * late + 114, 31)
    return dt.date(year, month, before + 1)


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[dt.date]:
    """Berlin's public holidays of a year, by the law as it stands since 2019."""
    sunday = easter(year)
    found = {sunday + dt.timedelta(days=distance) for distance in _MOVING}
    found |= {dt.date(year, month, day) for month, day in _FIXED}
    return frozenset(found | {day for day in _ONCE if day.year == year})


def is_workday(day: dt.date) -> bool:
    """Whether people are at work: Monday to Friday, no public holiday."""
    return day.weekday() < 5 and day not in holidays(day.year)
