"""Rules 38 and 39: the vetoes of a site, each met and just not met, with evidence; its home page; its closing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from chassis.case import encode
from contracts.envelope import Fact
from contracts.message import MESSAGE
from contracts.site import SITE, UPDATE_HOME_PAGE, SiteState
from tests.families.columns import (
    NEWS,
    NOTICES,
    OPEN,
    OTHER,
    codes,
    column,
    columns,
    key_of_site,
    posted,
    probed,
    registered,
    site,
    vetoes,
)
from tests.families.making import at_noon, county, fact, folded, owed, own_day


def site_fact(verb: str, on: str, **data: Any) -> Fact:
    own = own_day(SITE.facts[verb])
    assert own is not None
    return at_noon(f"{verb}-{on}", f"site.{verb}.v1", key_of_site(), date.fromisoformat(on), {own: on} | data)


@pytest.mark.parametrize(("news", "notices", "met"), [(4, 0, False), (5, 0, True), (2, 2, False), (2, 3, True)])
def test_rule_38_five_columns_of_news_and_notices_together_fail_the_site(news: int, notices: int, met: bool) -> None:
    behind = columns(news, "2026-07-01", NEWS) + [
        encode(column([registered("2025-12-31", f"n-{n}", NOTICES, last_updated_on="2025-12-31")], "2026-07-01"))
        for n in range(notices)
    ]
    result = site("2026-07-01", behind)
    since = "2026-01-15" if notices == 0 else "2026-07-01"
    assert vetoes(result) == ([("columns_not_updated", since, None)] if met else [])


def test_rule_38_the_veto_begins_on_the_first_day_after_two_weeks_and_names_the_columns() -> None:
    assert vetoes(site("2026-01-14", columns(5, "2026-01-14"))) == []
    result = site("2026-01-15", columns(5, "2026-01-15"))
    assert vetoes(result) == [("columns_not_updated", "2026-01-15", None)]
    assert isinstance(result.state, SiteState)
    (veto,) = result.state.vetoes
    assert [e.subject for e in veto.evidence] == [f"fengjie-aa:c-{n:03}" for n in range(5)]
    assert {str(e.since) for e in veto.evidence} == {"2026-01-15"}
    (finding,) = result.state.findings
    assert (finding.code, finding.on) == ("site.veto_columns_not_updated", date(2026, 1, 15))
    assert "栏目c-000" in finding.text
    assert "等5项" in finding.text
    assert result.state.counts == {"2026-01": {"site_vetoes@columns_not_updated": 1}}


def test_rule_38_an_update_of_one_of_five_ends_the_veto() -> None:
    four = columns(4, "2026-01-30")
    fifth = [registered("2025-12-31", "c-9", last_updated_on="2025-12-31"), posted("2026-01-20", "c-9")]
    result = site("2026-01-30", [*four, encode(column(fifth, "2026-01-30"))])
    assert vetoes(result) == [("columns_not_updated", "2026-01-15", "2026-01-20")]


def test_rule_38_notices_below_the_first_level_and_a_columns_own_limit_do_not_count_for_the_five() -> None:
    assert vetoes(site("2026-07-02", columns(5, "2026-07-02", NOTICES, first_level=False))) == []
    own = columns(5, "2026-01-14", NEWS, update_within=7)
    assert vetoes(site("2026-01-14", own)) == [], "late by their own limit, not by that of their kind"
    limits = [{"duty": "update_news", "since": "2025-01-01", "amount": 7, "unit": "calendar_days"}]
    long_ago = {"last_updated_on": "2025-12-31"}
    local = [
        encode(column([registered("2025-12-31", f"c-{n}", **long_ago)], "2026-01-08", county(limits=limits)))
        for n in range(5)
    ]
    assert vetoes(site("2026-01-08", local)) == [("columns_not_updated", "2026-01-08", None)], (
        "the county's limit counts"
    )


@pytest.mark.parametrize(("number", "met"), [(9, []), (10, [("columns_overdue", "2026-07-01", None)])])
def test_rule_38_ten_columns_that_should_be_updated_and_are_not_fail_the_site(
    number: int, met: list[tuple[str, str, None]]
) -> None:
    assert vetoes(site("2026-07-01", columns(number, "2026-07-01", OTHER))) == met


@pytest.mark.parametrize(("number", "met"), [(4, []), (5, [("columns_empty", "2025-12-31", None)])])
def test_rule_38_five_empty_columns_fail_the_site(number: int, met: list[tuple[str, str, None]]) -> None:
    assert vetoes(site("2026-01-05", columns(number, "2026-01-05", OTHER, last_updated_on=None))) == met


@pytest.mark.parametrize(
    ("today", "met"), [("2026-04-15", []), ("2026-04-16", [("messages_unanswered", "2026-04-16", "2027-01-15")])]
)
def test_rule_39_a_message_unanswered_for_more_than_three_months_fails_the_site_until_it_is_a_year_old(
    today: str, met: list[tuple[str, str, str]]
) -> None:
    on = date.fromisoformat(today)
    message = folded(MESSAGE, [fact("r", "message.received.v1", "2026-01-15", "ly-1", column="c-1")], on)
    behind = column(
        [registered("2026-01-01", "c-1", OTHER, last_updated_on="2026-01-01")], today, messages=[encode(message)]
    )
    result = site(today, [encode(behind)])
    assert vetoes(result) == met
    assert isinstance(result.state, SiteState)
    assert [e.subject for veto in result.state.vetoes for e in veto.evidence] == ["fengjie-aa:ly-1"] * len(met)
    # It may be answered tomorrow: an end that is to come is not told as if it had been.
    assert all("2026-04-16起" in finding.text and "2027" not in finding.text for finding in result.state.findings)


def test_what_nobody_registered_is_inspected_from_the_first_day_that_is_known_of_it() -> None:
    on = date(2027, 6, 1)
    message = folded(MESSAGE, [fact("r", "message.received.v1", "2026-06-01", "ly-1", column="c-1")], on)
    for since, met in (("2027-06-01", []), ("2027-05-31", [("messages_unanswered", "2027-05-31", "2027-06-01")])):
        column_told = registered(since, "c-1", OTHER, last_updated_on="2027-05-01")
        behind = column([column_told], on.isoformat(), messages=[encode(message)])
        assert vetoes(site(on.isoformat(), [encode(behind)], facts=[])) == met


@pytest.mark.parametrize(
    ("days", "opened", "failed", "met"),
    [
        (7, 19, 1, [("unreachable", "2026-03-07", "2026-03-08")]),
        (7, 20, 1, []),
        (7, 18, 1, []),
        (6, 10, 10, []),
        (8, 19, 1, [("unreachable", "2026-03-07", "2026-03-09")]),
    ],
    ids=["5 per cent", "below 5 per cent", "below 20 probes", "six days", "eight days"],
)
def test_a_week_of_twenty_probes_a_day_of_which_five_per_cent_fail_fails_the_site(
    days: int, opened: int, failed: int, met: list[tuple[str, str, str]]
) -> None:
    assert vetoes(site("2026-04-01", facts=[OPEN, *probed("2026-03-01", days, opened, failed)])) == met


def test_probes_of_several_watches_on_one_day_add_up() -> None:
    twice = probed("2026-03-01", 7, 10, 0) + [f._replace(id=f"{f.id}b") for f in probed("2026-03-01", 7, 9, 1)]
    assert [code for code, _, _ in vetoes(site("2026-04-01", facts=[OPEN, *twice]))] == ["unreachable"]


@pytest.mark.parametrize(
    "kind", ["严重表述错误", "泄露国家秘密", "反动暴力色情", "被攻击未及时处置", "弄虚作假", "严重负面舆情"]
)
def test_an_incident_fails_the_site_until_it_is_put_right(kind: str) -> None:
    seen = site_fact("incident", "2026-03-02", kind=kind, number="wz-1", place="时政要闻")
    assert vetoes(site("2026-03-03", facts=[OPEN, seen])) == [("safety", "2026-03-02", None)]
    righted = site_fact("resolved", "2026-03-05", number="wz-1")
    assert vetoes(site("2026-03-06", facts=[OPEN, seen, righted])) == [("safety", "2026-03-02", "2026-03-05")]
    other = site_fact("resolved", "2026-03-05", number="wz-2")
    result = site("2026-03-06", facts=[OPEN, seen, other])
    assert vetoes(result) == [("safety", "2026-03-02", None)]
    assert codes(result) == ["site.resolved_unknown"]
    assert vetoes(site("2026-03-06", facts=[OPEN])) == []


@pytest.mark.parametrize(
    ("aspect", "wrong", "right", "code"),
    [
        ("consultation", "没有渠道", "可用", "no_consultation"),
        ("consultation", "不能使用", "可用", "no_consultation"),
        ("services", "没有办事服务", "不涉及", "no_services"),
        ("services", "要素缺失", "完整", "no_services"),
    ],
)
def test_what_a_check_sees_fails_the_site_until_a_check_sees_it_put_right(
    aspect: str, wrong: str, right: str, code: str
) -> None:
    bad, silent, good = (
        site_fact("checked", "2026-03-01", **{aspect: wrong}),
        site_fact("checked", "2026-03-10"),
        site_fact("checked", "2026-03-20", **{aspect: right}),
    )
    assert vetoes(site("2026-03-15", facts=[OPEN, bad, silent])) == [(code, "2026-03-01", None)]
    assert vetoes(site("2026-03-25", facts=[OPEN, bad, good])) == [(code, "2026-03-01", "2026-03-20")]
    assert vetoes(site("2026-03-25", facts=[OPEN, good])) == []


@pytest.mark.parametrize(("today", "status", "met"), [("2026-01-29", "open", 0), ("2026-01-30", "overdue", 1)])
def test_rule_39_a_home_page_without_anything_new_for_two_weeks_fails_the_site(
    today: str, status: str, met: int
) -> None:
    shown = [registered("2026-01-05", "c-1", OTHER, on_home_page=True), posted("2026-01-15", "c-1")]
    result = site(today, [encode(column(shown, today))])
    (duty,) = owed(result, UPDATE_HOME_PAGE)
    assert (str(duty.opened_on), str(duty.due_on), duty.status) == ("2026-01-15", "2026-01-29", status)
    assert vetoes(result) == [("home_page", "2026-01-30", None)] * met


def test_rule_39_a_home_page_is_as_fresh_as_the_freshest_of_what_shows_on_it() -> None:
    first = [
        registered("2026-01-01", "c-1", OTHER, on_home_page=True),
        *(posted(d, "c-1") for d in ("2026-01-10", "2026-03-01")),
    ]
    second = [registered("2026-01-01", "c-2", OTHER, on_home_page=True), posted("2026-01-20", "c-2")]
    hidden = [registered("2026-01-01", "c-3", OTHER), posted("2026-02-01", "c-3")]
    behind = [encode(column(facts, "2026-03-05")) for facts in (first, second, hidden)]
    result = site("2026-03-05", behind)
    assert [(o.id, str(o.due_on), o.status) for o in owed(result, UPDATE_HOME_PAGE)] == [
        ("update_home_page:2026-01-20", "2026-02-03", "met_late"),
        ("update_home_page:2026-03-01", "2026-03-15", "open"),
    ]
    assert vetoes(result) == [("home_page", "2026-02-04", "2026-03-01")]
    updated = site("2026-03-05", behind, [OPEN, site_fact("updated", "2026-02-03"), site_fact("updated", "2026-02-17")])
    assert vetoes(updated) == [], "what is in no column counts too"


def test_rule_39_a_column_that_begins_with_a_post_leaves_the_wait_before_it_as_it_was() -> None:
    first = [registered("2026-01-01", "c-1", OTHER, on_home_page=True), posted("2026-01-01", "c-1")]
    second = [registered("2026-01-20", "c-2", OTHER, on_home_page=True), posted("2026-01-20", "c-2")]
    result = site("2026-01-25", [encode(column(facts, "2026-01-25")) for facts in (first, second)])
    assert vetoes(result) == [("home_page", "2026-01-16", "2026-01-20")]


def test_rule_39_nothing_is_owed_for_a_home_page_of_which_nothing_is_told() -> None:
    assert owed(site("2026-06-01", columns(1, "2026-06-01", OTHER)), UPDATE_HOME_PAGE) == []


@pytest.mark.parametrize(
    ("announced", "departures"),
    [
        ("2026-03-01", []),
        ("2026-03-02", ["site.closed_with_short_notice"]),
        (None, ["site.closed_unannounced"]),
    ],
)
def test_a_site_is_closed_or_merged_with_thirty_days_notice(announced: str | None, departures: list[str]) -> None:
    closed = site_fact("closed", "2026-03-31", announced_on=announced)
    assert codes(site("2026-04-05", facts=[OPEN, closed])) == departures


@pytest.mark.parametrize(("again", "departures"), [("2027-03-30", ["site.reopened_within_a_year"]), ("2027-03-31", [])])
def test_a_closed_site_is_not_opened_again_within_a_year(again: str, departures: list[str]) -> None:
    closed = site_fact("closed", "2026-03-31", announced_on="2026-02-01")
    opened = site_fact("registered", again, name="县政府网", url="http://x.cn", kind="政府门户网站")
    assert codes(site("2027-06-01", facts=[OPEN, closed, opened])) == departures


def test_nothing_fails_a_site_that_is_closed_and_columns_left_open_are_named() -> None:
    closed = site_fact("closed", "2026-01-20", announced_on="2025-12-01")
    result = site("2026-02-01", columns(5, "2026-02-01"), [OPEN, closed])
    assert vetoes(result) == [("columns_not_updated", "2026-01-15", "2026-01-20")]
    assert codes(result) == ["site.columns_left_open"]


@pytest.mark.parametrize("kind", ["部门网站", "乡镇街道网站"])
def test_departments_and_townships_open_no_site_of_their_own(kind: str) -> None:
    opened = site_fact("registered", "2026-01-05", name="某局网站", url="http://x.cn", kind=kind)
    assert codes(site("2026-01-06", facts=[opened])) == ["site.not_allowed"]


def test_columns_of_a_site_that_nobody_registered_are_found_and_count_all_the_same() -> None:
    result = site("2026-01-15", columns(5, "2026-01-15"), ())
    assert codes(result) == ["site.unregistered"]
    assert [code for code, _, _ in vetoes(result)] == ["columns_not_updated"]


def test_the_site_names_what_goes_stale_next_and_when() -> None:
    updated_on = {f"c-{n:02}": (date(2026, 1, 1) + timedelta(days=n)).isoformat() for n in range(12)}
    behind = [encode(column([registered(on, subject)], "2026-01-13")) for subject, on in updated_on.items()]
    result = site("2026-01-13", behind)
    assert isinstance(result.state, SiteState)
    assert [(due.column, str(due.due_on)) for due in result.state.due_next[:2]] == [
        ("fengjie-aa:c-00", "2026-01-15"),
        ("fengjie-aa:c-01", "2026-01-16"),
    ]
    assert (len(result.state.due_next), result.state.columns) == (10, 12)
