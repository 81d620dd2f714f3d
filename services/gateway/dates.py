"""Days and moments: how they are written, and between which days facts may lie."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from typing import Any, Final, get_args

from contracts.envelope import local_date
from contracts.fields import BusModel

EARLIEST: Final = date(2008, 1, 1)
"""政府信息公开条例 has been in force since 2008, and the working-day calendars begin with it."""

_MOMENT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})"
)


def moment(text: str) -> datetime | None:
    """The moment that an RFC 3339 text names, None when it names none or has no offset."""
    if not _MOMENT.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def day_of(when: datetime) -> date:
    """The day of ``when`` in Asia/Shanghai; far outside our time, where zones end, the day as written."""
    return local_date(when) if 1902 < when.year < 9000 else when.date()


@cache
def day_fields(model: type[BusModel]) -> tuple[str, ...]:
    """The fields of a fact that are days gone by; ``until`` is a day ahead by its nature."""
    return tuple(
        name for name, field in model.model_fields.items() if name != "until" and _is_day(field.annotation)
    )


def _is_day(annotation: Any) -> bool:
    """Whether a value of it may be a day: an optional one hides it two layers down."""
    return annotation is date or any(_is_day(inner) for inner in get_args(annotation))
