"""What was known when a subject was folded, in numbers: by these it is found when there is more."""

from __future__ import annotations

from typing import NamedTuple


class Known(NamedTuple):
    """Versions of calendars, and changes of counties' profiles."""

    calendars: int = 0
    profiles: int = 0


NOTHING = Known()
