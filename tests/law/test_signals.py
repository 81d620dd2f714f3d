"""Indicators: from which amount on, of what share, in which period, and that order and repetition change nothing."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.periods import Every, Period, period_of
from law.signals import (
    ANSWERED,
    BOUNDS,
    EXTENDED_NEAR_DUE,
    MOST_NAMED,
    RECORDED_LATE,
    REOPENED,
    WITHDRAWN_AGAIN,
    Indicator,
    SignalEvidence,
    indicators,
)

MARCH = period_of(Every.MONTH, date(2026, 3, 1))
SPRING = period_of(Every.QUARTER, date(2026, 3, 1))


def sign(code: str, number: int, on: date = date(2026, 3, 10), amount: int = 1) -> SignalEvidence:
    return SignalEvidence(on, f"requests.application/u/{number}", code, amount, "说明", (f"f{number}",))


def signs(code: str, amount: int, on: date = date(2026, 3, 10)) -> list[SignalEvidence]:
    return [sign(code, number, on) for number in range(amount)]


def indicators_of(
    signals: list[SignalEvidence], counts: dict[str, dict[str, int]] | None = None, period: Period = MARCH
) -> list[Indicator]:
    return indicators("u", period, signals, counts or {})


@pytest.mark.parametrize(
    ("code", "amount", "measure", "of", "expected"),
    [
        (EXTENDED_NEAR_DUE, 2, "applications_extended", 2, None),
        (EXTENDED_NEAR_DUE, 3, "applications_extended", 5, ("bulk_extension", 3, 5)),
        (EXTENDED_NEAR_DUE, 3, "applications_extended", 6, None),
        (ANSWERED, 4, "applications_answered", 4, None),
        (ANSWERED, 5, "applications_answered", 10, ("mass_answers", 5, 10)),
        (ANSWERED, 5, "applications_answered", 11, None),
        (RECORDED_LATE, 2, "", 0, None),
        (RECORDED_LATE, 3, "", 0, ("back_dating", 3, None)),
        (REOPENED, 1, "", 0, None),
        (REOPENED, 2, "", 0, ("close_and_reopen", 2, None)),
        (WITHDRAWN_AGAIN, 1, "", 0, None),
        (WITHDRAWN_AGAIN, 2, "", 0, ("publish_and_withdraw", 2, None)),
    ],
)
def test_each_indicator_begins_at_its_bound(
    code: str, amount: int, measure: str, of: int, expected: tuple[str, int, int | None] | None
) -> None:
    counts = {"2026-03": {measure: of}} if measure else {}
    shown = [(each.code, each.amount, each.out_of) for each in indicators_of(signs(code, amount), counts)]
    assert shown == ([expected] if expected else [])


def test_it_names_days_subjects_and_facts_and_says_its_numbers() -> None:
    (bulk,) = indicators_of(signs(EXTENDED_NEAR_DUE, 3), {"2026-03": {"applications_extended": 4}})
    assert bulk.text == "到期前3个工作日内告知延期3件，所在月份共延期4件（2026-03 3件）"
    assert (bulk.org, bulk.period, bulk.days) == ("u", "2026-03", (date(2026, 3, 10),))
    assert bulk.keys == tuple(f"requests.application/u/{number}" for number in range(3))
    assert bulk.facts == ("f0", "f1", "f2")


def test_answers_of_several_days_are_no_heap_and_a_quarter_names_only_the_days_that_are_one() -> None:
    spread = [sign(ANSWERED, number, date(2026, 3, 2 + number)) for number in range(9)]
    assert indicators_of(spread, {"2026-03": {"applications_answered": 9}}) == []
    heap = [*signs(ANSWERED, 6, date(2026, 1, 30)), *spread]
    counts = {"2026-01": {"applications_answered": 8}, "2026-03": {"applications_answered": 9}}
    (mass,) = indicators_of(heap, counts, SPRING)
    assert (mass.period, mass.amount, mass.out_of, mass.days) == ("2026-Q1", 6, 8, (date(2026, 1, 30),))
    assert indicators_of(heap, counts) == []


def test_a_share_is_of_its_own_month() -> None:
    months = [*signs(EXTENDED_NEAR_DUE, 3, date(2026, 1, 9)), *signs(EXTENDED_NEAR_DUE, 3)]
    counts = {"2026-01": {"applications_extended": 9}, "2026-03": {"applications_extended": 3}}
    (bulk,) = indicators_of(months, counts, SPRING)
    assert (bulk.amount, bulk.out_of, bulk.days) == (3, 3, (date(2026, 3, 10),))


def test_a_first_import_is_named_in_part_and_counted_whole() -> None:
    (late,) = indicators_of([sign(RECORDED_LATE, number, amount=7) for number in range(300)])
    assert (late.amount, len(late.keys), len(late.facts)) == (2_100, MOST_NAMED, MOST_NAMED)
    assert late.text == "2100条事实在发生30日以后才报送"


@given(
    codes=st.lists(
        st.tuples(st.sampled_from([bound.signal for bound in BOUNDS]), st.integers(0, 40)), min_size=1, max_size=30
    ),
    seed=st.integers(0, 9),
)
def test_neither_order_nor_repetition_changes_an_indicator(codes: list[tuple[str, int]], seed: int) -> None:
    signals = [
        sign(code, number, MARCH.first + timedelta(days=day)) for number, (code, day) in enumerate(sorted(codes))
    ]
    counts = {"2026-03": {"applications_extended": 4, "applications_answered": 8}}
    shuffled = [*signals, *signals[: seed % (len(signals) + 1)]]
    random.Random(seed).shuffle(shuffled)
    assert indicators_of(shuffled, counts) == indicators_of(signals, counts)
    assert all(indicator.facts and indicator.keys and indicator.days for indicator in indicators_of(signals, counts))
