"""Facts that are recorded long after the day that they tell of, and how many signals a state names."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from chassis.signals import MOST_DAYS, MOST_FACTS, Sign, recorded_late, stated
from contracts.days import day_fields
from contracts.disclosure import FAMILY, DisclosureDelivered, DisclosureFormed, DisclosurePublished
from contracts.envelope import SHANGHAI, Fact
from contracts.families import FAMILIES
from contracts.kit import Family, Key
from law.signals import ANSWERED, BOUNDS, LATE_AFTER, REOPENED

KEY = Key(FAMILY.kind, "o", "s")
TOLD = date(2026, 3, 2)


def recorded(after: int, number: int = 1, on: date = TOLD) -> Fact:
    """A publication of ``on`` that is recorded so many days later, with the time at which it was sent."""
    day = on + timedelta(days=after)
    data = DisclosurePublished.model_validate({"published_on": on, "channel": "政府网站"}, strict=False)
    return Fact(
        f"f{number}", "disclosure.published.v1", KEY, datetime.combine(day, datetime.min.time(), SHANGHAI), day, data
    )


@pytest.mark.parametrize(("after", "late"), [(0, []), (LATE_AFTER, []), (LATE_AFTER + 1, ["f1"]), (400, ["f1"])])
def test_late_is_what_comes_more_than_thirty_days_after_the_day_it_tells_of(after: int, late: list[str]) -> None:
    signs = list(recorded_late([recorded(after)], date.min))
    assert [fact for sign in signs for fact in sign.facts] == late
    assert [sign.on for sign in signs] == [TOLD + timedelta(days=after) for _ in late]


def test_one_signal_stands_for_all_of_one_month_that_was_recorded_late_on_one_day() -> None:
    facts = [recorded(40 + number, number, TOLD - timedelta(days=number)) for number in range(8)]
    march, february = recorded_late(facts, date.min)
    assert (march.on, march.told_of, march.amount) == (date(2026, 4, 11), "2026-03", 2)
    assert (february.on, february.told_of, february.amount) == (date(2026, 4, 11), "2026-02", 6)
    assert len(february.facts) == MOST_FACTS
    assert february.text == "6条事实在发生30日以后才报送，最早的为2026-02-23的事"
    assert set(recorded_late(reversed(facts), date.min)) == {march, february}


def test_of_late_records_of_one_day_those_of_the_newest_months_are_named() -> None:
    facts = [recorded(800, number, date(2024 + number // 12, number % 12 + 1, 1)) for number in range(24)]
    reported = [fact._replace(recorded_on=date(2026, 6, 1)) for fact in facts]
    months = [signal.told_of for signal in stated(recorded_late(reported, date.min))]
    assert months == [f"{2024 + number // 12}-{number % 12 + 1:02}" for number in range(24)][-MOST_DAYS:]


def test_what_was_before_the_county_began_is_no_late_record() -> None:
    assert list(recorded_late([recorded(90)], TOLD + timedelta(days=1))) == []


def test_the_day_told_of_is_one_that_has_been() -> None:
    assert day_fields(DisclosureFormed) == ("formed_on",)
    assert day_fields(DisclosureDelivered) == ("delivered_on",)


def test_every_fact_tells_of_a_day_but_rows_of_the_catalog_which_go_by_their_time() -> None:
    facts = [(family.fact_type(verb), model) for family in FAMILIES.all for verb, model in family.facts.items()]
    without = {name for name, model in facts if not day_fields(model)}
    assert without == {"item.adapted.v1", "item.listed.v1", "item.repealed.v1"}


def test_of_one_code_the_newest_days_are_named_and_other_codes_lose_nothing() -> None:
    many = [Sign(TOLD + timedelta(days=day), REOPENED, "重新办理", ("f",)) for day in range(MOST_DAYS + 5)]
    signals = stated([*many, *many, Sign(TOLD, ANSWERED, "答复", ("a",))])
    assert [signal.code for signal in signals].count(REOPENED) == MOST_DAYS
    assert (signals[0].code, signals[-1].on) == (ANSWERED, TOLD + timedelta(days=MOST_DAYS + 4))


def test_every_measure_that_an_indicator_is_a_share_of_is_counted() -> None:
    def measures(family: Family) -> set[str]:
        return {measure.code for measure in family.measures}

    known = set().union(*map(measures, FAMILIES.all))
    assert {bound.measure for bound in BOUNDS if bound.measure} <= known
