"""Opening balances in tables 三 and 四: what is also known one by one counts once, the rest stays until somebody tells of it."""

from __future__ import annotations

from datetime import date

import pytest

from law import table3, table4
from law.codes import ApplicantKind
from law.opening import Opening, add, contradicted, rest
from law.outcomes import Row
from law.table3 import Application
from law.table4 import Case, Remedy, Result

CARRIED = Application(ApplicantKind.NATURAL, date(2025, 12, 20), [(date(2026, 1, 9), Row.GRANTED)])
STILL = Application(ApplicantKind.NATURAL, date(2025, 12, 22))
ENDED = Application(ApplicantKind.NATURAL, date(2025, 3, 3), [(date(2025, 3, 9), Row.GRANTED)])
REVIEW = Case(Remedy.REVIEW, date(2025, 11, 3), date(2026, 2, 2), Result.UPHELD)
BALANCE = Opening(2026, {"natural": 3}, {"review": 2})


def tables(
    applications: list[Application], cases: list[Case], year: int, opening: Opening = BALANCE
) -> tuple[table3.Table3, table4.Table4]:
    three, four = table3.table3(applications, year), table4.table4(cases, year)
    add(three, four, [rest(applications, cases, opening)], year)
    return three, four


@pytest.mark.parametrize(("known", "left"), [([], 3), ([CARRIED], 2), ([CARRIED, STILL], 2), ([STILL], 3)])
def test_row_two_is_the_balance_and_a_result_that_comes_in_closes_one_of_it(
    known: list[Application], left: int
) -> None:
    three, _ = tables(known, [], 2026)
    assert three["2_carried_in"]["natural"] == three["2_carried_in"]["total"] == 3
    assert three["4_carried_out"]["natural"] == left
    assert table3.broken(three) == []


def test_what_nobody_told_of_goes_on_into_the_years_after_and_is_nowhere_before() -> None:
    assert tables([CARRIED], [], 2027)[0]["2_carried_in"]["total"] == 2
    assert tables([], [], 2025)[0] == table3.blank()


def test_pending_cases_stay_pending_until_they_are_decided() -> None:
    assert tables([], [], 2026)[1]["review"] | {"corrected": 0} == {
        "upheld": 0,
        "corrected": 0,
        "other": 0,
        "pending": 2,
        "total": 2,
    }
    four = tables([], [REVIEW], 2026)[1]
    assert (four["review"]["upheld"], four["review"]["pending"], four["review"]["total"]) == (1, 1, 2)
    assert table4.broken(four) == []


@pytest.mark.parametrize(
    ("applications", "carried", "sides"),
    [
        ([CARRIED], {"natural": 1}, []),
        ([CARRIED], {"natural": 2}, []),
        ([CARRIED], {}, [(0, 1)]),
        ([CARRIED, ENDED], {"natural": 2}, [(2, 1)]),
        ([CARRIED, ENDED], {"natural": 1}, []),
        ([CARRIED, ENDED], None, []),
    ],
)
def test_a_balance_that_contradicts_earlier_facts_is_broken(
    applications: list[Application], carried: dict[str, int] | None, sides: list[tuple[int, int]]
) -> None:
    broken = list(contradicted(applications, [], Opening(2026, carried)))
    assert [(each.left, each.right) for each in broken] == sides
