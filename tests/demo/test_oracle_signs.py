"""The oracle's indicators by hand: from how many steps on something looks odd, and what is no sign at all (docs/assessment.md)."""

from __future__ import annotations

from datetime import date

import pytest

from demo.families import judgements
from demo.oracle.notices import read_calendar
from demo.oracle.periods import span_of
from demo.oracle.scores.ground import Ground
from demo.oracle.scores.indicators import Watch
from tests.demo.lines import Line, answered, corrected, fact, formed, published, received

TODAY = date(2026, 12, 31)


def odd(lines: list[Line], period: str, recorded: dict[str, date] | None = None) -> dict[str, tuple[int, int | None]]:
    """Code → amount, and of how many."""
    came = {("a", name): on for name, on in (recorded or {}).items()}
    each = judgements(lines, read_calendar(), TODAY, {"a": "c"}, asked={}, recorded=came)
    indicators = Watch(each, Ground(each), date(2026, 1, 1)).indicators("a", span_of(period))
    return {indicator.code: (indicator.amount, indicator.out_of) for indicator in indicators}


def applications(*days: str) -> list[Line]:
    """Answered on these days."""
    lines = []
    for number, on in enumerate(days):
        lines += [received("2026-03-02", subject=f"s{number}"), answered(on, subject=f"s{number}", code="granted")]
    return lines


@pytest.mark.parametrize(
    ("days", "amount"),
    [
        (["2026-03-10"] * 5, (5, 5)),
        (["2026-03-10"] * 4, None),
        (["2026-03-10"] * 5 + ["2026-03-11", "2026-03-12", "2026-03-13", "2026-03-16", "2026-03-17"], (5, 10)),
        (["2026-03-10"] * 5 + [f"2026-03-{day}" for day in (11, 12, 13, 16, 17, 18)], None),
    ],
)
def test_five_answers_on_a_day_are_many_where_they_are_half_of_the_month(days: list[str], amount: object) -> None:
    assert odd(applications(*days), "2026-03").get("mass_answers") == amount


@pytest.mark.parametrize(("late", "amount"), [(3, (3, None)), (2, None)])
def test_three_facts_that_came_in_more_than_30_days_late_are_back_dating_in_the_month_in_which_they_came(
    late: int, amount: object
) -> None:
    lines = [published(f"2026-01-0{day}", subject=f"d{day}", fact_id=f"f{day}") for day in range(5, 9)]
    recorded = {f"f{5 + number}": date(2026, 3, 9) for number in range(late)} | {"f8": date(2026, 2, 7)}
    assert odd(lines, "2026-03", recorded).get("back_dating") == amount
    assert "back_dating" not in odd(lines, "2026-01", recorded)


def test_a_correction_that_moves_a_day_counts_as_recorded_when_it_came_and_another_does_not() -> None:
    lines = [published("2026-03-05", subject=f"d{number}", fact_id=f"f{number}") for number in range(3)]
    moved = [
        corrected(line, "2026-03-06", f"c{n}", published_on="2026-01-05", channel="政府网站")
        for n, line in enumerate(lines)
    ]
    reworded = [
        corrected(line, "2026-06-05", f"c{n}", published_on="2026-03-05", channel="公示栏")
        for n, line in enumerate(lines)
    ]
    assert odd(lines + moved, "2026-03") == {"back_dating": (3, None)}
    assert odd(lines + reworded, "2026-06") == {}


def shown(subject: str, up: str, down: str, **more: str) -> list[Line]:
    return [
        formed("2026-03-02", subject=subject, **more),
        published(up, subject=subject),
        fact("disclosure.withdrawn", down, subject=subject, reason="撤下"),
    ]


def test_what_is_gone_again_within_30_days_is_a_sign_unless_it_had_to_go() -> None:
    soon = shown("a", "2026-03-10", "2026-04-09") + shown("b", "2026-03-11", "2026-03-12")
    assert odd(soon, "2026") == {"publish_and_withdraw": (2, None)}
    assert odd(soon[:3] + shown("b", "2026-03-10", "2026-04-10"), "2026") == {}
    assert odd(soon[:3] + shown("b", "2026-03-11", "2026-03-12", take_down_by="2026-03-12"), "2026") == {}
    assert odd([*soon, fact("disclosure.annulled", "2026-03-12", subject="b", hour=8, reason="撤销")], "2026") == {}


def test_an_application_that_is_reopened_twice_unasked_is_one() -> None:
    lines = [*applications("2026-03-10"), fact("application.reopened", "2026-03-12", subject="s0")]
    assert odd(lines, "2026-03") == {}
    again = [
        answered("2026-03-16", subject="s0", code="granted"),
        fact("application.reopened", "2026-03-18", subject="s0"),
    ]
    assert odd(lines + again, "2026-03") == {"close_and_reopen": (2, None)}
