"""What a batch's changes come to, however the log was cut into batches."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.topics import states
from services.assessment.ground import Known
from services.assessment.issued import Issued, Report
from services.assessment.keeper import Course, followed
from services.assessment.months import Months
from services.assessment.reading import Change
from services.assessment.stocks import months_touched

TOPIC = states("publishing")
KEYS = ("publishing.disclosure/o/a", "publishing.disclosure/o/b")


def change(key: str, version: int, months: Months, offset: int) -> Change:
    return Change(key, "o", version, "{}", months, [f"f{offset}"], TOPIC, 0, offset)


def counted(month: str, amount: int) -> Months:
    return {month: {"counts": {"items_published": amount}}}


REPORT = Report("c|monthly|2026-01", "2026-01", {(TOPIC, 0): 2})


@st.composite
def logs(draw: st.DrawFn) -> list[Change]:
    """Versions of two subjects in the order in which they lie, some delivered twice."""
    versions = dict.fromkeys(KEYS, 0)
    log: list[Change] = []
    for offset in range(draw(st.integers(1, 12))):
        key = draw(st.sampled_from(KEYS))
        versions[key] += 1
        month, amount = draw(st.sampled_from(["2025-12", "2026-01", "2026-02"])), draw(st.integers(1, 3))
        log.append(change(key, versions[key], counted(month, amount), offset))
    again = draw(st.lists(st.sampled_from(log), max_size=3))
    return [*log, *again]


class Kept:
    """What the database would hold after several batches."""

    def __init__(self) -> None:
        self.known: dict[str, Known] = {}
        self.touched: dict[tuple[str, str], tuple[Months | None, tuple[str, ...]]] = {}
        self.months: set[tuple[str, str]] = set()

    def take(self, batch: Sequence[Change]) -> Course:
        course = followed(batch, self.known, Issued([REPORT]))
        self.months |= course.months
        for key, change in course.newest.items():
            self.known[key] = Known(change.version, change.months)
        for named, touched in course.touched.items():
            before, causes = self.touched.get(named, (touched.before, ()))
            self.touched[named] = before, (*causes, *touched.causes)
        return course


@given(log=logs(), cuts=st.sets(st.integers(1, 14)))
def test_a_log_comes_to_the_same_wherever_it_is_cut(log: list[Change], cuts: set[int]) -> None:
    whole, parts = Kept(), Kept()
    whole.take(log)
    edges = [0, *sorted(cut for cut in cuts if cut < len(log)), len(log)]
    for begin, end in pairwise(edges):
        parts.take(log[begin:end])
    assert whole.known == parts.known
    assert whole.touched == parts.touched
    assert whole.months == parts.months


def test_what_lay_before_a_reports_positions_is_part_of_it() -> None:
    course = followed([change(KEYS[0], 1, counted("2026-01", 1), 1)], {}, Issued([REPORT]))
    assert course.touched == {}


def test_what_comes_later_and_touches_its_period_is_kept_as_it_was_before_with_all_that_changed_it() -> None:
    log = [
        change(KEYS[0], 1, counted("2026-01", 1), 1),
        change(KEYS[0], 2, counted("2026-01", 2), 2),
        change(KEYS[0], 3, counted("2026-01", 3), 3),
        change(KEYS[1], 1, counted("2026-01", 1), 4),
        change(KEYS[1], 2, counted("2026-02", 1), 5),
    ]
    touched = followed(log, {}, Issued([REPORT])).touched
    assert touched[REPORT.id, KEYS[0]].before == counted("2026-01", 1)
    assert touched[REPORT.id, KEYS[0]].causes == ["f2", "f3"]
    assert touched[REPORT.id, KEYS[1]].before is None
    assert touched[REPORT.id, KEYS[1]].causes == ["f4", "f5"]


def test_another_month_touches_no_report() -> None:
    course = followed([change(KEYS[0], 1, counted("2026-02", 1), 9)], {}, Issued([REPORT]))
    assert course.touched == {}
    assert course.months == {("o", "2026-02")}


def test_an_older_version_that_comes_late_is_passed_over() -> None:
    log = [change(KEYS[0], 2, counted("2026-01", 2), 2), change(KEYS[0], 1, counted("2026-01", 1), 3)]
    course = followed(log, {}, Issued([REPORT]))
    assert (course.superseded, course.newest[KEYS[0]].version) == (1, 2)


def stands(month: str, amount: int) -> Months:
    return {month: {"counts": {"entries_covered@乡级·扶贫": amount}}}


@pytest.mark.parametrize(
    ("before", "after", "months"),
    [
        ({}, counted("2026-01", 1), {"2026-01"}),
        ({}, stands("2026-01", 1), {"2026-01+"}),
        (stands("2020-12", 1), stands("2026-01", 1), {"2020-12+"}),
        ({**stands("2026-02", 1), **counted("2026-01", 1)}, stands("2026-02", 2), {"2026-01", "2026-02+"}),
        ({**stands("2026-02", 1), **counted("2026-01", 1)}, stands("2026-02", 1), {"2026-01"}),
        (stands("2026-02", 1), stands("2026-02", 1), set()),
    ],
)
def test_where_a_stock_moves_all_months_that_come_after_it_are_scored_anew(
    before: Months, after: Months, months: set[str]
) -> None:
    assert months_touched(before, after) == months
