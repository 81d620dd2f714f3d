"""The calendars as they are loaded in production."""

from __future__ import annotations

import pytest

from law.calendar import CalendarView, WorkingCalendar
from law.data import load_calendars


@pytest.fixture(scope="session")
def calendar() -> WorkingCalendar:
    return WorkingCalendar(load_calendars())


@pytest.fixture(scope="session")
def view(calendar: WorkingCalendar) -> CalendarView:
    return calendar.latest()
