"""Until when a cell of 公开时限 wants something, counted on real calendars."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.calendar import WorkingCalendar
from law.data import load_calendars
from law.time_limits import earliest, read, shown_until

VIEW = WorkingCalendar(load_calendars()).latest()


@pytest.mark.parametrize(
    ("wording", "opened_on", "due_on"),
    [
        ("信息形成或者变更之日起20个工作日内", "2026-09-18", "2026-10-22"),
        ("本级人民代表大会或其常务委员会批准后20日内", "2026-01-20", "2026-02-09"),
        ("自作出行政决定之日起7个工作日内", "2026-02-11", "2026-02-27"),
        ("实时公开", "2026-10-03", "2026-10-03"),
        ("及时公开", "2026-09-18", "2026-10-22"),
        ("按规定时限公开", "2026-09-18", "2026-10-22"),
        ("一个月内", "2026-01-31", "2026-02-28"),
        ("突发事件发生后24小时内", "2026-05-01", "2026-05-02"),
        ("提前10日公开", "2026-05-11", "2026-05-01"),
        ("会议召开前3个工作日", "2026-10-09", "2026-09-29"),
        ("招生工作开始前一个月", "2026-03-31", "2026-02-28"),
        ("每年3月31日前", "2026-01-05", "2026-03-31"),
        ("每年3月31日前", "2026-04-01", "2027-03-31"),
        ("每年1月底前", "2026-12-31", "2027-01-31"),
        ("每季度首月10日前", "2026-04-10", "2026-04-10"),
        ("每季度首月10日前", "2026-04-11", "2026-07-10"),
        ("每月10日前", "2026-12-20", "2027-01-10"),
        ("每月底前", "2024-02-05", "2024-02-29"),
        ("按年公开", "2026-06-01", "2026-12-31"),
        ("每季度", "2026-04-01", "2026-06-30"),
        ("每半年公布一次", "2026-07-01", "2026-12-31"),
        ("季度结束后15日内", "2026-05-20", "2026-07-15"),
        ("年度终了后三个月内", "2026-05-20", "2027-03-31"),
        ("上半年结束后15日内", "2026-05-20", "2026-07-15"),
        ("每半年结束后15日内", "2026-07-01", "2027-01-15"),
        ("每季度第一个月底前", "2026-05-01", "2026-07-31"),
        ("每年上半年", "2026-07-01", "2027-06-30"),
        ("最长不超过7个工作日", "2026-09-18", "2026-09-29"),
        ("长期公开", "2026-05-20", None),
    ],
)
def test_the_last_day_of_a_cell(wording: str, opened_on: str, due_on: str | None) -> None:
    rule = earliest(read(wording), date.fromisoformat(opened_on), VIEW)
    assert (rule.due.due_on.isoformat() if rule else None) == due_on


def test_the_clause_that_ends_first_rules_among_those_that_apply() -> None:
    reading = read("信息形成20个工作日内公开；其中行政许可、行政处罚事项应自作出行政决定之日起7个工作日内公示")
    day = date(2026, 3, 2)
    every, licence = earliest(reading, day, VIEW), earliest(reading, day, VIEW, scopes=["行政许可、行政处罚事项"])
    assert every is not None
    assert licence is not None
    assert (every.due.due_on, licence.due.due_on) == (date(2026, 3, 30), date(2026, 3, 11))


def test_what_is_shown_for_seven_working_days_comes_down_after_the_seventh() -> None:
    (clause,) = read("制定或获取信息之日起10个工作日内，公示7个工作日").clauses
    assert shown_until(clause, date(2026, 9, 28), VIEW) == date(2026, 10, 13)
    (unset,) = read("20个工作日").clauses
    assert shown_until(unset, date(2026, 9, 28), VIEW) is None


@given(
    st.dates(date(2020, 1, 1), date(2026, 12, 31)),
    st.sampled_from(["每年", "每半年", "每季度", "每月", "每周", "每日"]),
)
def test_a_periodic_clause_is_due_on_or_after_its_day_and_within_a_year(day: date, wording: str) -> None:
    rule = earliest(read(wording), day, VIEW)
    assert rule is not None
    assert 0 <= (rule.due.due_on - day).days <= 366
