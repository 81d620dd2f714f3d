"""The oracle and the folds, each on its own, come to the same rows for catalogs of which anything is told in any order.

Rows with several versions, local changes, removals and evaluations; information that names them, is changed, published, taken
down; documents that bring a row along.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from demo.steps import Maker, Step
from tests.demo.folds import UNITS, Line, disagreements, until

OFFICE, *ORGS = (unit.org for unit in UNITS[:4])
DOMAINS = ("社会救助", "养老服务", "户籍管理")
LIMITS = (
    "信息形成或者变更之日起20个工作日内",
    "信息形成或者变更之日起3个工作日内",
    "制定或获取信息之日起10个工作日内，公示7个工作日",
    "信息形成之日起5个工作日内，公示期10日",
    "30日内",
    "及时公开",
    "实时公开",
    "长期公开",
    "永久公开",
    "按年公开",
    "每季度公开",
    "每月公开",
    "每季度",
    "按规定时限公开",
    "同上",
    "信息形成20个工作日内公开；其中行政许可、行政处罚事项应自作出行政决定之日起7个工作日内公示",
    None,
)
SCOPES = (None, None, None, "行政许可", "行政处罚", "行政许可、行政处罚事项")
ATTRIBUTES = ("主动公开", "主动公开", "主动公开", "依申请公开", "不予公开")


def lives(seed: int, count: int) -> list[Line]:
    """So many rows of the catalog, each with some information of some units; facts are told in any order of their days."""
    chance = Random(f"catalog {seed}")
    steps: list[Step] = []
    for number in range(count):
        steps += row(chance, f"ml-{number:03d}")
    for number in range(2 * count):
        steps += information(chance, number, count)
    return [(step.org, step.encode()) for step in steps]


def row(chance: Random, subject: str) -> list[Step]:
    make, steps = Maker(chance, OFFICE, "item"), []
    for place in range(chance.randint(1, 6)):
        on = drawn(chance)
        verb = (
            "listed"
            if place == 0
            else chance.choice(("listed", "adapted", "adapted", "repealed", "evaluated", "shown"))
        )
        data: dict[str, Any]
        if verb == "listed":
            data = {
                "effective_on": on,
                "origin": chance.choice(("国家", "国家", "地方")),
                "domain": chance.choice(DOMAINS),
            }
            data |= {"level1": "综合", "level2": "甲", **elements(chance)}
        elif verb == "adapted":
            data = {"effective_on": on, "reason": "本地需要", **elements(chance, often=0.4)}
        elif verb == "repealed":
            data = {"repealed_on": on, "reason": "取消"}
        else:
            data = {"year": on.year + chance.choice((0, 0, -1))}
            data |= {"evaluated_on": on} if verb == "evaluated" else {"published_on": on}
            verb = "evaluated" if verb == "evaluated" else "evaluation_published"
        steps.append(step_of(chance, make, subject, verb, place, data))
    return steps


def elements(chance: Random, often: float = 1.0) -> dict[str, Any]:
    content = {
        "time_limit": chance.choice(LIMITS),
        "county_units": chance.choice(([], [ORGS[0]], ORGS[:2])),
        "town_units": chance.choice(([], [], [ORGS[2]], ORGS[1:3])),
        "method": chance.choice(("主动", "主动", "主动", "依申请", None)),
    }
    return {name: value for name, value in content.items() if chance.random() < often}


def information(chance: Random, number: int, rows: int) -> list[Step]:
    org = chance.choice(ORGS)
    make, steps, on = Maker(chance, org, "disclosure"), [], drawn(chance)
    item = f"{OFFICE}:ml-{chance.randrange(rows):03d}"
    subject = f"xx-{number:04d}"
    if chance.random() < 0.3:
        drafts = Maker(chance, org, "document")
        attribute = chance.choice(ATTRIBUTES)
        steps.append(
            step_of(
                chance,
                drafts,
                subject,
                "drafted",
                90,
                {"drafted_on": on, "title": "甲", "attribute": attribute, "item": item},
            )
        )
        if chance.random() < 0.8:
            steps.append(step_of(chance, drafts, subject, "approved", 91, {"approved_on": on + timedelta(days=3)}))
    for place in range(chance.randint(1, 6)):
        verb = chance.choice(("formed", "formed", "published", "published", "withdrawn"))
        data: dict[str, Any] = {f"{verb}_on": on}
        if verb == "formed":
            data |= {"attribute": chance.choice(ATTRIBUTES), "scope": chance.choice(SCOPES)}
            data["item"] = (
                item if chance.random() < 0.8 else chance.choice((None, f"{OFFICE}:ml-{chance.randrange(rows):03d}"))
            )
        elif verb == "published":
            data["channel"] = chance.choice(("政府网站", "公示栏"))
        else:
            data["reason"] = "有误"
        steps.append(step_of(chance, make, subject, verb, place, data))
        on += timedelta(days=chance.choice((0, 1, 8, 20, 40, 100)))
    return steps


def step_of(chance: Random, make: Maker, subject: str, verb: str, place: int, data: dict[str, Any]) -> Step:
    """On any day of a year: a fact's own day is in its data."""
    content = {name: value for name, value in data.items() if value is not None}
    day = next(value for value in content.values() if isinstance(value, date))
    step = make.step(subject, verb, day, part=f"{verb}-{place}", **content)
    step.minute = chance.randrange(24 * 60)
    return step


def drawn(chance: Random) -> date:
    turn = chance.choice((date(2022, 12, 31), date(2023, 1, 1), date(2024, 2, 29)))
    return turn if chance.random() < 0.2 else date(2022, 6, 1) + timedelta(days=chance.randrange(700))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("today", [date(2023, 12, 31), date(2024, 1, 1), date(2026, 8, 2)])
def test_catalogs_count_alike_in_both(seed: int, today: date) -> None:
    assert disagreements(until(lives(seed, 60), today), today) == []
