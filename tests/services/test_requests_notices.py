"""What a department is told of its dates: once per phase and date, and why a date moved."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from chassis.outbox import Message
from contracts.application.state import ApplicationState
from contracts.envelope import Fact
from contracts.time import CalendarYear
from law.calendar import WorkingCalendar, YearCalendar
from law.data import load_calendars
from services.requests.fold import fold
from services.requests.notices import Told, due
from tests.services.folding import CALENDAR, fact

OFF_2027 = ["2027-01-01", "2027-01-04"]
NOTICE_2027 = CalendarYear.model_validate(
    {"year": 2027, "version": 1, "notice": "2027年放假安排（试验）", "off": OFF_2027, "work": [], "known_from": "2026-12-10"},
    strict=False,
)  # fmt: skip
KNOWING_2027 = WorkingCalendar([
    *load_calendars(),
    YearCalendar(year=2027, version=1, notice=NOTICE_2027.notice, known_from=date(2026, 12, 10),
                 off=frozenset(map(date.fromisoformat, OFF_2027)), work=frozenset()),
])  # fmt: skip


def said(word: str, on: str, **data: Any) -> Fact:
    return fact(f"{word}-{on}", f"application.{word}.v1", on, **data)


def state(facts: list[Fact], calendar: WorkingCalendar, today: date) -> ApplicationState:
    whole = fold(facts, None, calendar, today).state
    assert isinstance(whole, ApplicationState)
    return whole


def told(messages: list[Message]) -> list[tuple[str, str, str]]:
    """Type, kind of obligation and due date of each notice."""
    found = []
    for message in messages:
        body = json.loads(message.value or b"{}")
        found.append(
            (dict(message.headers)["ce_type"].split(".")[1], body.get("kind", ""), body.get("due_on", ""))
        )
    return found


def through(facts: list[Fact], first: date, last: date) -> list[tuple[date, tuple[str, str, str]]]:
    """What is told on each day when the days pass one by one."""
    before: dict[str, Told] = {}
    said_on = []
    day = first
    while day <= last:
        messages, before = due(state(facts, CALENDAR, day), before, CALENDAR.known_on(day), day, [])
        said_on += [(day, one) for one in told(messages)]
        day += timedelta(days=1)
    return said_on


def test_an_open_answer_is_told_three_working_days_before_on_the_day_and_when_it_is_over() -> None:
    facts = [said("received", "2026-09-18", applicant_kind="natural"), said("registered", "2026-09-18")]
    assert through(facts, date(2026, 9, 18), date(2026, 11, 30)) == [
        (date(2026, 10, 19), ("due_soon", "answer", "2026-10-22")),
        (date(2026, 10, 22), ("due_today", "answer", "2026-10-22")),
        (date(2026, 10, 23), ("overdue", "answer", "2026-10-22")),
    ]


def test_a_day_that_was_skipped_is_caught_up_with_the_phase_that_holds_now() -> None:
    facts = [said("received", "2026-09-18", applicant_kind="natural"), said("registered", "2026-09-18")]
    today = date(2026, 11, 2)
    messages, before = due(state(facts, CALENDAR, today), {}, CALENDAR.known_on(today), today, [])
    assert told(messages) == [("overdue", "answer", "2026-10-22")]
    again, _ = due(state(facts, CALENDAR, today), before, CALENDAR.known_on(today), today, [])
    assert again == []


def test_an_extension_opens_the_phases_anew_and_an_answer_ends_them() -> None:
    received = [said("received", "2026-09-18", applicant_kind="natural"), said("registered", "2026-09-18")]
    extended = [*received, said("extended", "2026-10-20", approved_on="2026-10-19")]
    today = date(2026, 10, 20)
    _, before = due(state(received, CALENDAR, today), {}, CALENDAR.known_on(today), today, [])
    messages, before = due(state(extended, CALENDAR, today), before, CALENDAR.known_on(today), today, [])
    assert (told(messages), before["answer"].due_on) == ([], date(2026, 11, 19))
    answered = [*extended, said("answered", "2026-10-20", code="granted")]
    _, after = due(state(answered, CALENDAR, today), before, CALENDAR.known_on(today), today, [])
    assert set(after) == {"archive"}


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-12-04", [("moved", "answer", "2027-01-05"), ("firm", "answer", "2027-01-05")]),
        ("2026-12-03", []),
        ("2026-12-08", [("moved", "answer", "2027-01-07"), ("firm", "answer", "2027-01-07")]),
    ],
)
def test_a_notice_for_2027_moves_open_dates_and_makes_them_firm(
    received: str, expected: list[tuple[str, str, str]]
) -> None:
    facts = [said("received", received, applicant_kind="natural"), said("registered", received)]
    today = date(2026, 12, 10)
    _, before = due(state(facts, CALENDAR, today), {}, CALENDAR.known_on(today), today, [])
    later = state(facts, KNOWING_2027, today)
    messages, _ = due(later, before, KNOWING_2027.known_on(today), today, [NOTICE_2027])
    assert told(messages) == expected
    assert not later.provisional
    for message in messages:
        body = json.loads(message.value or b"{}")
        assert NOTICE_2027.notice in body["why"]


def test_a_notice_leaves_an_answered_application_as_it_was() -> None:
    facts = [
        said("received", "2026-12-04", applicant_kind="natural"),
        said("registered", "2026-12-04"),
        said("answered", "2026-12-09", code="granted"),
        said("archived", "2026-12-09"),
    ]
    today = date(2026, 12, 10)
    before, after = state(facts, CALENDAR, today), state(facts, KNOWING_2027, today)
    assert after.obligations == before.obligations
    assert (after.results, after.counted, after.due_on) == (before.results, before.counted, before.due_on)


def test_an_unconfirmed_application_is_told_once_with_what_to_do() -> None:
    facts = [
        said("received", "2026-09-18", applicant_kind="natural", channel="互联网"),
        said("registered", "2026-09-18"),
    ]
    assert through(facts, date(2026, 9, 18), date(2026, 9, 30)) == [
        (date(2026, 9, 18), ("unconfirmed", "", ""))
    ]
