"""What the law leaves to a county: where an office's own practice decides, and what holds without it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from law.limits import AnswerTerm, answer_term

CORRECTION_DAYS = 15
"""Working days to correct where the notice names none: what 江苏省's norms of answering give at most, passed on nationwide in 2020."""

MOST_CORRECTION_DAYS = 250
"""About a year; a longer period to correct is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Practice:
    """A county's choices on one day.

    ``correction_days``: working days that an applicant has where a 补正告知 sets no period (第三十条 asks for a
    reasonable one). ``internet_confirms``: an application through the government's own system is confirmed by the
    system itself on the day that it was submitted (最高人民法院指导案例26号); else both sides confirm (第三十一条).
    ``answer_days``: working days within which the county has promised to answer; None: the law's.
    """

    correction_days: int = CORRECTION_DAYS
    internet_confirms: bool = False
    answer_days: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.correction_days <= MOST_CORRECTION_DAYS:
            raise ValueError(f"{self.correction_days} working days to correct: give 1 to {MOST_CORRECTION_DAYS}")

    def answer_term(self, opened_on: date) -> AnswerTerm:
        """The period to answer of an application received on ``opened_on``: the county's promise where it is shorter than the law's."""
        term = answer_term(opened_on)
        return term if self.answer_days is None else term._replace(days=min(term.days, self.answer_days))


Practices = Callable[[date], Practice]
"""The choices that hold on a day."""

_STANDARD = Practice()


def standard(_: date) -> Practice:
    """What holds on any day where a county has said nothing."""
    return _STANDARD
