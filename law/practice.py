"""What the law leaves to a county: where an office's own practice decides, and what holds without it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

CORRECTION_DAYS = 15
"""Working days to correct where the notice names none: what 江苏省's norms of answering give at most, passed on nationwide in 2020."""

MOST_CORRECTION_DAYS = 250
"""About a year; a longer period to correct is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Practice:
    """A county's choices.

    ``correction_days``: working days that an applicant has where a 补正告知 sets no period (第三十条 asks for a
    reasonable one). ``internet_confirms``: an application through the government's own system is confirmed by the
    system itself on the day that it was submitted (最高人民法院指导案例26号); else both sides confirm (第三十一条).
    ``order_from``: the duties to register and to archive (第四十五条 sets no limit) that arise on this day or
    later are owed; None: they are not owed.
    """

    correction_days: int = CORRECTION_DAYS
    internet_confirms: bool = False
    order_from: date | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.correction_days <= MOST_CORRECTION_DAYS:
            raise ValueError(f"{self.correction_days} working days to correct: give 1 to {MOST_CORRECTION_DAYS}")
