"""What one profile makes of another, in words, and which of it is past."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from contracts.families import FAMILIES
from contracts.profile import County
from contracts.profile.changes import changes, past
from contracts.profile.file import read
from contracts.profile.record import CountyProfile
from tests.contracts.test_profile_file import DAYS, HEAD, PROFILES

PRACTICE = "补正期限15个工作日，网上申请"


def profile(text: str) -> CountyProfile:
    return read(HEAD + text)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("", "", []),
        ("", "义务: {register: 不适用}", []),
        (
            "",
            "义务: {register: 2026-01-01}",
            ["register (登记政府信息公开申请), from 2026-01-01: not owed → owed within 1个工作日"],
        ),
        (
            "义务: {register: 2026-01-01}",
            "义务: {register: {自: 2026-01-01, 止: 2026-06-30}}",
            ["register (登记政府信息公开申请), from 2026-07-01: owed within 1个工作日 → not owed"],
        ),
        (
            "义务: {register: 2026-03-01}",
            "义务: {register: 2026-01-01}",
            ["register (登记政府信息公开申请), 2026-01-01 to 2026-02-28: not owed → owed within 1个工作日"],
        ),
        (
            "",
            "期限: {consultation_period: {自: 2026-07-01, 期限: 45日}}",
            ["consultation_period (公开征求意见期限), from 2026-07-01: at least 30日 → at least 45日"],
        ),
        (
            "",
            "期限: {answer: {自: 2026-07-01, 期限: 15个工作日}}",
            ["answer (答复政府信息公开申请), from 2026-07-01: owed within 20个工作日 → owed within 15个工作日"],
        ),
        (
            "",
            "种类: {account: 2021-01-01}",
            ["account (政务新媒体账号), 2008-05-01 to 2020-12-31: counted → not counted"],
        ),
        (
            "",
            "做法: [{自: 2026-01-01, 网上申请: 系统确认}]",
            [f"practice (做法), from 2026-01-01: {PRACTICE}双方确认 → {PRACTICE}系统确认"],
        ),
    ],
)
def test_each_change_is_said_once_with_its_days(before: str, after: str, words: list[str]) -> None:
    assert [str(change) for change in changes(profile(before), profile(after))] == words


def test_what_begins_today_is_not_past_and_what_began_yesterday_is() -> None:
    announced = changes(None, profile("义务: {register: 2026-03-09}"))
    assert [len(past(announced, day)) for day in (date(2026, 3, 9), date(2026, 3, 10))] == [0, 1]
    assert past(announced, None) == []


@given(PROFILES, PROFILES, DAYS)
def test_on_a_day_of_which_no_change_tells_nothing_differs(old: CountyProfile, new: CountyProfile, day: date) -> None:
    changed = {change.code for change in changes(old, new) if change.since <= day <= (change.until or date.max)}
    for family in FAMILIES.all:
        was, becomes = (County(choices).family(family) for choices in (old, new))
        for duty in family.duties:
            differs = was.applies(duty, day) != becomes.applies(duty, day)
            assert not differs or {duty.code, family.name} & changed
