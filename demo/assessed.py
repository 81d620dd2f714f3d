"""What the county office looks at in the simulated year: which units it inspects, what it finds, how they answer.

A few units only: an office of three people inspects some, not all, and a demonstration is read, not measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from demo.steps import LAST, Days
from demo.units import Unit

INSPECTED = 0.4
"""Of the units: with faults in the year."""

KINDS = {
    "栏目不更新": "“{place}”栏目超过规定时间没有更新",
    "公开不及时": "{place}信息公开晚于规定期限",
    "错链断链": "“{place}”栏目中有打不开的链接",
    "表述错误": "“{place}”栏目一条信息有错别字",
    "新媒体不更新": "政务新媒体超过两周没有更新",
    "其他": "台账与公开内容不一致",
}
PLACES = ("部门动态", "政策文件", "办事指南", "社会救助", "财政信息")
WAYS = ("日常监测", "日常监测", "季度检查", "专项检查", "第三方检查", "群众举报")

AGAIN, MENDED_AT_ALL, LATE, FAILED, RECHECKED = 0.6, 0.9, 0.2, 0.25, 0.9
"""Of the faults: come again; mended; of these late; unmended as the first re-check says; re-checked at all."""

APPEALED, UPHELD, PARTLY, WITHDRAWN = 0.35, 0.35, 0.2, 0.15
"""Of the faults: appealed against; of the appeals: upheld, partly upheld, withdrawn."""

ACCOUNTED = 0.7
"""Of what came again: answered for."""


@dataclass(frozen=True)
class Fault:
    """A fault with what came of it."""

    subject: str
    kind: str
    what: str
    way: str
    found_on: date
    mend_by: date
    done_on: tuple[date, ...]
    rechecks: tuple[tuple[date, bool], ...]
    appeal: Appeal | None
    accounted_on: date | None


@dataclass(frozen=True)
class Appeal:
    """An appeal against a fault."""

    filed_on: date
    withdrawn_on: date | None
    decided_on: date | None
    outcome: str


def planned(unit: Unit, rng: Random) -> list[Fault]:
    """The unit's faults of the year; none of most units."""
    if not unit.supervisor or rng.random() >= INSPECTED:
        return []
    name = unit.org.partition("-")[2]
    faults: list[Fault] = []
    kinds = [kind for kind in rng.sample(list(KINDS), rng.choice((1, 1, 2))) for _ in _times(rng)]
    found_on = Days(rng).weekday(date(2026, 1, 8), date(2026, 4, 30))
    for number, kind in enumerate(kinds, start=1):
        again = any(fault.kind == kind for fault in faults)
        faults.append(_fault(f"wt-2026-{name}-{number}", kind, found_on, rng, again=again))
        found_on = Days(rng).weekday(found_on + timedelta(days=50), found_on + timedelta(days=110))
    return [fault for fault in faults if fault.found_on <= LAST]


def _times(rng: Random) -> range:
    return range(2 if rng.random() < AGAIN else 1)


def _fault(subject: str, kind: str, found_on: date, rng: Random, *, again: bool) -> Fault:
    mend_by = found_on + timedelta(days=rng.choice((7, 10, 14)))
    done = tuple(_mending(mend_by, rng))
    looked = done if rng.random() < RECHECKED else ()
    rechecks = tuple((on + timedelta(days=rng.randint(1, 8)), on == looked[-1]) for on in looked)
    return Fault(
        subject,
        kind,
        KINDS[kind].format(place=rng.choice(PLACES)),
        rng.choice(WAYS),
        found_on,
        mend_by,
        done,
        rechecks,
        _appeal(found_on, rng) if rng.random() < APPEALED else None,
        mend_by + timedelta(days=rng.randint(5, 25)) if again and rng.random() < ACCOUNTED else None,
    )


def _mending(mend_by: date, rng: Random) -> Iterator[date]:
    """The day of the mending, and of the second one where the first did not do."""
    if rng.random() >= MENDED_AT_ALL:
        return
    late = rng.random() < LATE
    on = mend_by + timedelta(days=rng.randint(1, 12)) if late else mend_by - timedelta(days=rng.randint(0, 5))
    yield on
    if rng.random() < FAILED:
        yield on + timedelta(days=rng.randint(10, 20))


def _appeal(found_on: date, rng: Random) -> Appeal:
    filed_on = found_on + timedelta(days=rng.choice((1, 2, 3, 5, 10)))
    withdrawn_on = filed_on + timedelta(days=2) if rng.random() < WITHDRAWN else None
    drawn = rng.random()
    outcome = "成立" if drawn < UPHELD else "部分成立" if drawn < UPHELD + PARTLY else "不成立"
    decided_on = None if withdrawn_on else filed_on + timedelta(days=rng.randint(3, 9))
    return Appeal(filed_on, withdrawn_on, decided_on, outcome)
