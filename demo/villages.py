"""Villages of the simulated county: one for each township, with the list that its township issues."""

from __future__ import annotations

from datetime import date

from demo.titles import MARK
from demo.units import Unit

LISTED_ON = date(2026, 1, 1)
"""Day on which lists for the year were made, the township's and the villages'."""

AFFAIRS = (
    {"affair": "cwgk-01", "name": "村级财务", "how_often": "每月"},
    {"affair": "cwgk-02", "name": "惠农政策", "how_often": "每季度"},
    {"affair": "cwgk-03", "name": "社会救助", "how_often": "每季度"},
    {"affair": "cwgk-04", "name": "养老服务", "how_often": "每季度"},
    {"affair": "cwgk-09", "name": "村民会议决定的事项", "how_often": "随时"},
)
"""What is to be published above all: 奉节府办发〔2020〕101号 二（八）; how often: 村民委员会组织法第三十条."""

LIST, VILLAGE, MATTERS = "qingdan-2026", "cun-01", 3
"""Subjects of a township, and how many matters arise in its village."""

BOARD, ONLINE = "村务公开栏", "网上"
PLACES = (BOARD, ONLINE)


def is_township(unit: Unit) -> bool:
    """Whether it guides villages and communities."""
    return unit.kind in ("街道", "镇", "乡")


def village_name(unit: Unit) -> str:
    """Of its village."""
    return f"{unit.name}{'示范社区' if unit.kind == '街道' else '示范村'}{MARK}"
