# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What somebody wrote, before it is kept."""

import datetime as dt

from django.utils.translation import gettext as _

LONGEST = 20_000
# A day further away than this is a slip of the keyboard.
FURTHEST = dt.timedelta(days=10 * 366)


def clean(text: str) -> str:
    """The words without what no database takes and no reader sees."""
    return text.replace("\x00", "").replace("\r\n", "\n").strip()


def too_long(text: str, longest: int = LONGEST) -> str:
    """A sentence that says that it is too long; "" where it is not."""
    if len(text) <= longest:
        return ""
    return _("Das sind %(count)d Zeichen; höchstens %(longest)d sind möglich.") % {
        "count": len(text),
        "longest": longest,
    }


def too_far(day: dt.date, today: dt.date) -> str:
    """A sentence that says that a day is out of reach; "" where it is not."""
    if abs(day - today) <= FURTHEST:
        return ""
    return _("Der Tag %(day)s liegt zu weit weg. Ist das Jahr richtig?") % {"day": day}
