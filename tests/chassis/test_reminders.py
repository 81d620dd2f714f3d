"""What a department is told of its dates: once per phase and date, and why a date moved; for every duty there is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from chassis.case import ONE_DAY, Case, Folded
from chassis.ledger.reminders import (
    Told,
    decode_told,
    encode_told,
    next_reminder,
    phase,
    remind,
    soon,
)
from chassis.outbox import Message
from contracts.families import FAMILIES
from contracts.kit import Duty, Family, Key
from contracts.notices import DUE_NOTICES, SOON, DueNotice
from contracts.time import CalendarYear
from law.calendar import WorkingCalendar, YearCalendar
from law.limit import LimitUnit
from tests.chassis.ledgers import body, headers
from tests.families.making import CALENDAR, key_for
from tests.families.making import owing as asking

OPENED = date(2026, 9, 18)
"""The holidays of 国庆 lie in the limits that begin here."""

DUTIES = [(family, duty) for family in FAMILIES.all for duty in family.duties if duty.grave]
ORDERLY = [(family, duty) for family in FAMILIES.all for duty in family.duties if not duty.grave]
every_duty = pytest.mark.parametrize(
    ("family", "duty"), DUTIES, ids=[f"{family.name}.{duty.code}" for family, duty in DUTIES]
)


@pytest.mark.parametrize(("family", "duty"), ORDERLY, ids=[duty.code for _, duty in ORDERLY])
def test_nobody_is_reminded_of_a_step_of_order(family: Family, duty: Duty) -> None:
    for today in (OPENED, OPENED + timedelta(days=400)):
        messages, before = reminders_of(owing(family, duty, today), Told(), today)
        assert (messages, before.dates) == ([], {})


def owing(
    family: Family,
    duty: Duty,
    today: date,
    *,
    opened_on: date = OPENED,
    met_on: date | None = None,
    calendar: WorkingCalendar = CALENDAR,
) -> tuple[Key, Folded]:
    """A subject that owes just this."""
    key = key_for(family)
    case = Case(key, [], calendar, today, profile=asking(date(2008, 5, 1), duty).family(family))
    set_on = opened_on + timedelta(days=40) if duty.limit.unit is LimitUnit.SET_BY_FACT else None
    case.owe(duty, opened_on, met_on=met_on, set_on=set_on)
    return key, case.close(family.state)


def reminders_of(
    owed: tuple[Key, Folded],
    before: Told,
    today: date,
    calendar: WorkingCalendar = CALENDAR,
    notices: Sequence[CalendarYear] = (),
) -> tuple[list[Message], Told]:
    """The reminders that its obligations give rise to, where no county has a profile."""
    key, folded = owed
    return remind(key, folded.obligations, before, calendar.known_on(today), today, notices, FAMILIES, 0)


def kinds(messages: Sequence[Message]) -> list[str]:
    """What each notice is: the middle word of its type."""
    return [headers(message)["ce_type"].split(".")[1] for message in messages]


@every_duty
def test_a_duty_is_told_three_working_days_before_on_the_day_and_when_it_is_over(family: Family, duty: Duty) -> None:
    _, folded = owing(family, duty, OPENED)
    due_on = folded.obligations[0].due_on
    day: date | None = OPENED
    before, reminders = Told(), []
    while day is not None:
        owed = owing(family, duty, day)
        messages, before = reminders_of(owed, before, day)
        reminders += [(day, kind) for kind in kinds(messages)]
        again, _ = reminders_of(owed, decode_told(encode_told(before)), day)
        assert again == [], "nothing is told twice, though the subject is folded again"
        day = next_reminder(owed[1].obligations, day, CALENDAR.known_on(day))
    view = CALENDAR.known_on(OPENED)
    first = max(soon(due_on, view), OPENED)
    assert reminders[-2:] == [(due_on, "due_today"), (due_on + ONE_DAY, "overdue")]
    assert reminders[:-2] in ([(first, "due_soon")], []), "a day that is too near is told when it has come"
    assert view.count_working_days(first, due_on) <= SOON


@every_duty
def test_the_notice_says_whose_what_by_when_and_on_what_ground(family: Family, duty: Duty) -> None:
    key, folded = owing(family, duty, OPENED)
    obligation = folded.obligations[0]
    (message,), _ = reminders_of(owing(family, duty, obligation.due_on + ONE_DAY), Told(), obligation.due_on + ONE_DAY)
    of_notice = headers(message)
    assert of_notice["ce_type"] in DUE_NOTICES
    assert (message.topic, message.key, of_notice["ce_subject"]) == (f"dept.{key.org}.notices", None, key.subject)
    notice = DueNotice.model_validate_json(message.value or b"")
    assert (notice.kind, notice.obligation, notice.duty) == (key.kind, obligation.id, duty.code)
    assert (notice.article, notice.due_on, notice.days_left) == (duty.article, obligation.due_on, 0)
    assert duty.chinese in notice.why


@every_duty
def test_a_duty_that_was_met_is_told_no_more(family: Family, duty: Duty) -> None:
    _, folded = owing(family, duty, OPENED)
    over = folded.obligations[0].due_on + ONE_DAY
    messages, after = reminders_of(owing(family, duty, over, met_on=OPENED), Told(), over)
    assert (messages, after.dates) == ([], {})
    assert next_reminder(owing(family, duty, over, met_on=OPENED)[1].obligations, over, CALENDAR.known_on(over)) is None


def test_a_day_that_was_skipped_is_caught_up_with_the_phase_that_holds_now() -> None:
    family, duty = DUTIES[0]
    today = date(2027, 12, 1)
    messages, _ = reminders_of(owing(family, duty, today), Told(), today)
    assert kinds(messages) == ["overdue"]


def test_a_date_that_moves_by_a_fact_begins_its_phases_anew() -> None:
    family, duty = next((f, d) for f, d in DUTIES if d.limit.unit is LimitUnit.WORKING_DAYS and d.limit.amount == 20)
    today = owing(family, duty, OPENED)[1].obligations[0].due_on
    messages, before = reminders_of(owing(family, duty, today), Told(), today)
    assert kinds(messages) == ["due_today"]
    case = Case(key_for(family), [], CALENDAR, today)
    case.owe(duty, OPENED, due=CALENDAR.known_on(today).add_working_days(today, 20))
    later = (key_for(family), case.close(family.state))
    messages, after = reminders_of(later, before, today)
    assert (messages, [date_.phase for date_ in after.dates.values()]) == ([], ["ahead"])
    over = later[1].obligations[0].due_on
    assert phase(later[1].obligations[0], over, CALENDAR.known_on(over)).value == "due_today"


NEWS = CalendarYear.model_validate(
    {
        "year": 2027,
        "version": 1,
        "notice": "2027年放假安排（试验）",
        "off": ["2027-01-01", "2027-01-04"],
        "work": [],
        "known_from": "2026-12-10",
    },
    strict=False,
)
KNOWING = CALENDAR.with_notice(YearCalendar(2027, 1, NEWS.notice, NEWS.known_from, frozenset(NEWS.off), frozenset()))


@pytest.mark.parametrize(
    ("opened_on", "expected"),
    [("2026-12-04", ["moved", "firm"]), ("2026-12-03", []), ("2026-12-08", ["moved", "firm"])],
)
def test_a_notice_for_the_next_year_moves_open_dates_and_makes_them_firm(opened_on: str, expected: list[str]) -> None:
    family, duty = next((f, d) for f, d in DUTIES if d.limit.unit is LimitUnit.WORKING_DAYS and d.limit.amount == 20)
    day, today = date.fromisoformat(opened_on), date(2026, 12, 10)
    _, before = reminders_of(owing(family, duty, today, opened_on=day), Told(), today)
    messages, _ = reminders_of(
        owing(family, duty, today, opened_on=day, calendar=KNOWING), before, today, KNOWING, [NEWS]
    )
    assert kinds(messages) == expected
    assert all(NEWS.notice in str(body(message)["why"]) for message in messages)


@pytest.mark.parametrize("phases", [1, 3])
def test_two_duties_of_one_kind_are_told_side_by_side(phases: int) -> None:
    family, duty = DUTIES[0]
    case = Case(key_for(family), [], CALENDAR, date(2027, 12, 1))
    for number in range(phases):
        case.owe(duty, OPENED + timedelta(days=number))
    messages, after = reminders_of((case.key, case.close(family.state)), Told(), case.today)
    assert len({body(message)["obligation"] for message in messages}) == len(after.dates) == phases
    assert len({headers(message)["ce_id"] for message in messages}) == phases
