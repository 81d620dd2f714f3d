"""Whatever the order of facts, and however often they come, a subject is the same; nothing accepted makes a fold fail."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chassis.case import encode
from chassis.ledger.reminders import Told, next_reminder, remind
from contracts.families import FAMILIES
from contracts.kit import Family
from tests.families.conformance import every_family, every_telling_family, examples
from tests.families.drawing import BEGIN, SPAN
from tests.families.lives import TODAYS, lives
from tests.families.making import folded
from tests.families.worlds import World, worlds


@every_telling_family
@examples(60)
@given(drawn=st.data(), today=TODAYS, world=worlds())
def test_facts_in_any_order_and_repeated_come_to_the_same_bytes(
    family: Family, drawn: st.DataObject, today: date, world: World
) -> None:
    life = drawn.draw(lives(family))
    repeated = drawn.draw(st.lists(st.sampled_from(life.facts), max_size=3))
    shuffled = drawn.draw(st.permutations([*life.facts, *repeated]))
    once, again = life.fold(today, world=world), life.fold(today, shuffled, world)
    assert encode(again) == encode(once)
    assert again == once


@every_telling_family
@examples(40)
@given(drawn=st.data(), today=TODAYS, world=worlds())
def test_folding_after_each_fact_ends_where_folding_once_does(
    family: Family, drawn: st.DataObject, today: date, world: World
) -> None:
    life = drawn.draw(lives(family))
    arriving = drawn.draw(st.permutations(life.facts))
    steps = [life.fold(today, arriving[:known], world) for known in range(1, len(arriving) + 1)]
    assert encode(steps[-1]) == encode(life.fold(today, world=world))


@every_family
@examples(80)
@given(drawn=st.data(), today=st.dates(BEGIN, BEGIN + timedelta(days=4_000)), world=worlds())
def test_no_fact_that_the_door_lets_pass_makes_a_fold_fail(
    family: Family, drawn: st.DataObject, today: date, world: World
) -> None:
    life = drawn.draw(lives(family, wide=True))
    result, view = life.fold(today, world=world), world.calendar.known_on(today)
    assert family.state.model_validate_json(result.state.model_dump_json()) == result.state
    remind(life.key, result.obligations, Told(), view, today, (), FAMILIES, 0)
    reminder = next_reminder(result.obligations, today, view)
    assert reminder is None or reminder > today


@every_family
def test_a_subject_of_which_nothing_is_known_is_nothing_to_tell_of(family: Family) -> None:
    nothing = folded(family, [], BEGIN + timedelta(days=SPAN))
    assert not nothing.relevant
    assert (nothing.obligations, nothing.notices, nothing.check_on, nothing.state.counts) == (
        [],
        (),
        None,
        {},
    )
