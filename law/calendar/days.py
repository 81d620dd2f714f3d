"""What the calendar answers with, and the limits that are set in calendar days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple


class Why(StrEnum):
    """Why a day is counted or not."""

    START = "起算日"
    WORKDAY = "工作日"
    MADE_UP = "调休上班"
    WEEKEND = "周末"
    HOLIDAY = "节假日"


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a limit: counted or not, and the notice that decides it.

    ``notice`` is the holiday notice behind 节假日 and 调休上班, empty for other days;
    ``provisional`` is true in a year whose notice is not known yet.
    """

    date: date
    weekday: str
    counted: bool
    why: Why
    notice: str
    provisional: bool


class Due(NamedTuple):
    """The last lawful day of a limit.

    ``calendars`` names the version of every year whose days were looked at; 0 is a year
    without a notice, and makes the date ``provisional`` (暂定): the notice may move it.
    """

    due_on: date
    provisional: bool
    calendars: dict[int, int]


def add_calendar_days(start: date, n: int) -> date:
    """The n-th calendar day (日、天, not 工作日) after ``start``, which is not counted (预算法第十四条)."""
    return start + timedelta(days=n)
