"""Drawn lives of sites, with the columns on them and the messages in these."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from tests.line.steps import LAST, Step, began, iso, later

COLUMN_KINDS = ("动态要闻", "通知公告政策文件", "其他")


def site(chance: random.Random, subject: str) -> list[Step]:
    """A site with enough columns to fail, messages in one of them, probes, a check and an incident."""
    on = began(chance)
    site = {"registered_on": iso(on), "name": "政府网", "url": "http://www.example.cn", "kind": "政府门户网站"}
    steps = [Step("site.registered", on, site)]
    for number in range(chance.randrange(1, 8)):
        steps += _column(chance, subject, f"-c{number}", later(chance, on, 10))
    for number in range(chance.randrange(4)):
        steps += _message(chance, f"{subject}-c0", f"-m{number}", later(chance, on, 30))
    for number in range(chance.choice((0, 0, 8))):
        day = min(LAST, on + timedelta(days=number))
        steps.append(Step("site.probed", day, {"probed_on": iso(day), "opened": 9, "failed": chance.randrange(3)}))
    if chance.random() < 0.3:
        day = later(chance, on, 60)
        checked = {"checked_on": iso(day), "consultation": chance.choice(("可用", "不能使用")), "services": "完整"}
        steps += [Step("site.checked", day, checked), *incident(chance, "site", later(chance, day, 10))]
    if chance.random() < 0.3:
        day = later(chance, on, 60)
        steps.append(Step("site.updated", day, {"updated_on": iso(day)}))
    if chance.random() < 0.2:
        day = later(chance, steps[-1].day, 60)
        steps.append(Step("site.closed", day, {"closed_on": iso(day)}))
    return steps


def _column(chance: random.Random, site: str, part: str, on: date) -> Iterator[Step]:
    column: dict[str, object] = {
        "registered_on": iso(on),
        "site": site,
        "name": "栏目",
        "kind": chance.choice(COLUMN_KINDS),
    }
    column |= {"on_home_page": chance.random() < 0.3, "must_update": chance.random() < 0.9}
    if chance.random() < 0.3:
        column["update_within"] = chance.choice((7, 20))
    if chance.random() < 0.5:
        column["last_updated_on"] = iso(on)
    yield Step("column.registered", on, column, part)
    for _ in range(chance.randrange(4)):
        on = later(chance, on, 30)
        yield Step("column.posted", on, {"posted_on": iso(on), "items": chance.randrange(1, 4)}, part)
    if chance.random() < 0.1:
        on = later(chance, on, 30)
        yield Step("column.closed", on, {"closed_on": iso(on)}, part)


def _message(chance: random.Random, column: str, part: str, on: date) -> Iterator[Step]:
    yield Step("message.received", on, {"received_on": iso(on), "column": column}, part)
    on = later(chance, on, 120)
    if chance.random() < 0.5:
        yield Step("message.answered", on, {"answered_on": iso(on)}, part)
    elif chance.random() < 0.3:
        yield Step("message.dismissed", on, {"dismissed_on": iso(on), "reason": "重复留言"}, part)


def incident(chance: random.Random, family: str, on: date) -> Iterator[Step]:
    """Something that fails a site or an account, mostly put right."""
    yield Step(f"{family}.incident", on, {"occurred_on": iso(on), "kind": "严重表述错误", "number": "1"})
    if chance.random() < 0.7:
        on = later(chance, on, 10)
        yield Step(f"{family}.resolved", on, {"resolved_on": iso(on), "number": "1"})
