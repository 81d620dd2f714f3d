"""The practice that holds here: read once when a process starts, by every program that folds.

``GONGKAI_CORRECTION_DAYS`` (15): working days to correct where a 补正告知 sets none. ``GONGKAI_INTERNET_RECEIPT``:
``confirmed`` (both sides confirm, as it stands in 第三十一条) or ``automatic`` (the government's own system confirms by
itself). ``GONGKAI_ORDER_FROM`` (YYYY-MM-DD): the duties to register and to archive are owed from this day; unset: never.
A county's profile will say this once there is one.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date

from law.practice import CORRECTION_DAYS, Practice

DEFAULTS = {
    "GONGKAI_CORRECTION_DAYS": str(CORRECTION_DAYS),
    "GONGKAI_INTERNET_RECEIPT": "confirmed",
    "GONGKAI_ORDER_FROM": "",
}
"""Variable → what holds where it is not set, or empty."""
_RECEIPTS = {"confirmed": False, "automatic": True}


def practice_of(settings: Mapping[str, str]) -> Practice:
    """The practice that these variables set; ValueError names the one that is wrong."""
    days, receipt, since = (settings.get(name) or default for name, default in DEFAULTS.items())
    if receipt not in _RECEIPTS:
        raise ValueError(f"GONGKAI_INTERNET_RECEIPT={receipt!r}: give one of {', '.join(_RECEIPTS)}")
    try:
        order_from = date.fromisoformat(since) if since else None
    except ValueError as error:
        raise ValueError(f"GONGKAI_ORDER_FROM={since!r}: give a day, YYYY-MM-DD") from error
    try:
        return Practice(int(days), _RECEIPTS[receipt], order_from)
    except ValueError as error:
        raise ValueError(f"GONGKAI_CORRECTION_DAYS={days!r}: {error}") from error


def _installed() -> Practice:
    try:
        return practice_of(os.environ)
    except ValueError as error:
        # Read before a program does anything: it ends here, with the sentence alone.
        raise SystemExit(f"the settings are not usable: {error}") from error


PRACTICE = _installed()
"""The practice of this installation."""
