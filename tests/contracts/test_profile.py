"""What a county's profile says to a family on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contracts.application import ANSWER, APPLICATION, ARCHIVE, REGISTER
from contracts.kit import Check, Duty, Family, Measure, MeasureKind
from contracts.profile import BY_DEFAULT, Counties, County, Profile
from contracts.profile.record import CountyProfile, ProfileRecord
from law.limit import working_days
from law.practice import Practice

STOCKED = Family(
    name="shelf",
    service="library",
    chinese="书架",
    english="shelf",
    facts={},
    state=APPLICATION.state,
    measures=(
        Measure("books_added", "新增", "Added", "册"),
        Measure("books_held", "馆藏", "Held", "册", kind=MeasureKind.STOCK),
    ),
    checks=(Check("stamped", "盖章", "Stamped", "馆规"),),
)


def profile_of(family: Family = APPLICATION, **choices: Any) -> Profile:
    fields = {"county": "fengjie", "version": 3} | choices
    return County(CountyProfile.model_validate(fields, strict=False)).family(family)


def test_without_a_profile_duties_are_owed_as_they_are_by_default_and_nothing_is_asked_for() -> None:
    profile = BY_DEFAULT.family(APPLICATION)
    for day in (date(2008, 5, 1), date(2026, 3, 1)):
        assert [profile.applies(duty, day) for duty in (ANSWER, REGISTER, ARCHIVE)] == [True, False, False]
        assert profile.limit(ANSWER, day) is None
        assert profile.practice(day) == Practice()
        assert not profile.asks("stamped", day)
        assert profile.counted_on("applications_received", day) == day


@pytest.mark.parametrize(
    ("spans", "owed"),
    [
        ([], [False, False, False]),
        ([{"since": "2026-03-02"}], [False, True, True]),
        ([{"since": "2026-03-02", "until": "2026-03-02"}], [False, True, False]),
        ([{"since": "2026-03-03"}, {"since": "2026-01-01", "until": "2026-03-01"}], [True, False, True]),
    ],
)
@pytest.mark.parametrize("duty", [ANSWER, REGISTER], ids=lambda duty: duty.code)
def test_a_duty_that_is_named_is_owed_on_the_days_of_its_spans_alone(
    duty: Duty, spans: list[dict[str, str]], owed: list[bool]
) -> None:
    profile = profile_of(duties=[{"duty": duty.code, "spans": spans}])
    assert [profile.applies(duty, date(2026, 3, day)) for day in (1, 2, 3)] == owed


def test_a_family_that_begins_late_owes_asks_and_counts_nothing_before_its_day() -> None:
    profile = profile_of(
        STOCKED,
        families=[{"family": "shelf", "since": "2021-01-01"}],
        checks=[{"check": "stamped", "spans": [{"since": "2020-01-01"}]}],
    )
    before, after = date(2020, 12, 31), date(2021, 1, 1)
    duty = Duty("dust", "除尘", "Dust", "馆规", working_days(1))
    assert [profile.applies(duty, day) for day in (before, after)] == [False, True]
    assert [profile.asks("stamped", day) for day in (before, after)] == [False, True]
    assert [profile.counted_on("books_added", day) for day in (before, after)] == [None, after]
    stood = [profile.counted_on(code, before) for code in ("books_held", "books_held@县级")]
    assert stood == [after, after], "what stood before belongs to the stock from the first day on"


def test_a_family_that_is_off_never_does() -> None:
    profile = profile_of(STOCKED, families=[{"family": "shelf", "since": None}])
    day = date(2026, 1, 1)
    assert profile.counted_on("books_held", day) is None
    assert not profile.asks("stamped", day)
    assert not profile.applies(Duty("dust", "除尘", "Dust", "馆规", working_days(1)), day)


def test_of_several_limits_and_practices_the_last_that_has_begun_holds() -> None:
    limits = [
        {"duty": "answer", "since": since, "amount": amount, "unit": "working_days"}
        for since, amount in (("2026-07-01", 10), ("2026-01-01", 15))
    ]
    practice = [{"since": "2026-03-01", "correction_days": 10, "internet_receipt": "automatic"}]
    profile = profile_of(limits=limits, practice=practice)
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 1), date(2026, 7, 1)]
    limited = [profile.limit(ANSWER, day) for day in days]
    assert [limit and limit.amount for limit in limited] == [None, 15, 15, 10]
    assert [profile.practice(day) for day in days] == [
        Practice(),
        Practice(answer_days=15),
        Practice(10, True, 15),
        Practice(10, True, 10),
    ]


def test_a_promise_to_answer_holds_where_it_is_shorter_than_the_law_of_that_day() -> None:
    promise = Practice(answer_days=18)
    days = (date(2019, 5, 14), date(2019, 5, 15))
    assert [promise.answer_term(day).days for day in days] == [15, 18]
    assert [promise.answer_term(day).extension for day in days] == [15, 20]


def test_a_profile_holds_for_the_units_of_its_record_and_by_default_for_all_others() -> None:
    off = [{"duty": "answer", "spans": []}]
    fields = {"county": "fengjie", "version": 1, "revision": 1, "units": ["fengjie-a"], "duties": off}
    counties = Counties.recorded([ProfileRecord.model_validate(fields, strict=False)])
    day = date(2026, 3, 1)
    assert [counties.of(org).family(APPLICATION).applies(ANSWER, day) for org in ("fengjie-a", "x")] == [False, True]
