"""The oracle and the folds, each on its own, come to the same rows for documents of which anything is told in any order."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from demo.steps import Maker
from tests.demo.folds import UNITS, Line, disagreements, until

ORG, OTHER, *_ = (unit.org for unit in UNITS)
ATTRIBUTES = ("主动公开", "依申请公开", "依申请公开", "不予公开", "不予公开")
OR_NONE = (*ATTRIBUTES, None, None)
CHOICES: dict[str, tuple[int, dict[str, tuple[Any, ...]]]] = {
    "document.drafted": (
        3,
        {
            "title": ("甲",),
            "attribute": OR_NONE,
            "reason": ("过程性", "过程性", None),
            "legal_basis": ("第十六条", "第十六条", None),
            "forwarded_from": (*[None] * 6, *({"number": "渝1号", "attribute": source} for source in OR_NONE[2:6])),
            "lead": (*[None] * 8, ORG, OTHER),
            "makers": (*[[]] * 8, [OTHER], [ORG, OTHER]),
            "origin": (*["制作"] * 8, "从公民、法人和其他组织获取", "从其他行政机关获取"),
        },
    ),
    "document.approved": (3, {"attribute": (*ATTRIBUTES, *[None] * 6), "reason": (None, None, "过程性")}),
    "document.reviewed": (1, {"outcome": ("可以公开", "不得公开", "不能确定")}),
    "document.evaluated": (6, {"attribute": OR_NONE}),
    "document.evaluation_published": (3, {}),
    "document.expired": (1, {}),
    "document.cleaned_up": (2, {"outcome": ("废止", "失效", "修改", "继续有效")}),
    "document.clean_up_published": (2, {}),
    "disclosure.formed": (1, {"attribute": ATTRIBUTES}),
    "disclosure.published": (2, {"channel": ("政府网站", "公示栏")}),
    "disclosure.withdrawn": (1, {"reason": ("有误",)}),
}
"""Fact → how often, and what it may say."""

DAYS = {
    "document.evaluation_published": "published_on",
    "document.clean_up_published": "published_on",
    "document.cleaned_up": "cleaned_on",
}
"""Where the day is not called as the verb."""

YEARLY = {"document.evaluated", "document.evaluation_published"}


def lives(seed: int, count: int) -> list[Line]:
    """So many documents over years, many of their facts about the turn of one."""
    chance, lines = Random(f"yearly {seed}"), []
    makers = {family: Maker(chance, ORG, family) for family in ("document", "disclosure")}
    for number in range(count):
        on = chance.choice(
            (date(2022, 12, 31), date(2023, 1, 1), date(2024, 2, 29), drawn(chance, date(2022, 6, 1), 500))
        )
        for place in range(chance.randint(2, 12)):
            kind = chance.choices(list(CHOICES), [often for often, _ in CHOICES.values()])[0]
            family, verb = kind.split(".")
            day = on - timedelta(days=chance.choice((0, 0, 0, 3)))
            step = makers[family].step(
                f"gw-{number:04d}", verb, on, part=f"{verb}-{place}", **content(chance, kind, day)
            )
            step.minute = 9 * 60 + place
            lines.append((ORG, step.encode()))
            on = later(chance, on)
    return lines


def content(chance: Random, kind: str, day: date) -> dict[str, Any]:
    data = {name: chance.choice(values) for name, values in CHOICES[kind][1].items()}
    data[DAYS.get(kind, f"{kind.split('.')[1]}_on")] = day
    if kind in YEARLY:
        data["year"] = day.year + chance.choice((0, 0, 0, -1, -1, 1))
    return data


def later(chance: Random, on: date) -> date:
    if chance.random() < 0.15:
        return chance.choice((date(on.year, 12, 31), date(on.year + 1, 1, 1), date(on.year + 1, 1, 2)))
    return on + timedelta(days=chance.choice((0, 0, 1, 20, 60, 200)))


def drawn(chance: Random, first: date, days: int) -> date:
    return first + timedelta(days=chance.randrange(days))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("today", [date(2025, 12, 31), date(2026, 1, 1), date(2030, 8, 2)])
def test_documents_of_many_years_count_alike_in_both(seed: int, today: date) -> None:
    assert disagreements(until(lives(seed, 250), today), today) == []
