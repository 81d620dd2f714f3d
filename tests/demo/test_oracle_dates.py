"""The oracle's dates, against tables worked out from the law and the notices by hand."""

from __future__ import annotations

from datetime import date

import pytest

from demo.oracle.calendar import Version
from demo.oracle.notices import read_calendar
from tests.demo.lines import answered, expected, formed, published, received, row, unmet

# Start and the 7th, 15th, 20th and 40th working day after it; two public libraries agree on each.
TABLE = """
2019-09-20 2019-09-30 2019-10-16 2019-10-23 2019-11-20
2020-01-17 2020-02-04 2020-02-14 2020-02-21 2020-03-20
2021-04-23 2021-05-06 2021-05-17 2021-05-24 2021-06-22
2023-01-13 2023-01-29 2023-02-08 2023-02-15 2023-03-15
2023-09-22 2023-10-09 2023-10-19 2023-10-26 2023-11-23
2024-01-31 2024-02-08 2024-02-26 2024-03-04 2024-04-01
2024-09-10 2024-09-20 2024-10-08 2024-10-14 2024-11-11
2025-01-20 2025-02-05 2025-02-14 2025-02-21 2025-03-21
2025-09-25 2025-10-11 2025-10-22 2025-10-29 2025-11-26
2026-01-15 2026-01-26 2026-02-05 2026-02-12 2026-03-18
2026-02-10 2026-02-26 2026-03-09 2026-03-16 2026-04-14
2026-09-18 2026-09-29 2026-10-15 2026-10-22 2026-11-19
"""

NOTICE_2027 = Version(
    2027,
    1,
    off=frozenset({date(2027, 1, 1), date(2027, 1, 4), date(2027, 1, 5), date(2027, 1, 18)}),
    work=frozenset({date(2027, 1, 9)}),
    known_from=date(2027, 1, 5),
)
"""Made up: what a notice might say."""


@pytest.mark.parametrize("line", TABLE.split("\n")[1:-1])
def test_the_nth_working_day_is_that_of_the_table(line: str) -> None:
    start, *dues = map(date.fromisoformat, line.split())
    known = read_calendar().at(date(2026, 12, 31))
    assert [known.due(start, limit).on for limit in (7, 15, 20, 40)] == dues
    assert [known.taken(start, due) for due in dues] == [7, 15, 20, 40]


def test_an_application_received_before_the_autumn_holidays_is_due_on_22_october() -> None:
    judged = expected(received("2026-09-18"), today="2026-10-22")
    assert unmet(judged, "answer")["obligation.due_on"] == "2026-10-22"
    assert unmet(judged, "answer")["obligation.status"] == "open"


def test_the_day_after_the_due_date_it_is_overdue() -> None:
    judged = expected(received("2026-09-18"), today="2026-10-23")
    assert unmet(judged, "answer")["obligation.status"] == "overdue"
    applications = {name: n for name, n in row(judged, "2026-09").items() if "applications" in name}
    assert applications == {
        "counts.applications_received": 1,
        "by.applications_received_by_kind.natural": 1,
        "counts.applications_open": 1,
        "counts.applications_overdue": 1,
    }
    assert row(judged, "2026-10")["obligations.answer.overdue"] == 1


def test_an_answer_on_the_due_date_is_in_time_and_one_a_day_later_is_not() -> None:
    in_time = expected(received("2026-09-18"), answered("2026-10-22"))
    late = expected(received("2026-09-18"), answered("2026-10-23"))
    assert row(in_time, "2026-10")["obligations.answer.met_on_time"] == 1
    assert row(late, "2026-10")["obligations.answer.met_late"] == 1
    assert not any("/answer:" in key for key in in_time.obligations.keys() | late.obligations.keys())


def test_a_due_date_in_a_year_without_a_notice_is_provisional_by_statutory_days() -> None:
    # 21-25 and 28-31 December are 9, 1 January is off by statute, 4-8 and 11-15 January are 10 more.
    judged = expected(received("2026-12-20"))
    assert unmet(judged, "answer")["obligation.due_on"] == "2027-01-18"
    assert unmet(judged, "answer")["obligation.provisional"] is True


def test_a_later_notice_moves_an_open_due_date_and_keeps_the_original() -> None:
    # 9 in December, 6-9 January are 4 (Saturday 9 is worked), 11-15 are 5, 18 is off, 19 and 20.
    judged = expected(received("2026-12-20"), today="2027-01-05", later=(NOTICE_2027,))
    obligation = unmet(judged, "answer")
    assert obligation["obligation.due_on"] == "2027-01-20"
    assert obligation["obligation.original_due_on"] == "2027-01-18"
    assert obligation["obligation.provisional"] is False


@pytest.mark.parametrize(("met_on", "days"), [("2027-01-05", 11), ("2027-01-06", 10)])
def test_what_was_done_before_the_notice_was_known_is_judged_without_it(met_on: str, days: int) -> None:
    judged = expected(received("2026-12-20"), answered(met_on), today="2027-02-01", later=(NOTICE_2027,))
    assert row(judged, "2027-01")["days.days_to_answer.sum"] == days


def test_disclosure_before_formation_is_in_time_and_took_no_day() -> None:
    judged = expected(formed("2026-03-10"), published("2026-03-02"))
    assert row(judged, "2026-03")["days.days_to_publish.histogram.0"] == 1
    assert row(judged, "2026-04") == {
        "obligations.publish.due": 1,
        "obligations.publish.met_on_time": 1,
    }
