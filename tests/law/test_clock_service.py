"""The day of an answer by its way of service (国办公开办函〔2016〕235号 四). Days as in test_clock.py: due on 30 March."""

from __future__ import annotations

import pytest

from law.calendar import CalendarView
from law.clock import Step, derive
from law.codes import ServiceWay
from tests.law.steps import K, d, received, step

POST, HAND, SYSTEM = ServiceWay.POST, ServiceWay.HANDED_OVER, ServiceWay.ELECTRONIC


def answered(on: str, way: ServiceWay | None = None) -> Step:
    return step(K.ANSWERED, on, way=way)


def delivered(on: str, way: ServiceWay | None = None, posted: str | None = None) -> Step:
    return step(K.DELIVERED, on, way=way, posted=posted)


SERVED = [
    ("of no known way", [answered("03-30")], "03-30"),
    ("of no known way, delivered later", [answered("03-30"), delivered("04-02")], "03-30"),
    ("posted in time, arrived late", [answered("03-30", POST), delivered("04-02", POST)], "03-30"),
    ("dated in time, posted late", [answered("03-30", POST), delivered("04-03", POST, posted="03-31")], "03-31"),
    ("dated in time, posted in time", [answered("03-27", POST), delivered("04-03", POST, posted="03-30")], "03-30"),
    ("posted, only the delivery says so", [answered("03-30"), delivered("04-03", POST, posted="03-31")], "03-31"),
    ("posted on a day that alone says so", [answered("03-30"), delivered("04-03", posted="03-31")], "03-31"),
    ("posted, then handed over as well", [answered("03-30", POST), delivered("04-02", HAND)], "03-30"),
    ("handed over, nothing more known", [answered("03-30", HAND)], "03-30"),
    ("signed for on the day", [answered("03-30", HAND), delivered("03-30", HAND)], "03-30"),
    ("signed for late", [answered("03-30", HAND), delivered("03-31")], "03-31"),
    ("signed for late, the delivery says how", [answered("03-30"), delivered("03-31", HAND)], "03-31"),
    ("reached the system late", [answered("03-30", SYSTEM), delivered("04-01", SYSTEM)], "04-01"),
    ("of several deliveries the first", [answered("03-27", HAND), delivered("03-30"), delivered("04-01")], "03-30"),
    ("a delivery dated before the answer", [answered("03-30", HAND), delivered("03-27")], "03-30"),
    (
        "a delivery after a second letter is that letter's",
        [answered("03-12"), step(K.ANSWERED, "03-25", id="second"), delivered("04-02", SYSTEM)],
        "03-12",
    ),
    (
        "a delivery after the reopening is the next answer's",
        [answered("03-12", HAND), step(K.REOPENED, "05-11"), delivered("05-20", HAND)],
        "03-12",
    ),
]


@pytest.mark.parametrize(("steps", "day"), [case[1:] for case in SERVED], ids=[case[0] for case in SERVED])
def test_the_day_of_the_answer_follows_the_way_of_service(view: CalendarView, steps: list[Step], day: str) -> None:
    clock = derive([received("03-02"), *steps], view)
    closing = clock.closings[0]
    assert closing.judged_on == d(day)
    assert closing.on == steps[0].on, "the period ends, and table 三 counts, on the day of the answer itself"
    late = d(day) > d("03-30")
    assert [f.code for f in clock.findings if f.code != "answer.second"] == (["answer.late"] if late else [])
