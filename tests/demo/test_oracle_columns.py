"""Columns, messages and sites in the oracle, which counts day by day, and what the simulated year shows of them."""

from __future__ import annotations

import json
from datetime import date

import pytest

from contracts.families import FAMILIES, Families
from demo.families import expect
from demo.generate import simulated_year
from demo.oracle.notices import read_calendar
from demo.steps import LAST
from demo.units import county_units, read_units
from tests.demo.folds import COUNTIES, disagreements, until
from tests.demo.lines import Line, expected, fact, row, unmet

UNITS = county_units(read_units())
ALONE = Families([f for f in FAMILIES.all if f.name in {"message", "column", "site", "account", "account_platform"}])


def registered(on: str, subject: str = "s", kind: str = "动态要闻", **more: object) -> Line:
    return fact("column.registered", on, subject, site="w", name="栏目", kind=kind, **more)  # type: ignore[arg-type]


def posted(on: str, subject: str = "s") -> Line:
    return fact("column.posted", on, subject)


def test_a_column_owes_an_update_within_two_weeks_of_each_and_is_stale_from_the_day_after() -> None:
    judged = expected(registered("2026-01-01"), posted("2026-01-16"), posted("2026-03-01"), today="2026-03-20")
    year = row(judged, "2026")
    assert (year["obligations.update_news.met_late"], year["obligations.update_news.overdue"]) == (2, 1)
    assert unmet(judged, "update_news")["obligation.due_on"] == "2026-03-15"
    assert row(judged, "2026-01")["by.columns_stale.动态要闻"] == 1, "stale from the 31st on; not on the 16th"
    assert row(judged, "2026-01")["by.columns.动态要闻"] == 1


def test_a_column_is_empty_until_its_first_content() -> None:
    judged = expected(registered("2026-01-10"), posted("2026-02-03"), today="2026-02-10")
    assert row(judged, "2026-01")["by.columns_empty.动态要闻"] == 1
    assert row(judged, "2026-02")["by.columns_empty.动态要闻"] == -1


@pytest.mark.parametrize(("number", "met"), [(4, None), (5, 1)])
def test_the_fifth_stale_column_fails_the_site(number: int, met: int | None) -> None:
    lines = [registered("2026-01-01", f"c{n}", last_updated_on="2026-01-01") for n in range(number)]
    judged = expected(*lines, today="2026-01-16")
    assert row(judged, "2026").get("by.site_vetoes.columns_not_updated") == met


def test_a_message_that_waits_for_more_than_three_months_fails_the_site_on_which_its_column_stands() -> None:
    column = registered("2026-01-01", "liuyan", "其他", last_updated_on="2026-01-01")
    message = fact("message.received", "2026-01-15", "ly-1", column="liuyan")
    in_time = expected(column, message, today="2026-04-15")
    assert "by.site_vetoes.messages_unanswered" not in row(in_time, "2026")
    late = expected(column, message, today="2026-04-16")
    assert row(late, "2026")["by.site_vetoes.messages_unanswered"] == 1
    assert unmet(late, "answer_message", "ly-1")["obligation.status"] == "overdue"


def test_a_site_is_not_known_from_what_is_told_of_another_subject_of_its_id() -> None:
    lines = [
        fact("message.received", "2026-01-15", "w", column="liuyan"),
        fact("site.closed", "2026-06-01", "w"),
        registered("2026-06-10", "liuyan", "其他", last_updated_on="2026-06-10"),
    ]
    assert "by.site_vetoes.messages_unanswered" not in row(expected(*lines, today="2026-07-01"), "2026")


@pytest.mark.parametrize("seed", [101, 102])
@pytest.mark.parametrize("today", [date(2026, 6, 30), LAST, date(2027, 8, 2)])
def test_sites_and_accounts_of_a_year_count_alike_in_both(seed: int, today: date) -> None:
    lines = simulated_year(UNITS, seed, families=ALONE).accepted
    assert disagreements(until(lines, today), today) == []


def test_the_year_shows_all_that_happens_to_columns_messages_and_the_site() -> None:
    lines = simulated_year(UNITS, families=ALONE).accepted
    judged = expect(lines, read_calendar(), LAST, COUNTIES, ALONE)
    types = {json.loads(line)["type"] for _, line in lines}
    names = [f.fact_type(v) for f in ALONE.all for v in f.facts if f.name in {"column", "message", "site"}]
    assert set(names) - types <= {"site.updated.v1", "site.closed.v1"}
    places = {place for flat in judged.views["annual"].values() for place in flat}
    assert places >= {
        "by.columns.动态要闻",
        "by.columns_stale.通知公告政策文件",
        "by.site_vetoes.unreachable",
        "by.site_vetoes.safety",
        "by.site_vetoes.no_services",
        "by.site_vetoes.messages_unanswered",
        "obligations.update_notices.met_late",
        "obligations.update_column.overdue",
        "obligations.answer_message.met_on_time",
    }
