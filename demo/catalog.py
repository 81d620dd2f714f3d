"""The county's catalog (基层政务公开标准目录): rows of real catalogs, and whom each obliges in 奉节县.

The wordings are those of the rows; which of the county's own offices a row obliges is read off its 公开主体, and the domains bear
their names in the list of 26. Nobody is obliged by a row whose department the registry does not have.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from demo.units import DATA, Unit, county_units, read_units
from law.codes import Channel

OFFICE = "fengjie-renminzhengfubangongshi"
"""奉节县人民政府办公室, which keeps the catalog."""

COMPILED_ON = date(2020, 12, 31)
"""By the end of 2020 the catalog was to be compiled: 奉节府办发〔2020〕101号 一（二）."""

ANEW_ON = date(2026, 1, 1)
"""First day of rows whose limit comes again every year."""

_DOMAINS = {
    "涉农资金": "涉农补贴",
    "生态环境": "环境保护",
    "卫生健康": "医疗卫生",
    "国有土地上房屋征收与补偿": "国有土地上房屋征收",
    "救灾生产": "救灾",
    "城乡规划": "国土空间规划",
}
_DEPARTMENTS = {
    "重大建设项目": ("fengjie-fazhanhegaigeweiyuanhui",),
    "社会救助": ("fengjie-minzhengju",),
    "养老服务": ("fengjie-minzhengju",),
    "救灾": ("fengjie-yingjiju",),
    "财政预决算": ("fengjie-caizhengju",),
    "涉农补贴": ("fengjie-caizhengju",),
    "食品药品监管": ("fengjie-shichangjianguanju",),
}
_COMES_AGAIN = ("按年公开", "永久公开")
_ON_REQUEST = ("迁出、迁入登记", "A级纳税人名单")
"""Rows that the simulated county has on request, so that there is something to evaluate."""

ON_REQUEST_ON = date(2025, 12, 31)
"""Since when it has."""

_CHANNELS = {
    "政府网站": Channel.WEBSITE,
    "政府公报": Channel.GAZETTE,
    "两微一端": Channel.SOCIAL,
    "发布会": Channel.PRESS_CONFERENCE,
    "广播": Channel.BROADCAST,
    "纸质媒体": Channel.NEWSPAPER,
    "公开查阅点": Channel.READING_POINT,
    "政务服务中心": Channel.SERVICE_CENTRE,
    "便民服务站": Channel.SERVICE_STATION,
    "入户": Channel.ON_SITE,
    "公示栏": Channel.NOTICE_BOARD,
    "精准推送": Channel.PUSH,
}
"""How cells name the channels of the standard list; a platform beside it is passed over."""

_BOX = re.compile("■([^■□口]*)")
_TOWNSHIP = re.compile("(?<!城)乡|[镇街村]")
_FOREIGN = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]|[農業產補貼購鎮鄉縣]")
"""Rows of mirrors in traditional script, which the county would not copy."""


@dataclass(frozen=True)
class Row:
    """A row, with 同上 resolved and the names of merged cells filled in."""

    number: str
    domain: str
    level1: str
    level2: str
    basis: str
    time_limit: str
    body: str
    county_units: tuple[str, ...]
    town_units: tuple[str, ...]
    effective_on: date
    on_request: bool
    channels: tuple[Channel, ...]
    """Those that must be used (■)."""

    @property
    def name(self) -> str:
        """As facts about information name it."""
        return f"{OFFICE}:{self.number}"

    def obliges(self, org: str) -> bool:
        """Whether the row names the unit."""
        return org in self.county_units or org in self.town_units


@cache
def catalog() -> tuple[Row, ...]:
    """Every row, once."""
    units = county_units(read_units())
    towns = tuple(unit.org for unit in units if unit.kind in ("街道", "镇", "乡"))
    departments = tuple(unit.org for unit in units if unit.kind == "部门")
    rows: dict[tuple[str, str, str], Row] = {}
    for raw in _filled():
        domain = _DOMAINS.get(raw["domain"], raw["domain"])
        key = domain, raw["level1"], raw["level2"]
        if key in rows or _FOREIGN.search("".join(raw.values())):
            continue
        everybody = raw["subject"] == "部门"
        rows[key] = Row(
            f"ml-{len(rows) + 1:03d}",
            *key,
            raw.get("basis", ""),
            raw["time_limit"],
            raw["subject"],
            departments if everybody else _DEPARTMENTS.get(domain, ()),
            towns if _TOWNSHIP.search(raw["subject"] + raw["tier"]) else (),
            _effective(raw["time_limit"], raw["level2"]),
            raw["level2"] in _ON_REQUEST,
            _required(raw.get("channels", "")),
        )
    return tuple(rows.values())


@cache
def displayed() -> frozenset[str]:
    """Names of the rows whose wording sets a time for which something must be shown."""
    return frozenset(row.name for row in catalog() if "公示" in row.time_limit and row.time_limit.endswith("工作日"))


@cache
def required_channels() -> Mapping[str, tuple[Channel, ...]]:
    """Names of the rows that require channels, with these."""
    return {row.name: row.channels for row in catalog() if row.channels}


def obliging(unit: Unit) -> list[Row]:
    """The rows that oblige a unit, in the order of the catalog."""
    return [row for row in catalog() if row.obliges(unit.org)]


def _effective(time_limit: str, level2: str) -> date:
    if level2 in _ON_REQUEST:
        return ON_REQUEST_ON
    return ANEW_ON if time_limit in _COMES_AGAIN else COMPILED_ON


def _required(cell: str) -> tuple[Channel, ...]:
    """The channels whose box is filled, in the order of the list."""
    filled = [re.sub(r"\s", "", name) for name in _BOX.findall(cell)]
    return tuple(
        dict.fromkeys(channel for words, channel in _CHANNELS.items() if any(words in name for name in filled))
    )


def _filled() -> Iterator[dict[str, str]]:
    """Rows of both files: a name left empty in a merged cell is the one above, and so is 同上."""
    above: dict[str, str] = {}
    for raw in _read("catalog_rows.csv", "catalog_rows_more.csv"):
        row = raw | {name: re.sub(r"\s", "", raw[name]) for name in ("domain", "level1", "level2", "subject", "tier")}
        if row["domain"] == above.get("domain"):
            row["level1"] = row["level1"] or above["level1"]
        row |= {name: above[name] for name in ("time_limit", "basis") if row.get(name) == "同上" and above.get(name)}
        row["level1"] = row["level1"] or row["domain"]
        row["level2"] = row["level2"] or row["level1"]
        above = row
        yield row


def _read(*names: str, folder: Path = DATA) -> Iterator[dict[str, str]]:
    for name in names:
        with (folder / name).open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)


def changes(rows: Sequence[Row]) -> tuple[Row, Row, Row]:
    """Rows that change within the year: one with a new wording, one with a local limit beside it, one that is removed."""
    twenty = [row for row in rows if row.time_limit.startswith("信息形成或者变更之日起20个工作日内") and row.town_units]
    ten = [row for row in rows if row.time_limit.startswith("制定或获取信息之日起10个工作日内") and row.town_units]
    return twenty[0], ten[0], twenty[-1]
