"""A correction puts another fact in a fact's place, a withdrawal leaves none; undone, neither was ever made."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from contracts.days import day_fields
from contracts.families import FAMILIES
from contracts.kit import Family
from tests.families.conformance import every_telling_family, examples
from tests.families.drawing import data
from tests.families.lives import TODAYS, drawn_fact, lives
from tests.families.making import corrected, withdrawn
from tests.families.worlds import World, worlds


@every_telling_family
@examples(50)
@given(drawn=st.data(), today=TODAYS, world=worlds())
def test_a_fact_told_and_withdrawn_was_never_there(
    family: Family, drawn: st.DataObject, today: date, world: World
) -> None:
    life = drawn.draw(lives(family))
    verb = drawn.draw(st.sampled_from(list(family.facts)))
    added = drawn.draw(drawn_fact(family, life.key, "added", verb))
    gone = withdrawn("gone", added, today)
    assert life.fold(today, [*life.facts, gone, added], world) == life.fold(today, world=world)


@every_telling_family
@examples(50)
@given(drawn=st.data(), today=TODAYS, world=worlds())
def test_a_correction_withdrawn_was_never_made(family: Family, drawn: st.DataObject, today: date, world: World) -> None:
    life = drawn.draw(lives(family))
    about = next(fact for fact in life.facts if fact.type in FAMILIES.facts)
    fix = corrected("fix", about, today, drawn.draw(data(family.facts[about.verb])))
    undone = withdrawn("undone", fix, today)
    assert life.fold(today, [undone, *life.facts, fix], world) == life.fold(today, world=world)


@every_telling_family
@examples(50)
@given(drawn=st.data(), today=TODAYS, world=worlds())
def test_a_corrected_fact_is_as_if_told_so_and_told_on_the_day_of_a_correction_that_moves_its_day(
    family: Family, drawn: st.DataObject, today: date, world: World
) -> None:
    life = drawn.draw(lives(family))
    plain = [fact for fact in life.facts if fact.type in FAMILIES.facts]
    about = drawn.draw(st.sampled_from(plain))
    content = drawn.draw(data(family.facts[about.verb]))
    model = family.facts[about.verb].model_validate(content, strict=False)
    names = day_fields(type(model))
    is_moved = [model.__dict__[name] for name in names] != [about.data.__dict__[name] for name in names]
    right = about._replace(data=model, recorded_on=today if is_moved else about.recorded_on)
    as_told = [right if fact is about else fact for fact in plain]
    fix = corrected("fix", about, today, content)
    assert life.fold(today, [fix, *plain], world) == life.fold(today, as_told, world)
