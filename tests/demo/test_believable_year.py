"""What a county sees of the simulated year: nearly everything kept, some of each kind overdue, a few units that stand out."""

from __future__ import annotations

from collections import Counter
from functools import cache

from demo.oracle.profile import read_asked
from demo.oracle.rows import Flat
from tests.demo.whole import FURTHER, UNITS, counted

MORE_THAN_ASKED = set(FURTHER) - set(read_asked())
"""What 奉节县 does not ask for, so that its board does not show it."""


@cache
def overdue() -> tuple[Flat, ...]:
    return tuple(
        row
        for row in counted().obligations.values()
        if row["obligation.status"] == "overdue" and row["obligation.duty"] not in MORE_THAN_ASKED
    )


def of_the_year(status: str) -> Counter[str]:
    """Duties of the year that ended so, by code."""
    ended: Counter[str] = Counter()
    for key, row in counted().views["annual"].items():
        for place, number in row.items():
            section, *rest = place.split(".")
            if key.startswith("2026|") and section == "obligations" and rest[1] == status:
                ended[rest[0]] += int(str(number))
    return Counter({code: number for code, number in ended.items() if code not in MORE_THAN_ASKED})


def test_some_hundred_duties_are_overdue_at_the_end_and_nearly_all_others_were_met_in_time() -> None:
    assert 100 <= len(overdue()) <= 200
    due, on_time = of_the_year("due").total(), of_the_year("met_on_time").total()
    assert 0.95 < on_time / due < 0.99


def test_what_is_overdue_fell_due_within_the_year_so_that_its_sum_and_the_list_tell_the_same() -> None:
    assert of_the_year("overdue") == Counter(str(row["obligation.duty"]) for row in overdue())


def test_a_few_units_stand_out_and_most_owe_hardly_anything() -> None:
    by_unit = sorted((Counter(row["obligation.org"] for row in overdue())[unit.org] for unit in UNITS), reverse=True)
    assert sum(by_unit[:8]) > sum(by_unit[8:])
    assert by_unit[0] >= 10
    assert by_unit[len(UNITS) // 2] <= 3
    assert by_unit[-1] == 0


def test_every_kind_has_what_a_county_knows() -> None:
    """Stale columns, a silent account, unmatched interpretations, a consultation without feedback, late answers, late documents."""
    by_duty = Counter(str(row["obligation.duty"]) for row in overdue())
    assert 3 <= by_duty["update_news"] + by_duty["update_notices"] + by_duty["update_column"] <= 15
    assert 1 <= by_duty["account_post"] <= 5
    assert 3 <= by_duty["interpret"] <= 20
    assert 1 <= by_duty["consultation_feedback"] <= 8
    assert 1 <= by_duty["answer"] <= 6
    assert by_duty["publish"] < len(overdue()) / 2
    late = of_the_year("met_late")
    assert 2 <= late["answer"] <= 8
    assert late["publish"] < of_the_year("due")["publish"] / 50
