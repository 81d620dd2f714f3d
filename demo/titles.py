"""Titles of simulated documents and items, marked as simulated; subjects from the 26 trial domains of 101号."""

from __future__ import annotations

import random
from datetime import date

from demo.units import Unit

MARK = "（模拟）"
"""Ends every made-up title: nobody shall take it for something a real unit wrote."""

_DOCUMENTS = (
    "关于做好{month}月安全生产工作的通知",
    "关于印发{topic}工作方案的通知",
    "关于{topic}资金安排的批复",
    "关于开展{topic}专项检查的通知",
    "关于调整{topic}工作领导小组的通知",
    "关于{topic}办理情况的答复函",
)
_ITEMS = (
    "{year}年{month}月{topic}情况公示",
    "{topic}对象名单公示（{year}年{month}月）",
    "{topic}办事指南",
    "{year}年{month}月{topic}检查结果",
    "{topic}资金分配结果公告",
    "{topic}政策问答",
)
_DECISIONS = ("实施方案", "管理办法", "收费标准", "发展规划", "年度项目安排")
_TOWN = (
    "农村低保",
    "临时救助",
    "特困人员供养",
    "农村危房改造",
    "耕地地力保护补贴",
    "农机购置补贴",
    "宅基地审批",
    "征地补偿",
    "地质灾害防治",
    "防汛抗旱",
    "高龄津贴",
    "公益性岗位",
    "残疾人两项补贴",
    "村道建设",
    "人居环境整治",
)
_COUNTY = (
    "国土空间规划",
    "重大建设项目",
    "公共资源交易",
    "财政预决算",
    "安全生产",
    "税收管理",
    "征地补偿",
    "保障性住房",
    "环境保护",
    "公共文化服务",
    "公共法律服务",
    "救灾",
    "食品药品监管",
    "城市综合执法",
    "就业创业",
    "社会保险",
    "社会救助",
    "养老服务",
    "户籍管理",
    "涉农补贴",
    "义务教育",
    "医疗卫生",
    "市政服务",
)


def document_title(unit: Unit, day: date, rng: random.Random) -> str:
    """A document's title."""
    return _title(_DOCUMENTS, unit, day, rng)


def item_title(unit: Unit, day: date, rng: random.Random) -> str:
    """The title of information that is not a document."""
    return _title(_ITEMS, unit, day, rng)


def decision_title(unit: Unit, rng: random.Random) -> str:
    """What is to be decided."""
    topic = rng.choice(_COUNTY if unit.kind == "部门" else _TOWN)
    return f"{unit.name}{topic}{rng.choice(_DECISIONS)}{MARK}"


def _title(forms: tuple[str, ...], unit: Unit, day: date, rng: random.Random) -> str:
    topic = rng.choice(_COUNTY if unit.kind == "部门" else _TOWN)
    return unit.name + rng.choice(forms).format(topic=topic, year=day.year, month=day.month) + MARK
