"""Sums and ratios."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from dashboard import figures
from dashboard.views import Durations, Figures, ObligationCounts

SMALL = st.integers(0, 50)


def counts(
    on_time: int = 0, late: int = 0, overdue: int = 0, still_open: int = 0, excused: int = 0
) -> ObligationCounts:
    return ObligationCounts(
        due=on_time + late + overdue + still_open + excused,
        met_on_time=on_time,
        met_late=late,
        overdue=overdue,
        open=still_open,
        excused=excused,
    )


def test_the_rate_leaves_out_what_is_not_yet_due_and_what_fell_away() -> None:
    assert figures.on_time_rate(counts(on_time=6, late=1, overdue=1, still_open=5, excused=2)) == Fraction(6, 8)


def test_there_is_no_rate_where_nothing_is_settled() -> None:
    assert figures.on_time_rate(counts()) is None
    assert figures.on_time_rate(counts(still_open=3, excused=1)) is None


def test_an_overdue_obligation_lowers_the_rate_as_a_late_one_does() -> None:
    assert figures.on_time_rate(counts(on_time=1, overdue=1)) == figures.on_time_rate(counts(on_time=1, late=1))


@given(SMALL, SMALL, SMALL, SMALL, SMALL)
def test_a_rate_lies_between_nothing_and_all(on_time: int, late: int, overdue: int, still: int, excused: int) -> None:
    rate = figures.on_time_rate(counts(on_time, late, overdue, still, excused))
    assert (rate is None) == (on_time + late + overdue == 0)
    assert rate is None or 0 <= rate <= 1


def test_a_hundred_percent_is_said_only_of_all_and_nought_only_of_nothing() -> None:
    assert figures.percent(Fraction(9999, 10000)) == "99.9%"
    assert figures.percent(Fraction(1)) == "100.0%"
    assert figures.percent(Fraction(1, 100_000)) == "0.1%"
    assert figures.percent(Fraction(0)) == "0.0%"


def test_percents_and_means_are_rounded_half_up() -> None:
    assert figures.percent(Fraction(1, 16)) == "6.3%"
    assert figures.decimal(Fraction(5, 4)) == "1.3"
    assert figures.decimal(Fraction(2, 3)) == "0.7"


def test_the_mean_is_the_sum_by_the_count_and_nothing_without_a_count() -> None:
    assert figures.mean(Durations(count=4, sum=10, max=7)) == Fraction(5, 2)
    assert figures.mean(Durations(count=0, sum=0, max=0)) is None


def test_silence_does_not_add_up_to_zero() -> None:
    assert figures.total([]) is None
    assert figures.total([Figures()]) == Figures()


ROWS = st.builds(
    Figures,
    counts=st.dictionaries(st.sampled_from(("seen", "heard")), SMALL),
    by=st.dictionaries(st.just("seen_by"), st.dictionaries(st.sampled_from(("左", "右")), SMALL)),
    days=st.dictionaries(st.sampled_from(("to_see", "to_hear")), st.builds(Durations, SMALL, SMALL, SMALL)),
    obligations=st.dictionaries(st.sampled_from(("see", "hear")), st.builds(counts, *[SMALL] * 5)),
)


@given(st.lists(ROWS, min_size=1, max_size=6))
def test_a_county_is_the_sum_of_its_units_whatever_they_count(rows: list[Figures]) -> None:
    total = figures.total(rows)
    assert total is not None
    for code in ("seen", "heard"):
        assert total.counts.get(code, 0) == sum(row.counts.get(code, 0) for row in rows)
    for label in ("左", "右"):
        amounts = sum(row.by.get("seen_by", {}).get(label, 0) for row in rows)
        assert total.by.get("seen_by", {}).get(label, 0) == amounts
    for code in ("to_see", "to_hear"):
        parts = [row.days[code] for row in rows if code in row.days]
        assert total.days.get(code, Durations()) == figures.total_durations(parts)
        assert max([0, *(part.max for part in parts)]) == figures.total_durations(parts).max
    due = sum(counts.due for row in rows for counts in row.obligations.values())
    assert figures.total_counts(total.obligations.values()).due == due


def test_a_share_is_one_sum_of_another_and_none_of_nothing() -> None:
    row = Figures(counts={"policies_published": 8, "policies_interpreted": 5})
    assert figures.share(row, "policies_interpreted", "policies_published") == Fraction(5, 8)
    assert figures.share(Figures(), "policies_interpreted", "policies_published") is None
