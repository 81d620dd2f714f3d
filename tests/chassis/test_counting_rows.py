"""Rows: equal counters come to equal bytes, those that the contract's model itself would write."""

from __future__ import annotations

import random
from collections.abc import Mapping

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from chassis.counting.rows import obligation_row, quarter, row, year
from contracts.obligations import Obligation
from contracts.views import Durations, ObligationCounts, ObligationRow, PeriodRow
from tests.metrics.records import obligation

amounts = st.dictionaries(
    st.sampled_from(
        [
            "items_published",
            "fees_collected",
            "by_channel@政府网站",
            "by_channel@公示栏",
            "by_kind@natural",
            "a1@x",
            "a@y",
            *(f"days_to_publish#{day}" for day in (0, 2, 10, 9, 100)),
        ]
    ),
    st.integers(1, 10**12),
)


@st.composite
def consistent(draw: st.DrawFn) -> dict[str, int]:
    """Amounts in which each duty's statuses come to what was due."""
    counters = draw(amounts)
    for duty in draw(st.sets(st.sampled_from(["publish", "answer"]))):
        statuses = draw(
            st.dictionaries(
                st.sampled_from(["met", "met_late", "overdue", "open", "excused"]),
                st.integers(1, 99),
                min_size=1,
            )
        )
        counters |= {f"{duty}!{status}": amount for status, amount in statuses.items()}
        counters[f"{duty}!due"] = sum(statuses.values())
    return counters


@given(counters=consistent(), chance=st.randoms())
def test_a_row_is_what_the_model_writes_whatever_the_order_of_its_counters(
    counters: dict[str, int], chance: random.Random
) -> None:
    names = list(counters)
    chance.shuffle(names)
    body = row("2026-03", "fengjie-aa", "fengjie", {name: counters[name] for name in names})
    assert body == row("2026-03", "fengjie-aa", "fengjie", counters)
    assert body == PeriodRow.model_validate_json(body).model_dump_json().encode()


@given(counters=consistent())
def test_a_row_says_all_that_was_counted_and_agrees_with_itself(counters: dict[str, int]) -> None:
    made = PeriodRow.model_validate_json(row("2026", "o", "", counters))
    as_counted = dict(made.counts)
    as_counted |= {f"{code}@{label}": amount for code, labels in made.by.items() for label, amount in labels.items()}
    for code, taken in made.days.items():
        as_counted |= {f"{code}#{day}": amount for day, amount in taken.histogram.items()}
        assert taken == Durations(
            count=sum(taken.histogram.values()),
            sum=sum(int(day) * amount for day, amount in taken.histogram.items()),
            max=max(map(int, taken.histogram)),
            histogram=taken.histogram,
        )
        assert list(taken.histogram) == sorted(taken.histogram, key=int)
    for duty, counts in made.obligations.items():
        assert counts.due == counts.met_on_time + counts.met_late + counts.overdue + counts.open + counts.excused
        named = counts.model_dump()
        named["met"] = named.pop("met_on_time")
        as_counted |= {f"{duty}!{status}": amount for status, amount in named.items() if amount}
    assert as_counted == counters
    groups: list[Mapping[str, object]] = [
        made.counts,
        made.by,
        made.days,
        made.obligations,
        *made.by.values(),
    ]
    for group in groups:
        assert list(group) == sorted(group)


def test_a_duty_without_anything_due_does_not_appear() -> None:
    made = PeriodRow.model_validate_json(row("2026", "o", "", {"publish!due": 2, "publish!met": 2}))
    assert made.obligations == {
        "publish": ObligationCounts(due=2, met_on_time=2, met_late=0, overdue=0, open=0, excused=0)
    }
    assert PeriodRow.model_validate_json(row("2026", "o", "", {"x": 1})).obligations == {}


def test_the_row_of_an_obligation_carries_it_as_its_service_wrote_it() -> None:
    raw = msgspec.json.encode(obligation("publishing.disclosure/o/s", "publish:2026-03-02", "open"))
    body = f'"kind":"publishing.disclosure","title":"通知","obligation":{raw.decode()}}}'
    made = ObligationRow.model_validate_json(obligation_row('a"b', body))
    assert (made.county, made.kind, made.title) == ('a"b', "publishing.disclosure", "通知")
    assert made.obligation == Obligation.model_validate_json(raw)


def test_months_lie_in_quarters_and_years() -> None:
    assert [quarter(f"2026-{month:02d}") for month in range(1, 13)] == [
        f"2026-Q{n}" for n in (1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4)
    ]
    assert year("2026-03") == "2026"
