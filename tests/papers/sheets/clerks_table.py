"""A table of a clerk's own, and what was read of it."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

from papers.sheets.reading import Filled
from papers.sheets.telling import tellings

SHEET = "xl/worksheets/sheet1.xml"
HEADS = ["本单位编号", "形成日期", "公开属性", "标题", "发布日期", "公开渠道"]
ROW = ["a-1", "2026-03-02", "主动公开", "低保名单", "2026年3月4日", "政府网站"]
FACTS = {
    ("a-1", "formed"): {"formed_on": "2026-03-02", "attribute": "主动公开", "title": "低保名单"},
    ("a-1", "published"): {"published_on": "2026-03-04", "channel": "政府网站"},
}

OLD = (Path(__file__).parent / "samples" / "days.xls").read_bytes()
"""Two such rows as xlwt writes them: the day a plain number, and formatted as a day; merged cells A4:F5 below."""


def since_1904(old: bytes) -> bytes:
    """The .xls with its days counted from 1904: its record of that says 1 for 0."""
    record = struct.pack("<HHH", 0x0022, 2, 0)
    assert old.count(record) == 1
    return old.replace(record, struct.pack("<HHH", 0x0022, 2, 1))


def merged_to_the_end(old: bytes) -> bytes:
    """The .xls with its merged cells as large as its sheet."""
    record = struct.pack("<7H", 0x00E5, 10, 1, 3, 4, 0, 5)
    assert old.count(record) == 1
    return old.replace(record, struct.pack("<7H", 0x00E5, 10, 1, 3, 65_535, 0, 255))


def facts_of(read: Filled) -> dict[tuple[str, str], dict[str, Any]]:
    """Number and verb → data, of what the rows tell."""
    facts = tellings(read.rows)
    return {(telling.row.number, telling.step.verb): telling.data for telling in facts if not telling.refused}


def codes(read: Filled) -> set[tuple[str, str]]:
    """Codes and cells of the findings about rows."""
    return {(finding.code, finding.cell) for finding in read.findings if finding.row is not None}
