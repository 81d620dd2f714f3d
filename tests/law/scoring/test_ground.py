"""What is gathered of a unit for a month, a quarter and a year."""

from __future__ import annotations

from datetime import date

from law.periods import Every, period_of
from law.scoring.ground import Ground, Subject
from tests.law.scoring.making import departure, owed

KEY = "publishing.column/unit/a"


def at(every: Every, day: str) -> tuple[int, int]:
    """Amounts of the unit's only subject in the period of a day."""
    subject = Subject(
        KEY,
        "unit",
        1,
        {"2025-12": {"columns": 2}, "2026-01": {"columns": 1, "posts": 3}, "2026-03": {"columns@其他": -1, "posts": 4}},
    )
    evidence = Ground([subject], {"columns"}).evidence("unit", period_of(every, date.fromisoformat(day)))
    return evidence.amount("columns"), evidence.amount("posts")


def test_counts_are_of_the_period_and_stocks_of_its_end() -> None:
    assert at(Every.MONTH, "2026-01-01") == (3, 3)
    assert at(Every.MONTH, "2026-02-01") == (3, 0)
    assert at(Every.QUARTER, "2026-01-01") == (2, 7)
    assert at(Every.YEAR, "2025-01-01") == (2, 0)


def test_duties_go_by_their_due_day_and_findings_by_their_step() -> None:
    subject = Subject(KEY, "unit", 1, {}, (owed(31), owed(1, month=4)), (departure(2),))
    ground = Ground([subject])
    march = ground.evidence("unit", period_of(Every.MONTH, date(2026, 3, 1)))
    assert ([d.due_on.month for d in march.duties], len(march.findings)) == ([3], 1)
    april = ground.evidence("unit", period_of(Every.MONTH, date(2026, 4, 1)))
    assert (len(april.duties), len(april.findings)) == (1, 0)
    assert ground.units == ["unit"]


def test_of_a_subject_the_newest_version_counts_whatever_comes_last() -> None:
    old, new = (Subject(KEY, "unit", version, {"2026-03": {"posts": version}}) for version in (1, 2))
    for states in ([old, new], [new, old], [new, new, old]):
        assert Ground(states).evidence("unit", period_of(Every.MONTH, date(2026, 3, 1))).amount("posts") == 2


def test_what_days_count_does_not_make_a_unit_heard_and_what_it_says_of_nothing_is_no_silence() -> None:
    subject = Subject(KEY, "unit", 1, {"2026-03": {"update_column!due": 1, "columns_stale": 1}})
    own = subject._replace(heard=["2026-03"])
    march, first_quarter = (period_of(every, date(2026, 3, 1)) for every in (Every.MONTH, Every.QUARTER))
    assert Ground([subject]).evidence("unit", march).silent
    assert Ground([own]).evidence("unit", march).heard
    assert Ground([own]).evidence("unit", first_quarter).heard
    for said, nothing in ((["2026-01", "2026-02", "2026-03"], True), (["2026-03"], False), (["2026-Q1"], True)):
        whole = Ground([subject._replace(nothing=said)]).evidence("unit", first_quarter)
        assert whole.nothing_to_report is nothing


def test_an_older_version_of_a_subject_makes_nobody_heard() -> None:
    reported, taken_back = (Subject(KEY, "unit", 1, {}, heard=["2026-03"]), Subject(KEY, "unit", 2, {}))
    assert Ground([reported, taken_back]).evidence("unit", period_of(Every.MONTH, date(2026, 3, 1))).silent


def test_each_subject_says_what_it_adds() -> None:
    subjects = [Subject(f"k/unit/{name}", "unit", 1, {"2026-03": {"posts": 1, "columns": 1}}) for name in "ba"]
    evidence = Ground(subjects, {"columns"}).evidence("unit", period_of(Every.MONTH, date(2026, 3, 1)))
    assert evidence.parts == [("k/unit/a", {"posts": 1}), ("k/unit/b", {"posts": 1})]
    assert evidence.amount("posts") == 2
