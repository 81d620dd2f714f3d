"""工作日: working days under the State Council's holiday notices, versioned by notice.

Every limit of 政府信息公开条例 that is set in working days is counted here: the day that
starts the clock is not counted, a made-up Saturday or Sunday (调休上班) is. Limits in
calendar days go through `add_calendar_days` and never through a calendar.
"""

from law.calendar.days import Day, Due, Why, add_calendar_days
from law.calendar.versions import WorkingCalendar
from law.calendar.view import CalendarView
from law.calendar.years import LAST_YEAR, MAX_WORKING_DAYS
from law.holiday_notices import CalendarError, YearCalendar

__all__ = [
    "LAST_YEAR",
    "MAX_WORKING_DAYS",
    "CalendarError",
    "CalendarView",
    "Day",
    "Due",
    "Why",
    "WorkingCalendar",
    "YearCalendar",
    "add_calendar_days",
]
