"""The heat table: states of a cell, classes of colour, sums at the edge."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from contracts.families import FAMILIES
from dashboard import columns, heat, heat_choices
from dashboard.texts import load
from dashboard.views import Figures
from tests.dashboard.boards import board, unit
from tests.dashboard.sample import DAY, Line, Record, complete, period_record, registered, row, words
from tests.dashboard.year import added

PUBLISHED = "items_published"


def table(records: list[Record], code: str) -> heat.HeatTable:
    made = board([*words(), *records])
    choice = heat_choices.choices(made.registry, load()["zh"])[code]
    return heat.heat_table(made, "fengjie", 2026, choice)


def test_zero_silence_no_rate_and_months_ahead_are_told_apart() -> None:
    records = [
        registered(unit("a")),
        complete(DAY),
        period_record(row("2026-01", "a", Line(published=0, on_time=1))),
        period_record(row("2026-02", "a", Line(published=4, open=2))),
        period_record(row("2026-12", "a", Line(open=3))),
    ]
    published = table(records, PUBLISHED).lines[0].cells
    assert [cell.state for cell in published] == ["value", "value", *["silent"] * 9, "ahead"]
    assert [cell.value for cell in published[:2]] == [0, 4]
    rate = table(records, "rate").lines[0].cells
    assert [cell.state for cell in rate[:3]] == ["value", "none", "silent"]


def test_the_year_and_the_foot_are_sums_and_the_rate_is_not_a_mean_of_rates() -> None:
    lines = {
        ("a", "2026-01"): Line(on_time=9, late=1),
        ("a", "2026-02"): Line(late=1),
        ("b", "2026-01"): Line(on_time=1),
    }
    months = [row(period, org, line) for (org, period), line in lines.items()]
    years = [added([month for month in months if month.org == org], "2026") for org in "ab"]
    made = table([complete(DAY), *map(period_record, [*months, *years])], "rate")
    assert made.lines[0].year.value == Fraction(9, 11)
    assert made.total.cells[0].value == Fraction(10, 11)
    assert made.total.year.value == Fraction(10, 12)
    assert made.total.cells[2].state == "silent"


def test_the_rate_and_what_is_overdue_are_of_all_duties() -> None:
    counts = {"on_time": 1, "overdue": 1}
    publish = row("2026-01", "a", Line(**counts)).obligations["publish"]
    both = row("2026-01", "a").model_copy(update={"obligations": {"publish": publish, "new_duty": publish}})
    records = [complete(DAY), period_record(both), period_record(added([both], "2026"))]
    assert table(records, "rate").lines[0].year.value == Fraction(2, 4)
    assert table(records, "overdue").lines[0].year.value == 2


def test_the_year_is_that_of_its_row_though_months_ahead_have_something_too() -> None:
    """A duty of December that was met in November is one of the year's."""
    months = [row("2026-01", "a", Line(on_time=1, late=1)), row("2026-12", "a", Line(on_time=2))]
    made = table([complete(DAY), *map(period_record, [*months, added(months, "2026")])], "rate")
    assert made.lines[0].cells[11].state == "ahead"
    assert made.lines[0].year.value == made.total.year.value == Fraction(3, 4)


def test_every_shown_number_can_be_chosen_and_a_code_that_only_rows_know() -> None:
    strange = row("2026-01", "a").model_copy(update={"counts": {"boards_inspected": 3}})
    made = board([*words(), period_record(strange), period_record(added([strange], "2026"))])
    choices = heat_choices.choices(made.registry, load()["zh"])
    shown = [code for code, measure in FAMILIES.measures.items() if measure.shown and measure.kind == "count"]
    shares = [f"{code}.share" for code in shown if FAMILIES.measures[code].share_of]
    assert list(choices) == ["rate", "overdue", *shown, "boards_inspected", *shares]
    assert choices["applications_received"].name == "依申请公开：收到"
    assert choices["boards_inspected"].name == "其他：boards_inspected"
    assert heat.heat_table(made, "fengjie", 2026, choices["boards_inspected"]).lines[0].year.value == 3


def test_rates_fall_into_the_classes_that_the_legend_names() -> None:
    steps = heat.rate_steps()
    rates = {
        Fraction(0): 1,
        Fraction(59, 100): 1,
        Fraction(3, 5): 2,
        Fraction(4, 5): 3,
        Fraction(9, 10): 4,
        Fraction(1): 5,
    }
    assert {rate: heat.level(rate, steps) for rate in rates} == rates


def test_a_single_amount_gets_a_class_and_no_amount_gets_none() -> None:
    assert heat.count_steps([]) == []
    assert heat.count_steps([0, 0]) == []
    assert [(step.low, step.high) for step in heat.count_steps([7, 7])] == [(7, 7)]


@given(st.lists(st.integers(1, 500), min_size=1, max_size=200))
def test_every_amount_falls_into_exactly_one_class_and_more_is_never_lighter(values: list[int]) -> None:
    steps = heat.count_steps(values)
    assert len(steps) <= heat.LEVELS
    for value in values:
        (holding,) = [step for step in steps if step.low <= value <= step.high]
        assert heat.level(value, steps) == holding.level
    levels = [heat.level(value, steps) for value in sorted(values)]
    assert levels == sorted(levels)
    assert heat.level(0, steps) == 0


def test_a_measure_that_is_a_part_of_another_has_its_share_beside_it_here_and_in_the_tables() -> None:
    made = board([*words()])
    chosen = heat_choices.choices(made.registry, load()["zh"])["policies_interpreted.share"]
    assert (chosen.name, chosen.scale) == ("解读率", "rate")
    for texts, name in ((load()["zh"], "解读率"), (load()["en"], "Share interpreted")):
        groups = columns.numbers(made.registry, texts)
        (share,) = [column for group in groups for column in group.columns if column.heading == name]
        assert share.show == "share"
        assert share.value(Figures(counts={"policies_published": 4, "policies_interpreted": 3})) == Fraction(3, 4)
