"""A subject with as many facts as its family allows keeps a state that fits, and costs in proportion."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from types import FrameType

from hypothesis import given
from hypothesis import strategies as st

from chassis.case import encode
from chassis.ledger.folding import MOST_BYTES
from contracts.kit import Family
from tests.families.conformance import every_telling_family, few_as_they_come
from tests.families.growth import grown
from tests.families.lives import drawn_fact, facts_of, likely
from tests.families.making import folded, key_for

LATE = date(2036, 6, 30)
"""When all that was said has passed, and what is owed is owed late."""


@every_telling_family
@few_as_they_come
@given(drawn=st.data())
def test_the_most_facts_of_any_verb_make_a_state_that_fits(family: Family, drawn: st.DataObject) -> None:
    key = key_for(family)
    usual = [drawn.draw(drawn_fact(family, key, verb, verb)) for verb in likely(family)]
    for verb in family.facts:
        fact = drawn.draw(drawn_fact(family, key, verb, verb))
        for facts in ([fact], [*usual, fact]):
            result = folded(family, grown(facts, family.most_facts), LATE)
            assert len(encode(result)) <= MOST_BYTES, (verb, len(facts))


@every_telling_family
@few_as_they_come
@given(drawn=st.data())
def test_four_times_the_facts_are_at_most_some_four_times_the_work(family: Family, drawn: st.DataObject) -> None:
    facts = drawn.draw(facts_of(family, key_for(family)))
    few, many = (grown(facts, family.most_facts // part) for part in (4, 1))
    # The few first: what is remembered of texts once read would make them cheaper after the many.
    work_of_few = calls(lambda: folded(family, few, LATE))
    assert calls(lambda: folded(family, many, LATE)) <= 5 * work_of_few


def calls(work: Callable[[], object]) -> int:
    """How many functions ``work`` enters: a measure that no other program on the machine changes."""
    count = 0

    def entered(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(entered)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
