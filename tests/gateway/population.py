"""Persons who do not exist: names, numbers and addresses by chance, and what is theirs in a text."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余杜叶程苏魏吕丁沈任姚卢"
GIVEN = "娟婷霞芳娜敏丽艳杰涛磊洋勇军鹏飞玲桂兰英凤琴云翠莲珍贞莉秀菊瑞凝晓欢枫芸菲寒伊亚宜姬舒影荔枝思昭筠柔竹霭"
COMPOUND = ("欧阳", "司马", "上官", "诸葛")
TOWNS = ("永安街道", "夔门街道", "朱衣镇", "白帝镇", "草堂镇", "吐祥镇", "兴隆镇", "康坪乡")
STREETS = ("诗仙中路", "夔州路", "鱼复街", "滨河东路", "茅草坝村", "竹枝路", "少陵路")
REGIONS = ("500236", "500101", "512223", "420528", "110105", "310115")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class Person(NamedTuple):
    """Nobody, with everything that a department must not tell of a person."""

    name: str
    card: str
    old_card: str
    mobile: str
    address: str

    @property
    def numbers(self) -> list[str]:
        """Identity card and mobile numbers as people write them."""
        card, mobile = self.card, self.mobile
        return [
            card,
            f"{card[:6]} {card[6:14]} {card[14:]}",
            f"sq-{card}",
            card.lower(),
            self.old_card,
            f"{self.old_card[:6]}-{self.old_card[6:12]}-{self.old_card[12:]}",
            mobile,
            f"{mobile[:3]} {mobile[3:7]} {mobile[7:]}",
            f"{mobile[:3]}-{mobile[3:7]}-{mobile[7:]}",
            f"+86{mobile}",
            f"+86 {mobile[:3]} {mobile[3:7]} {mobile[7:]}",
            f"sq-2026-{mobile}",
        ]

    @property
    def words(self) -> list[str]:
        """Name and address, alone and in a text."""
        return [self.name, self.address, f"sq-{self.name}", f"申请人{self.name}，住{self.address}"]

    def within(self, content: bytes | str) -> list[str]:
        """What of this person stands in ``said``, however it is escaped there."""
        text = content.decode("utf-8", "replace") if isinstance(content, bytes) else content
        return [needle for needle in _needles(self) if needle in text]


@cache
def _needles(person: Person) -> list[str]:
    whole = {person.name, person.address, *person.numbers}
    return sorted(whole | {json.dumps(needle)[1:-1] for needle in whole})


def population(seed: int, count: int) -> list[Person]:
    """``count`` persons; the same seed gives the same."""
    chance = random.Random(seed)
    return [_person(chance) for _ in range(count)]


def _person(chance: random.Random) -> Person:
    surname = chance.choice(COMPOUND) if chance.random() < 0.1 else chance.choice(SURNAMES)
    name = surname + "".join(chance.sample(GIVEN, 2))
    region, serial = chance.choice(REGIONS), f"{chance.randrange(1, 1000):03d}"
    born = date(1940, 1, 1) + timedelta(days=chance.randrange(25_000))
    body = f"{region}{born:%Y%m%d}{serial}"
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    old = min(born, date(1999, 9, 30))
    return Person(
        name,
        body + "10X98765432"[total % 11],
        f"{region}{old:%y%m%d}{serial}",
        f"1{chance.randrange(3, 10)}{chance.randrange(10**9):09d}",
        f"重庆市奉节县{chance.choice(TOWNS)}{chance.choice(STREETS)}{chance.randrange(1, 400)}号"
        f"{chance.randrange(1, 20)}幢{chance.randrange(1, 30)}-{chance.randrange(1, 9)}",
    )
