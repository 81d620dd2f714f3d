"""Records that a department's system may send by mistake, one builder for each rule of the gateway's door."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta

from demo.sent import Data, Sent, encode, event
from demo.steps import SHANGHAI
from demo.units import Unit

Builder = Callable[["Blank"], Sent]

ID_CARD = "11010519491231002X"
"""The standard's own example of a resident identity number (GB 11643-1999)."""

MOBILE = "13800138000"
"""An operator's service number; nobody's telephone."""


class Blank:
    """A good record of ``unit`` on ``day``, to be spoilt."""

    def __init__(self, unit: Unit, other: Unit, day: date, number: int) -> None:
        self.unit, self.other, self.day = unit, other, day
        self.id = f"bad-{number:03d}"
        self.time = datetime(day.year, day.month, day.day, 10, 30, tzinfo=SHANGHAI)

    def fact(self, fact_type: str = "disclosure.formed.v1", changed: Data | None = None) -> Data:
        """A CloudEvent; ``changed`` replaces fields of its data, None removes one."""
        data: Data = {"formed_on": self.day.isoformat(), "attribute": "主动公开", "title": "值班安排（模拟）"}
        if fact_type != "disclosure.formed.v1":
            data = {}
        return event(self.unit.org, f"{self.id}.formed", fact_type, self.id, self.time, data | (changed or {}))

    def sent(self, expect: str, value: bytes | None) -> Sent:
        """The record, with the refusal that it must get."""
        return Sent(self.unit.org, value, expect, self.id.encode())

    def spoilt(self, expect: str, old: str, new: str) -> Sent:
        """A good record with ``old`` replaced in its bytes."""
        good = encode(self.fact())
        assert old.encode() in good
        return self.sent(expect, good.replace(old.encode(), new.encode()))


def _binary_without_time(blank: Blank) -> Sent:
    values = {
        "specversion": "1.0",
        "id": blank.id,
        "source": "urn:oa",
        "type": "disclosure.formed.v1",
        "subject": blank.id,
    }
    headers = tuple((f"ce_{name}", value.encode()) for name, value in values.items())
    data = encode({"formed_on": blank.day.isoformat(), "attribute": "主动公开"})
    return Sent(blank.unit.org, data, "header.missing", blank.id.encode(), headers)


def _without(blank: Blank, field: str) -> Sent:
    absent: Data = {field: None}
    return blank.sent("field.missing", encode(blank.fact(changed=absent)))


def _of_other_org(blank: Blank) -> Sent:
    return blank.sent("identity.other_org", encode({**blank.fact(), "org": blank.other.org}))


def _future(blank: Blank) -> Sent:
    # So far off that it is still to come when the gateway, some simulated months behind, gets to it.
    return blank.sent(
        "date.future",
        encode(blank.fact(changed={"formed_on": (blank.day + timedelta(days=2 * 366)).isoformat()})),
    )


def _closed_before_it_opened(blank: Blank) -> Sent:
    opened = {"opened_on": blank.day.isoformat(), "closes_on": (blank.day - timedelta(days=1)).isoformat()}
    fact = blank.fact("consultation.opened.v1", {**opened, "matter": "重大行政决策"})
    return blank.sent("date.order", encode(fact))


def _more_adopted_than_received(blank: Blank) -> Sent:
    feedback = {"published_on": blank.day.isoformat(), "received": 3, "adopted": 4}
    return blank.sent("number.too_large", encode(blank.fact("consultation.feedback.v1", feedback)))


def _more_content_than_asked(blank: Blank) -> Sent:
    group = {"kind": "社会公众", "asked": 30, "answered": 30, "content": 31, "satisfied": 20}
    held = {"held_on": blank.day.isoformat(), "year": blank.day.year, "groups": [group]}
    return blank.sent("number.too_large", encode(blank.fact("appraisal.held.v1", held)))


def _about_a_stranger(blank: Blank) -> Sent:
    ruling: Data = {"decided_on": blank.day.isoformat(), "appeal": "ss-1", "outcome": "成立", "reason": "申诉属实"}
    fact = {**blank.fact("appeal_ruling.decided.v1", ruling), "about": blank.unit.org}
    return blank.sent("identity.not_supervisor", encode(fact))


BUILDERS: tuple[Builder, ...] = (
    lambda blank: blank.sent("value.null", None),
    lambda blank: blank.sent("value.too_large", encode(blank.fact(changed={"title": "长" * 100_000}))),
    lambda blank: blank.sent("utf8.invalid", encode(blank.fact()).decode().encode("gbk")),
    lambda blank: blank.sent("json.invalid", encode(blank.fact())[:-9]),
    lambda blank: blank.sent("json.invalid", b"<fact/>"),
    lambda blank: blank.spoilt("json.nan", '"主动公开"', "NaN"),
    lambda blank: blank.spoilt("json.too_deep", '"主动公开"', "[" * 99 + "]" * 99),
    lambda blank: blank.spoilt("json.duplicate_key", '"attribute":', '"attribute":"不予公开","attribute":'),
    _binary_without_time,
    lambda blank: blank.spoilt("envelope.invalid", '"specversion":"1.0"', '"specversion":"0.3"'),
    lambda blank: blank.spoilt("envelope.invalid", "+08:00", ""),
    lambda blank: blank.sent("type.unknown", encode(blank.fact("document.shredded.v1"))),
    lambda blank: blank.sent("version.unknown", encode(blank.fact("disclosure.formed.v9"))),
    lambda blank: _without(blank, "attribute"),
    lambda blank: _without(blank, "formed_on"),
    lambda blank: blank.sent("field.unknown", encode(blank.fact(changed={"colour": "红"}))),
    lambda blank: blank.sent("field.type", encode(blank.fact(changed={"title": 2026}))),
    lambda blank: blank.sent("field.value", encode(blank.fact(changed={"attribute": "公开"}))),
    lambda blank: blank.sent("date.invalid", encode(blank.fact(changed={"formed_on": "2026-02-30"}))),
    _future,
    lambda blank: blank.sent("date.too_early", encode(blank.fact(changed={"formed_on": "1998-05-01"}))),
    _closed_before_it_opened,
    _more_adopted_than_received,
    _more_content_than_asked,
    _about_a_stranger,
    _of_other_org,
    lambda blank: blank.sent("personal.id_card", encode(blank.fact(changed={"title": f"关于{ID_CARD}的答复"}))),
    lambda blank: blank.sent("personal.mobile", encode(blank.fact(changed={"title": f"联系电话{MOBILE}"}))),
)


def malformed(units: list[Unit], days: list[date], rng: random.Random, rounds: int = 2) -> list[tuple[date, Sent]]:
    """Every kind of malformed record ``rounds`` times, from drawn units on drawn days."""
    placed: list[tuple[date, Sent]] = []
    for number, builder in enumerate(BUILDERS * rounds, start=1):
        unit, other = rng.sample(units, 2)
        day = rng.choice(days)
        placed.append((day, builder(Blank(unit, other, day, number))))
    return placed
