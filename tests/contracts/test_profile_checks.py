"""A check about a length of time has its limit in 期限, beside the duties."""

from __future__ import annotations

from contracts.profile.changes import changes
from contracts.profile.file import read
from contracts.profile.writing import written
from tests.contracts.test_profile_file import HEAD, faults

ASKED = "核查: {account_notice_period: 2026-01-01}\n"
OWN = "期限: {account_notice_period: {自: 2026-03-01, 期限: 30个工作日}}\n"


def test_a_countys_notice_period_may_be_longer_or_shorter_and_is_written_again() -> None:
    profile = read(HEAD + ASKED + OWN)
    assert read(written(profile)) == profile
    assert "变更、关停提前公告" in written(profile)


def test_a_check_without_a_length_of_time_and_a_limit_that_is_none_are_refused() -> None:
    (unlimited,) = faults(HEAD + "期限: {account_verification: {自: 2026-03-01, 期限: 30个工作日}}")
    assert (unlimited.field, unlimited.rule) == ("期限.account_verification", "there is no such duty")
    (zero,) = faults(HEAD + "期限: {account_notice_period: {自: 2026-03-01, 期限: 0个月}}")
    assert zero.field == "期限.account_notice_period.期限"


def test_what_a_check_asks_for_is_told_with_its_length() -> None:
    words = [str(change) for change in changes(read(HEAD), read(HEAD + ASKED + OWN))]
    assert words == [
        "account_notice_period (变更、关停提前公告), 2026-01-01 to 2026-02-28: not asked for → asked for with 15个工作日",
        "account_notice_period (变更、关停提前公告), from 2026-03-01: not asked for → asked for with 30个工作日",
    ]
