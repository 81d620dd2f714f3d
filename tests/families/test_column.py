"""Rule 38: how fresh a column is, by its kind, its own limit and its county's; empty columns; states that stay small."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from chassis.case import encode
from contracts.column import COLUMN, UPDATE_COLUMN, UPDATE_NEWS, UPDATE_NOTICES, ColumnState
from contracts.kit import Duty
from contracts.message import MESSAGE
from tests.families.columns import NEWS, NOTICES, OTHER, codes, column, key_of_site, posted, registered
from tests.families.making import county, fact, folded, owed

LIKELY = ("registered", "posted")


def state(result: object) -> ColumnState:
    kept = getattr(result, "state", None)
    assert isinstance(kept, ColumnState)
    return kept


@pytest.mark.parametrize(
    ("kind", "duty", "due"),
    [(NEWS, UPDATE_NEWS, "2026-02-14"), (NOTICES, UPDATE_NOTICES, "2026-07-31"), (OTHER, UPDATE_COLUMN, "2026-07-31")],
)
def test_rule_38_each_kind_has_its_limit_and_stays_fresh_through_its_last_day(kind: str, duty: Duty, due: str) -> None:
    facts = [registered("2026-01-31", kind=kind)]
    (owing,) = owed(column(facts, due), duty)
    assert (str(owing.due_on), owing.status) == (due, "open")
    day_after = (date.fromisoformat(due) + timedelta(days=1)).isoformat()
    late = column(facts, day_after)
    assert [o.status for o in owed(late, duty)] == ["overdue"]
    assert [str(span.since) for span in state(late).stale] == [day_after]
    assert state(late).due_on == date.fromisoformat(due)


def test_rule_38_holidays_and_the_turn_of_the_year_count_as_other_days_do() -> None:
    new_year = column([registered("2026-12-25")], "2026-12-26")
    spring = column([registered("2026-02-10")], "2026-02-11")
    national = column([registered("2026-09-28")], "2026-09-29")
    assert [str(state(result).due_on) for result in (new_year, spring, national)] == [
        "2027-01-08",
        "2026-02-24",
        "2026-10-12",
    ]


def test_rule_38_every_post_opens_the_wait_anew_and_a_late_one_stays_late() -> None:
    facts = [registered("2026-01-01"), posted("2026-01-10"), posted("2026-01-10"), posted("2026-02-01")]
    result = column(facts, "2026-02-10")
    assert [(o.id, o.status) for o in result.obligations] == [
        ("update_news:2026-01-01", "met"),
        ("update_news:2026-01-10", "met_late"),
        ("update_news:2026-02-01", "open"),
    ]
    assert [(str(s.since), str(s.until)) for s in state(result).stale] == [("2026-01-25", "2026-02-01")]
    january, february = (result.state.counts[month]["columns_stale@动态要闻"] for month in ("2026-01", "2026-02"))
    assert (january, february) == (1, -1), "stale at the end of January, not of February"


@pytest.mark.parametrize(
    ("kind", "data", "due"),
    [
        (NEWS, {"update_within": 7}, "2026-01-08"),
        (NEWS, {"update_within": 30}, "2026-01-15"),
        (NOTICES, {"update_within": 3, "update_unit": "个月"}, "2026-04-01"),
        (NOTICES, {"update_within": 9, "update_unit": "个月"}, "2026-07-01"),
        (OTHER, {"update_within": 12, "update_unit": "个月"}, "2027-01-01"),
        (OTHER, {"update_within": 30}, "2026-01-31"),
    ],
)
def test_rule_38_its_own_limit_holds_where_it_is_earlier_and_of_other_kinds_in_the_customs_place(
    kind: str, data: dict[str, Any], due: str
) -> None:
    result = column([registered("2026-01-01", kind=kind, **data)], "2026-01-02")
    assert str(state(result).due_on) == due
    is_too_long = (kind, due) in {(NEWS, "2026-01-15"), (NOTICES, "2026-07-01")}
    assert codes(result) == (["column.limit_too_long"] if is_too_long else [])


def test_rule_38_a_countys_own_limit_holds_from_its_day_on() -> None:
    limits = [
        {"duty": "update_news", "since": "2026-02-01", "amount": 10, "unit": "calendar_days"},
        {"duty": "update_column", "since": "2026-02-01", "amount": 1, "unit": "quarters"},
    ]
    own = county(limits=limits)
    days = [str(state(column([registered(on)], "2026-02-02", own)).due_on) for on in ("2026-01-31", "2026-02-01")]
    assert days == ["2026-02-14", "2026-02-11"]
    other = column([registered("2026-02-01", kind=OTHER)], "2026-02-02", own)
    assert str(state(other).due_on) == "2026-05-01"


def test_rule_38_what_a_county_does_not_ask_for_is_neither_owed_nor_stale() -> None:
    silent = county(duties=[{"duty": "update_news", "spans": []}])
    result = column([registered("2026-01-01")], "2026-06-01", silent)
    assert (result.obligations, state(result).stale, state(result).due_on) == ([], [], None)


def test_rule_38_what_needs_no_update_owes_none_and_what_no_longer_does_ends_its_wait() -> None:
    fixed = column([registered("2026-01-01", must_update=False)], "2026-06-01")
    assert fixed.obligations == []
    facts = [registered("2026-01-01"), registered("2026-01-10", must_update=False), registered("2026-03-01")]
    again = column(facts, "2026-03-02")
    assert [(o.id, o.status) for o in again.obligations] == [
        ("update_news:2026-01-01", "excused"),
        ("update_news:2026-03-01", "open"),
    ]


@pytest.mark.parametrize(("closed", "status"), [("2026-01-15", "excused"), ("2026-01-16", "met_late")])
def test_rule_38_closing_takes_the_last_wait_away_and_what_was_late_by_then_stays_late(
    closed: str, status: str
) -> None:
    facts = [registered("2026-01-01"), fact("c", "column.closed.v1", closed), posted("2026-02-01")]
    result = column(facts, "2026-06-01")
    assert [o.status for o in result.obligations] == [status]
    assert codes(result) == ["column.posted_after_closing"]
    assert state(result).closed_on == date.fromisoformat(closed)


def test_rule_38_what_stood_in_it_before_it_was_registered_counts_as_its_last_update() -> None:
    result = column([registered("2026-01-10", last_updated_on="2026-01-05")], "2026-01-11")
    assert str(state(result).due_on) == "2026-01-19"
    long_ago = column([registered("2026-01-10", last_updated_on="2025-06-01")], "2026-01-11")
    assert [(str(s.since), s.until) for s in state(long_ago).stale] == [("2026-01-10", None)], "on the site from there"
    post = column([posted("2026-01-07"), registered("2026-01-10")], "2026-01-11")
    assert str(state(post).due_on) == "2026-01-21"


def test_rule_38_a_column_is_empty_until_its_first_content() -> None:
    facts = [registered("2026-01-10")]
    assert [(str(s.since), s.until) for s in state(column(facts, "2026-01-10")).empty] == [("2026-01-10", None)]
    filled = column([*facts, posted("2026-02-01")], "2026-02-01")
    assert [(str(s.since), str(s.until)) for s in state(filled).empty] == [("2026-01-10", "2026-02-01")]
    assert filled.state.counts["2026-02"]["columns_empty@动态要闻"] == -1
    assert state(column([registered("2026-01-10", last_updated_on="2025-01-01")], "2026-01-10")).empty == []


def test_rule_38_posts_in_a_column_that_nobody_registered_are_found() -> None:
    result = column([posted("2026-01-10", items=3)], "2026-03-01")
    assert codes(result) == ["column.unregistered"]
    assert result.obligations == []
    assert result.state.counts["2026-01"] == {"column_posts": 3}


def test_a_column_flows_to_its_site_also_to_that_of_another_unit() -> None:
    assert column([registered("2026-01-01")], "2026-01-02").state.sends == [str(key_of_site())]
    abroad = column([registered("2026-01-01", site="fengjie-bb:portal")], "2026-01-02")
    assert abroad.state.sends == ["publishing.site/fengjie-bb/portal"]


@pytest.mark.parametrize(
    ("today", "answered", "late"),
    [
        ("2026-04-15", None, []),
        ("2026-04-16", None, [("2026-04-16", None)]),
        ("2026-05-01", "2026-04-20", [("2026-04-16", "2026-04-20")]),
        ("2026-05-01", "2026-04-15", []),
    ],
)
def test_rule_39_a_column_names_the_messages_that_waited_for_more_than_three_months(
    today: str, answered: str | None, late: list[tuple[str, str | None]]
) -> None:
    received = [fact("r", "message.received.v1", "2026-01-15", "ly-1", column="s-1")]
    received += [fact("a", "message.answered.v1", answered, "ly-1")] if answered else []
    message = encode(folded(MESSAGE, received, date.fromisoformat(today)))
    result = column([registered("2026-01-01", kind=OTHER)], today, messages=[message])
    assert [(str(m.since), str(m.until) if m.until else None) for m in state(result).messages] == late


def test_a_state_with_a_thousand_posts_is_as_small_as_one_with_ten() -> None:
    first = date(2024, 1, 1)
    days = [first + timedelta(days=number // 2) for number in range(1_000)]
    posts = [posted(day)._replace(id=f"p{number}") for number, day in enumerate(days)]
    facts = [registered("2024-01-01", on_home_page=True), *posts]
    small, large = (len(encode(column(some, str(days[-1])))) for some in ([facts[0], *posts[::20]], facts))
    assert large < small + 200
    assert COLUMN.most_facts >= 16 * 366, "a post a day for sixteen years"


def test_what_is_owed_of_a_column_names_its_registration_and_the_update_that_began_the_wait() -> None:
    facts = [registered("2026-01-01"), posted("2026-01-10")]
    (waiting,) = [owed for owed in column(facts, "2026-01-12").obligations if owed.status == "open"]
    assert waiting.facts == [each.id for each in facts]
