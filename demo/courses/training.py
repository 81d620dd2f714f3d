"""Training (年度培训) in one unit's simulated year: the county office every year, some units too, not all as planned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from demo.steps import LAST, Step
from demo.year import Course, Slip, UnitYear

PLANNING, HELD, LATE, BEYOND, WITHOUT = 0.2, 0.8, 0.15, 0.2, 0.04
"""Of the units: with a plan; of the sessions: held, of these late; of the plans: with one beyond it; of the rest: trained all the same."""

SESSIONS = (("政府信息公开条例", 4), ("依申请公开答复规范", 6), ("政务新媒体管理", 9), ("公文公开属性认定", 11))


def steps(year: UnitYear) -> list[Step]:
    """Facts of the unit's training."""
    if not year.unit.supervisor or year.rng.random() < PLANNING:
        return list(_year(year))
    if year.rng.random() < WITHOUT:
        return [_held(year, year.make.weekday(), "政府信息公开条例")]
    return []


def _year(year: UnitYear) -> Iterator[Step]:
    on = year.make.weekday(date(2026, 2, 1), date(2026, 3, 20))
    chosen = year.rng.sample(SESSIONS, 2 if year.unit.supervisor else 4)
    sessions = [
        {"session": str(number), "topic": topic, "hold_by": date(2026, month, 28).isoformat()}
        for number, (topic, month) in enumerate(chosen, start=1)
    ]
    yield year.make.step("px-2026", "planned", on, planned_on=on, year=2026, sessions=sessions)
    for number, (topic, month) in enumerate(chosen, start=1):
        if year.rng.random() < HELD:
            due_on = date(2026, month, 28)
            late = year.rng.random() < LATE
            held_on = year.make.later(due_on, 1, 25) if late else year.make.earlier(due_on, 0, 20)
            yield _held(year, held_on, topic, str(number))
    if year.rng.random() < BEYOND:
        yield _held(year, year.make.weekday(date(2026, 4, 1), LAST), "政策解读写作")


def _held(year: UnitYear, on: date, topic: str, session: str | None = None) -> Step:
    attended = year.rng.randint(60, 120) if not year.unit.supervisor else year.rng.randint(6, 40)
    part = f"held-{session or 'beyond'}"
    about = {} if session is None else {"session": session}
    return year.make.step("px-2026", "held", on, part=part, held_on=on, topic=topic, attended=attended, **about)


COURSE = Course(steps, {"held": Slip("held_on")})
