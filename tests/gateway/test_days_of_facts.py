"""Every day of a fact lies in its bounds: what has been, from 2008 to today; what is to come, up to ten years on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from contracts.amendments import CORRECTED
from contracts.families import Families
from contracts.fields import is_ahead, not_before
from contracts.kit import Family
from contracts.state import SubjectState
from services.gateway.content import EARLIEST
from services.gateway.door import judge
from services.gateway.records import Accepted, Inbound, Refused, Unit, Units
from tests.gateway.lawful import leaves
from tests.gateway.making import FACTS, GOOD, ORG, TODAY, accepted, binary, code_and_field, structured
from tests.gateway.toys import DATA, INSPECTED, TOYS, ToyInspected

LATEST = date(2036, 3, 1)
DAY = timedelta(days=1)


def fields(*, ahead: bool) -> Iterator[tuple[str, str]]:
    for kind, model in FACTS.items():
        for name, field in model.model_fields.items():
            if date in leaves(field.annotation) and is_ahead(field) is ahead:
                yield kind, name


PAST, TO_COME = list(fields(ahead=False)), list(fields(ahead=True))


def facts_of_day(kind: str, name: str, day: date) -> list[Inbound]:
    """The fact with that day, and a correction to it."""
    data = {**_beside(kind, name, day), name: day.isoformat()}
    correction = {"fact": "f-1", "fact_type": kind, "data": data, "reason": "录入有误"}
    return [structured(kind, data), binary(kind, data), structured(CORRECTED, correction)]


def _beside(kind: str, name: str, day: date) -> dict[str, Any]:
    """The other days of the fact, where they would contradict this one."""
    data, within = dict(GOOD[kind]), min(max(day, EARLIEST), TODAY).isoformat()
    for follower, field in FACTS[kind].model_fields.items():
        if (first := not_before(field)) and follower == name and first in data:
            data[first] = min(data[first], within)
        elif first == name and follower in data:
            data[follower] = max(data[follower], within)
    return data


def test_limits_that_were_set_lie_ahead_and_nothing_else_does() -> None:
    assert {name for _, name in TO_COME} == {
        *("until", "effective_on", "repealed_on", "event_on"),
        *("closes_on", "takes_place_on", "meets_on", "take_down_by"),
        *("mend_by", "report_by", "appeal_by"),
    }
    assert len(TO_COME) >= 5
    assert {name for _, name in PAST} > {
        "received_on",
        "published_on",
        "confirmed_on",
        "served_on",
        "told_on",
    }


@pytest.mark.parametrize(("kind", "name"), PAST)
def test_a_day_that_has_been_lies_between_2008_and_today(kind: str, name: str) -> None:
    for day in (EARLIEST, TODAY):
        for record in facts_of_day(kind, name, day):
            accepted(record)
    for day, code in ((EARLIEST - DAY, "date.too_early"), (TODAY + DAY, "date.future")):
        fact, same, correction = facts_of_day(kind, name, day)
        assert code_and_field(fact) == code_and_field(same) == (code, name)
        assert code_and_field(correction) == (code, f"data.{name}")


@pytest.mark.parametrize(("kind", "name"), TO_COME)
def test_a_day_to_come_lies_at_most_ten_years_on(kind: str, name: str) -> None:
    for day in (EARLIEST, TODAY + DAY, LATEST):
        for record in facts_of_day(kind, name, day):
            accepted(record)
    for day, code in (
        (EARLIEST - DAY, "date.too_early"),
        (LATEST + DAY, "date.too_far"),
        (date.max, "date.too_far"),
    ):
        fact, same, correction = facts_of_day(kind, name, day)
        assert code_and_field(fact) == code_and_field(same) == (code, name)
        assert code_and_field(correction) == (code, f"data.{name}")


def test_ten_years_from_a_leap_day_is_the_last_of_february() -> None:
    kind, leap_day = "application.agreed.v1", date(2028, 2, 29)
    for until, verdict in (("2038-02-28", Accepted), ("2038-03-01", Refused)):
        record = structured(kind, {"notified_on": "2026-02-26", "until": until})
        assert isinstance(judge(record, ORG, leap_day), verdict)


INNER: list[tuple[dict[str, Any], tuple[str, str] | None]] = [
    ({"seen_on": "2026-03-01", "mend_by": ["2036-03-01", "2008-01-01"]}, None),
    ({"seen_on": "2026-03-02"}, ("date.future", "defects.0.seen_on")),
    ({"seen_on": "2007-12-31"}, ("date.too_early", "defects.0.seen_on")),
    (
        {"seen_on": "2026-03-01", "mend_by": ["2026-04-01", "2036-03-02"]},
        ("date.too_far", "defects.0.mend_by.1"),
    ),
    ({"seen_on": "2026-03-01", "mend_by": ["1999-12-31"]}, ("date.too_early", "defects.0.mend_by.0")),
]


@pytest.mark.parametrize(("defect", "wrong"), INNER)
def test_days_within_parts_and_lists_are_bounded_too(defect: dict[str, Any], wrong: tuple[str, str] | None) -> None:
    units = Units({ORG: Unit(), "fengjie-aa": Unit(ORG)})
    data = {**DATA[INSPECTED], "defects": [defect]}
    correction = {"fact": "f-1", "fact_type": INSPECTED, "data": data, "reason": "录入有误"}
    for kind, sent, path in ((INSPECTED, data, ""), (CORRECTED, correction, "data.")):
        verdict = judge(structured(kind, sent, about="fengjie-aa"), ORG, TODAY, units, families=TOYS)
        if wrong is None:
            assert isinstance(verdict, Accepted), verdict
        else:
            assert isinstance(verdict, Refused)
            assert (verdict.refusal.code, verdict.refusal.field) == (wrong[0], path + wrong[1])


def test_the_model_says_which_days_lie_ahead_whatever_they_are_called() -> None:
    toy = Family("toy", "toys", "玩具", "toy", {"inspected": ToyInspected}, SubjectState)
    data = {"inspected_on": "2026-03-02"}
    verdict = judge(structured("toy.inspected.v1", data), ORG, TODAY, families=Families([toy]))
    assert isinstance(verdict, Refused)
    assert verdict.refusal.code == "date.future"
