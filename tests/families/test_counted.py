"""What a state counts: every obligation once, and nothing that its family has not declared."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from chassis.case import WHOLE, encode
from contracts.families import FAMILIES
from contracts.fields import BusModel
from contracts.kit import Family, MeasureKind, key_of
from contracts.notices import UNKNOWN, UnknownNotice
from tests.families.conformance import every_family, examples
from tests.families.lives import TODAYS, lives

JOINED = {MeasureKind.LABELLED: "@", MeasureKind.DAYS: "#", MeasureKind.STOCK: "@"}


@every_family
@examples(50)
@given(drawn=st.data(), today=TODAYS)
def test_every_obligation_counts_once_as_due_and_once_by_its_status_in_the_month_it_is_due(
    family: Family, drawn: st.DataObject, today: date
) -> None:
    result = drawn.draw(lives(family)).fold(today)
    expected: Counter[tuple[str, str]] = Counter()
    for obligation in result.obligations:
        month = f"{obligation.due_on:%Y-%m}"
        expected[month, f"{obligation.duty}!due"] += 1
        expected[month, f"{obligation.duty}!{obligation.status}"] += 1
    counted = {
        (month, measure): number
        for month, measures in result.state.counts.items()
        for measure, number in measures.items()
        if "!" in measure
    }
    assert counted == dict(expected)
    assert result.state.obligations == [owed for owed in result.obligations if owed.status in WHOLE]
    assert len({obligation.id for obligation in result.obligations}) == len(result.obligations)


@every_family
@examples(50)
@given(drawn=st.data(), today=TODAYS)
def test_what_is_counted_owed_told_and_sent_is_what_the_family_declares(
    family: Family, drawn: st.DataObject, today: date
) -> None:
    result = drawn.draw(lives(family)).fold(today)
    measures = {measure.code: measure.kind for measure in FAMILIES.counted_by(family)}
    for month in result.state.counts.values():
        for name, number in month.items():
            code, joined, label = name.partition("@") if "@" in name else name.partition("#")
            assert number > 0 or (number < 0 and measures.get(code) is MeasureKind.STOCK), name
            if "!" not in name:
                assert joined == JOINED.get(measures[code], ""), name
                assert bool(label) == bool(joined), name
    assert {obligation.duty for obligation in result.obligations} <= {duty.code for duty in family.duties}
    notices: dict[str, type[BusModel]] = {**family.notices, UNKNOWN: UnknownNotice}
    assert {notice.type for notice in result.notices} <= set(notices)
    for notice in result.notices:
        assert isinstance(notice.body, notices[notice.type])
    for key in map(key_of, result.state.sends):
        assert family.kind in FAMILIES.by_kind[key.kind].takes


@every_family
@examples(30)
@given(drawn=st.data(), today=TODAYS)
def test_a_state_takes_of_others_only_what_it_names(family: Family, drawn: st.DataObject, today: date) -> None:
    life = drawn.draw(lives(family))
    state = encode(life.fold(today))
    newer = {
        kind: [body[:-1] + b',"a_field_of_tomorrow":{"x":[1]}}' for body in states]
        for kind, states in life.linked(today).items()
    }
    assert encode(life.fold_with(today, newer)) == state
