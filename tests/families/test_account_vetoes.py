"""Rules 40 to 42 where they go on: vetoes of an account, notice before a change, the unit's new name, a second life."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chassis.case import Folded, encode
from contracts.account import ACCOUNT, ACCOUNT_PLATFORM, POST, RENAME, AccountState
from contracts.envelope import Fact
from contracts.profile import BY_DEFAULT, County
from tests.families.making import ORG, at_noon, county, folded, key_for, owed, own_day

FILED = {"consented_on": "2025-12-30", "filed_on": "2025-12-31"}


def account_fact(verb: str, on: str, subject: str = "s-1", **data: Any) -> Fact:
    own = own_day(ACCOUNT.facts[verb])
    assert own is not None
    key = key_for(ACCOUNT, subject)
    return at_noon(f"{verb}-{on}", f"account.{verb}.v1", key, date.fromisoformat(on), {own: on} | data)


def opened(on: str = "2026-01-06", subject: str = "s-1", **data: Any) -> Fact:
    return account_fact("opened", on, subject, **({"platform": "微信", "name": "兴隆发布"} | FILED | data))


def account(facts: list[Fact], today: str, profile: County = BY_DEFAULT) -> Folded:
    return folded(ACCOUNT, facts, date.fromisoformat(today), county=profile)


def vetoes(result: Folded) -> list[tuple[str, str, str | None]]:
    assert isinstance(result.state, AccountState)
    return [(v.code, str(v.since), str(v.until) if v.until else None) for v in result.state.vetoes]


def codes(result: Folded) -> list[str]:
    return [finding.code for finding in result.state.findings if ".veto_" not in finding.code]


@pytest.mark.parametrize(("today", "met"), [("2026-01-20", []), ("2026-01-21", [("silent", "2026-01-21", None)])])
def test_rule_40_an_account_silent_for_more_than_fourteen_days_fails(
    today: str, met: list[tuple[str, str, None]]
) -> None:
    result = account([opened()], today)
    assert vetoes(result) == met
    assert result.state.counts.get("2026-01", {}).get("account_vetoes@silent", 0) == len(met)


@pytest.mark.parametrize(("days", "last"), [(7, "2026-01-13"), (10, "2026-01-16")])
def test_rule_40_a_county_may_ask_for_a_post_within_seven_or_ten_days(days: int, last: str) -> None:
    limits = [{"duty": POST.code, "since": "2026-01-01", "amount": days, "unit": "calendar_days"}]
    local = county(limits=limits)
    assert vetoes(account([opened()], last, local)) == []
    day_after = date.fromisoformat(last).replace(day=int(last[-2:]) + 1).isoformat()
    assert vetoes(account([opened()], day_after, local)) == [("silent", day_after, None)]


@pytest.mark.parametrize(
    ("aspect", "wrong", "code"),
    [("usable", False, "unusable"), ("interactive", False, "no_interaction"), ("bought_fans", True, "bought_fans")],
)
def test_rule_40_what_a_check_sees_fails_the_account_until_a_check_sees_it_put_right(
    aspect: str, wrong: bool, code: str
) -> None:
    seen: dict[str, Any] = {aspect: wrong}
    bad = account_fact("checked", "2026-01-08", **seen, note="检查时所见")
    good = account_fact("checked", "2026-01-12", **{**seen, aspect: not wrong})
    assert vetoes(account([opened(), bad], "2026-01-15")) == [(code, "2026-01-08", None)]
    assert vetoes(account([opened(), bad, good], "2026-01-15")) == [(code, "2026-01-08", "2026-01-12")]
    assert vetoes(account([opened(), good, account_fact("checked", "2026-01-13")], "2026-01-15")) == []


def test_rule_40_an_incident_fails_the_account_until_it_is_put_right() -> None:
    seen = account_fact("incident", "2026-01-08", kind="泄露国家秘密", number="xmt-1")
    righted = account_fact("resolved", "2026-01-08", number="xmt-1")
    assert vetoes(account([opened(), seen], "2026-01-15")) == [("safety", "2026-01-08", None)]
    assert vetoes(account([opened(), seen, righted], "2026-01-15")) == [("safety", "2026-01-08", "2026-01-09")]


def test_rule_40_nothing_fails_an_account_that_is_closed() -> None:
    closed = account_fact("closed", "2026-01-31", filed_on="2026-01-20", announced_on="2026-01-05")
    assert vetoes(account([opened(), closed], "2026-06-01")) == [("silent", "2026-01-21", "2026-02-01")]


NOTICE = county(checks=[{"check": "account_notice_period", "spans": [{"since": "2026-01-01"}]}])


@pytest.mark.parametrize(
    ("announced", "departures"),
    [("2026-03-02", []), ("2026-03-03", ["account.change_notice_too_short"]), (None, ["account.change_unannounced"])],
)
def test_rule_41_where_the_county_asks_for_it_a_change_is_announced_fifteen_working_days_before(
    announced: str | None, departures: list[str]
) -> None:
    changed = account_fact("changed", "2026-03-23", what="用途变更", filed_on="2026-03-01", announced_on=announced)
    assert codes(account([opened(), changed], "2026-04-01", NOTICE)) == departures
    assert codes(account([opened(), changed], "2026-04-01")) == [], "no county asks for it by default"


@pytest.mark.parametrize(
    ("announced", "departures"), [("2026-02-28", []), ("2026-03-10", ["account.closing_notice_too_short"])]
)
def test_rule_41_and_so_is_a_closing(announced: str, departures: list[str]) -> None:
    closed = account_fact("closed", "2026-03-23", filed_on="2026-03-01", announced_on=announced)
    assert codes(account([opened(), closed], "2026-04-01", NOTICE)) == departures


def test_rule_41_a_county_may_set_another_notice_period() -> None:
    limits = [{"duty": "account_notice_period", "since": "2026-01-01", "amount": 5, "unit": "working_days"}]
    checks = [{"check": "account_notice_period", "spans": [{"since": "2026-01-01"}]}]
    closed = account_fact("closed", "2026-03-23", filed_on="2026-03-01", announced_on="2026-03-16")
    assert codes(account([opened(), closed], "2026-04-01", county(checks=checks, limits=limits))) == []


def test_rule_41_an_account_is_not_opened_before_consent_and_filing() -> None:
    late = opened(consented_on="2026-01-07", filed_on="2026-01-08")
    assert codes(account([late], "2026-01-10")) == ["account.opened_before_consent", "account.opened_before_filing"]


def test_rule_41_where_the_county_asks_for_it_an_account_is_verified() -> None:
    asks = county(checks=[{"check": "account_verification", "spans": [{"since": "2026-01-01"}]}])
    assert codes(account([opened()], "2026-01-10", asks)) == ["account.unverified"]
    verified = account_fact("verified", "2026-01-09", verified_as="奉节县兴隆镇人民政府")
    result = account([opened(), verified], "2026-01-10", asks)
    assert codes(result) == []
    assert isinstance(result.state, AccountState)
    assert result.state.verified_as == "奉节县兴隆镇人民政府"


@pytest.mark.parametrize(("renamed", "status"), [("2026-03-30", "met"), ("2026-03-31", "met_late"), (None, "overdue")])
def test_rule_41_an_account_follows_its_units_new_name(renamed: str | None, status: str) -> None:
    facts = [opened(), account_fact("unit_renamed", "2026-03-02", name="奉节县兴隆街道办事处")]
    if renamed:
        facts.append(account_fact("renamed", renamed, name="兴隆街道发布", announced_on=renamed, filed_on=renamed))
    (duty,) = owed(account(facts, "2026-06-01"), RENAME)
    assert (str(duty.due_on), duty.status) == ("2026-03-30", status)


def test_rule_41_an_account_opened_twice_is_found_and_opened_again_after_its_closing_lives_on() -> None:
    again = opened("2026-01-10")
    twice = account([opened(), again], "2026-01-12")
    assert codes(twice) == ["account.opened_twice"]
    assert twice.state.counts["2026-01"]["accounts_opened"] == 1
    closed = account_fact("closed", "2026-01-15", filed_on="2026-01-02", announced_on="2026-01-02")
    later = [
        opened(),
        closed,
        opened("2026-03-02"),
        account_fact("posted", "2026-02-01"),
        account_fact("posted", "2026-03-05"),
    ]
    result = account(later, "2026-03-10")
    assert codes(result) == ["account.posted_after_closing"]
    assert [(o.id, o.status) for o in result.obligations] == [
        ("account_post:2026-01-06", "excused"),
        ("account_post:2026-03-02", "met"),
        ("account_post:2026-03-05", "open"),
    ]
    assert isinstance(result.state, AccountState)
    assert (result.state.opened_on, result.state.closed_on) == (date(2026, 3, 2), None)


def platform(name: str, *accounts: Fact) -> list[str]:
    states = [encode(account([fact], "2026-03-01")) for fact in accounts]
    result = folded(ACCOUNT_PLATFORM, [], date(2026, 3, 1), linked={ACCOUNT.kind: states}, subject=name)
    return [finding.code for finding in result.state.findings]


def test_rule_42_of_other_platforms_each_that_is_named_is_one() -> None:
    other = [
        opened("2026-01-06", f"s-{n}", platform="其他", platform_name=name)
        for n, name in ((1, "视频号"), (2, "头条号"))
    ]
    assert [account([fact], "2026-01-10").state.sends for fact in other] == [
        [f"publishing.account_platform/{ORG}/其他:视频号"],
        [f"publishing.account_platform/{ORG}/其他:头条号"],
    ]
    second = opened("2026-01-08", "s-3", platform="其他", platform_name="视频号")
    assert platform("其他:视频号", other[0], second) == ["account.second_on_platform"]
    unnamed = [opened("2026-01-06", f"s-{n}", platform="其他") for n in (1, 2)]
    assert platform("其他", *unnamed) == [], "without names nobody knows whether they are on one platform"


def test_rule_41_another_name_of_the_unit_takes_the_duty_of_the_one_before_away() -> None:
    names = [account_fact("unit_renamed", on, name="某街道办事处") for on in ("2026-03-02", "2026-03-20")]
    assert [(str(o.opened_on), o.status) for o in owed(account([opened(), *names], "2026-04-01"), RENAME)] == [
        ("2026-03-02", "excused"),
        ("2026-03-20", "open"),
    ]


def test_rule_41_an_account_closed_and_opened_again_on_one_day_is_open() -> None:
    closed = account_fact("closed", "2026-01-15", filed_on="2026-01-02", announced_on="2026-01-02")
    result = account([opened(), opened("2026-01-15"), closed], "2026-01-20")
    assert isinstance(result.state, AccountState)
    assert (result.state.opened_on, result.state.closed_on, codes(result)) == (date(2026, 1, 15), None, [])
    assert [(o.opened_on.isoformat(), o.status) for o in result.obligations] == [
        ("2026-01-06", "excused"),
        ("2026-01-15", "open"),
    ]
    assert result.state.counts["2026-01"]["accounts_opened"] == 2


def test_rule_41_an_account_opened_and_closed_on_one_day_is_closed() -> None:
    closed = account_fact("closed", "2026-01-06", filed_on="2026-01-02", announced_on="2026-01-02")
    result = account([opened("2026-01-06"), closed], "2026-01-20")
    assert isinstance(result.state, AccountState)
    assert result.state.closed_on == date(2026, 1, 6)
