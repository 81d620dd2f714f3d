"""公开事项目录: items of the standard catalogs (基层政务公开标准目录), by the organisation that keeps the catalog.

An item is ``catalog.item/<issuer>/<number>``; elsewhere it is named ``<issuer>:<number>``, and without a colon it is one of
the sender's own catalog.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import partial
from typing import Annotated, Any, Literal

import msgspec
from pydantic import StringConstraints

from contracts.evaluation import Evaluated, EvaluationPublished, evaluation_duties
from contracts.fields import DATE, LAW, PATTERN_ID, PATTERN_ORG, PATTERN_WORDS, BusModel, Date, described
from contracts.kit import Family, Key, Measure
from contracts.references import key_named, name_of
from contracts.state import SubjectState
from law.codes import Channel
from law.time_limits import MOST_CHARACTERS

SEED = "奉节府办发〔2020〕101号"
CATALOG = f"{SEED} 二（一）"

KIND = "catalog.item"
MOST_UNITS = 200
"""Organisations of one level that a row obliges; a county has some sixty."""

ITEM_REFERENCE = "catalog item, <issuer>:<number>; without a colon one of the sender's own catalog"

Units = list[Annotated[str, StringConstraints(pattern=PATTERN_ORG)]]


class Origin(StrEnum):
    """Whose row it is: national ones are locked, a county adds local ones."""

    NATIONAL = "国家"
    LOCAL = "地方"


class Method(StrEnum):
    """公开方式 of a row."""

    PROACTIVE = "主动"
    ON_REQUEST = "依申请"


class Level(StrEnum):
    """公开层级 of the catalog."""

    COUNTY = "县级"
    TOWNSHIP = "乡级"


LEVEL_NAMES = {Level.COUNTY: "County", Level.TOWNSHIP: "Township"}


def item_key(text: str, own_org: str) -> Key:
    """The item that ``text`` names, ``own_org`` being the sender."""
    return key_named(KIND, text, own_org)


def item_name(key: Key) -> str:
    """``<issuer>:<number>``: an item as others name it."""
    return name_of(key)


ITEM_WORDS = ("目录事项", "catalog item")
"""What it is called where somebody names one of which nothing has arrived."""


def item_reference(name: str = "事项编号", meaning: str = ITEM_REFERENCE) -> Any:
    """The field of a fact that names an item, or None."""
    return described(name, meaning, source=CATALOG, default=None, min_length=1, max_length=200, pattern=PATTERN_ID)


def _text(name: str, meaning: str, most: int) -> Any:
    return described(name, meaning, source=CATALOG, default=None, max_length=most)


def _units(level: str) -> Any:
    meaning = f"organisations that the row obliges at {level} level, its 公开主体 resolved"
    return described(f"{level}公开主体", meaning, source=CATALOG, default=None, max_length=MOST_UNITS, registered=True)


class ItemElements(BusModel, title="事项要素", meaning="what a row of the catalog says; what is absent is not said."):
    domain: str | None = described(
        "领域", "domain, e.g. 涉农补贴", source=CATALOG, default=None, max_length=50, pattern=PATTERN_WORDS
    )
    level1: str | None = described(
        "一级事项", "first level", source=CATALOG, default=None, min_length=1, max_length=200
    )
    level2: str | None = described(
        "二级事项", "second level", source=CATALOG, default=None, min_length=1, max_length=200
    )
    level3: str | None = _text("三级事项", "third level, where there is one", 200)
    name: str | None = _text("公开事项名称", "name; absent: the last level's", 500)
    content: str | None = _text("公开内容（要素）", "what is to be disclosed", 5_000)
    basis: str | None = _text("公开依据", "laws and documents that it rests on", 5_000)
    time_limit: str | None = _text("公开时限", "the cell's own words, 同上 already resolved", MOST_CHARACTERS)
    body: str | None = _text("公开主体", "who discloses, in the cell's own words", 1_000)
    county_units: Units | None = _units("县级")
    town_units: Units | None = _units("乡级")
    method: Method | None = described("公开方式", "by the office itself, or on request", source=CATALOG, default=None)
    channels: list[Channel] | None = described(
        "公开渠道和载体", "those that must be used (■)", source=f"{LAW} 23–25", default=None, max_length=len(Channel)
    )
    channels_optional: list[Channel] | None = described(
        "可选渠道", "those that may be used (□)", source=f"{LAW} 23–25", default=None, max_length=len(Channel)
    )
    audience: str | None = _text("公开对象", "全社会, or the group it is for", 500)
    process: str | None = _text("过程", "决策、执行、管理、服务、结果, where given", 50)
    update_frequency: str | None = _text("更新频率", "how often it is brought up to date, in words", 100)
    note: str | None = _text("备注", "anything else", 1_000)


class ItemListed(ItemElements, title="列入目录", meaning="a row was put into the catalog, or has a new version."):
    effective_on: Date = described(
        "生效日期", "first day on which this version obliges; may lie ahead", unit=DATE, source=CATALOG, ahead=True
    )
    origin: Origin = described("来源", "国家: of the national list, locked; 地方: added here", source=CATALOG)
    domain: str = described("领域", "domain, e.g. 涉农补贴", source=CATALOG, max_length=50, pattern=PATTERN_WORDS)
    level1: str = described("一级事项", "first level", source=CATALOG, min_length=1, max_length=200)
    level2: str = described("二级事项", "second level", source=CATALOG, min_length=1, max_length=200)


class ItemAdapted(
    ItemElements,
    title="本地调整",
    meaning="what the county changes beside a national row, which stands as it is; what is absent stays.",
):
    effective_on: Date = described(
        "生效日期", "first day of the change; may lie ahead", unit=DATE, source=CATALOG, ahead=True
    )
    reason: str = described("调整原因", "why", min_length=1, max_length=1_000)


class ItemRepealed(BusModel, title="移出目录", meaning="the row obliges nobody any more."):
    repealed_on: Date = described("失效日期", "first day without effect; may lie ahead", unit=DATE, ahead=True)
    reason: str = described("移出原因", "why", min_length=1, max_length=1_000)


class ItemVersion(
    BusModel, title="事项版本", meaning="days on which a row had the same limits; what receivers of the state need."
):
    since: date = described("起", "first day", unit=DATE)
    until: date | None = described(
        "止（当日不计）", "first day on which it is another; absent while none is known", unit=DATE
    )
    domain: str = described("领域", "domain as listed")
    time_limit: str = described("公开时限", "as the row has it, nationally where it is a national one; may be empty")
    local_time_limit: str | None = described("本地时限", "the county's own beside it; the earlier holds", default=None)
    method: Method | None = described("公开方式", "as in force", default=None)
    channels: list[Channel] = described(
        "公开渠道和载体", "those that must be used (■), as in force", default_factory=list
    )
    fact: str = described("依据事实", "id of the listing")


class Obliged(BusModel, title="公开主体", meaning="an organisation and the days on which the row obliged it."):
    unit: str = described("单位", "organisation")
    level: Level = described("层级", "at which level")
    since: date = described("起", "first day", unit=DATE)
    until: date | None = described("止（当日不计）", "first day on which it does no more", unit=DATE)


ItemStage = Literal["in_force", "ahead", "repealed", "unknown"]


class ItemState(SubjectState, title="公开事项目录", meaning="a row of a catalog through all its versions."):
    stage: ItemStage = described("状态", "ahead: its first day is still to come; unknown: no listing has arrived")
    origin: Origin | None = described("来源", "of the version that is in force, or was last or will be first")
    domain: str | None = described("领域", "as in force", default=None)
    level1: str | None = described("一级事项", "as in force", default=None)
    level2: str | None = described("二级事项", "as in force", default=None)
    level3: str | None = described("三级事项", "as in force", default=None)
    method: Method | None = described("公开方式", "as in force", default=None)
    time_limit: str | None = described("公开时限", "as listed", default=None)
    local_time_limit: str | None = described("本地时限", "the county's own beside it", default=None)
    read_as: str = described("时限读法", "the clauses that were read, in short; empty where none could be", default="")
    notes: list[str] = described("存疑", "why a person should look at the limit, as codes", default_factory=list)
    since: date | None = described("版本起", "first day of that version", unit=DATE, default=None)
    until: date | None = described(
        "版本止（当日不计）", "first day on which it is in force no more", unit=DATE, default=None
    )
    versions: list[ItemVersion] = described(
        "版本", "by day; the newest where there are very many", default_factory=list
    )
    obliged: list[Obliged] = described(
        "公开主体", "whom it obliges to disclose by itself, and when: by unit, level and day", default_factory=list
    )


class ItemText(
    BusModel, title="事项文本", meaning="one version of a row in full, local changes beside the row's own text."
):
    since: date = described("起", "first day", unit=DATE)
    until: date | None = described("止（当日不计）", "first day on which it is another", unit=DATE)
    origin: Origin = described("来源", "国家 or 地方")
    listed: ItemElements = described("原文", "as listed")
    local: ItemElements | None = described("本地调整", "what the county changed, and nothing else", default=None)
    reasons: list[str] = described("调整原因", "why, by day", default_factory=list)
    read_as: str = described("时限读法", "of the row's own limit", default="")
    local_read_as: str = described("本地时限读法", "of the county's", default="")
    notes: list[str] = described("存疑", "why a person should look at the limits, as codes", default_factory=list)
    facts: list[str] = described("依据事实", "ids of the listing and of the changes beside it")


class ItemDetail(BusModel, title="事项各版本", meaning="every version in full, by day."):
    versions: list[ItemText] = described("版本", "every version that obliged on any day, or will")


EVALUATE, PUBLISH_EVALUATION = evaluation_duties("evaluate_item", "publish_item_evaluation", "目录事项", "catalog item")
"""Of a row that is disclosed on request only, for each year at whose beginning it is; owed by who keeps the catalog."""


class VersionLimits(msgspec.Struct):
    """What whoever names an item reads of one version in its state."""

    since: date
    until: date | None = None
    time_limit: str = ""
    local_time_limit: str | None = None
    channels: list[str] = []

    def holds_on(self, day: date) -> bool:
        """Whether it was in force on ``day``."""
        return self.since <= day and (self.until is None or day < self.until)


class ItemLimits(msgspec.Struct):
    """What whoever names an item reads of its state; fields of newer versions are passed over."""

    org: str
    subject: str
    versions: list[VersionLimits] = []


_measure = partial(Measure, unit="项", group="目录", group_english="Catalog", shown=False)

ITEM = Family(
    name="item",
    service="catalog",
    chinese="公开事项目录",
    english="catalog item",
    facts={
        "listed": ItemListed,
        "adapted": ItemAdapted,
        "repealed": ItemRepealed,
        "evaluated": Evaluated,
        "evaluation_published": EvaluationPublished,
    },
    state=ItemState,
    findings={
        "evaluation.before_formation": "形成前评估",
        "evaluation.before_year": "年度开始前评估",
        "evaluation.downward": "评估缩小公开",
        "evaluation.published_before": "评估前公布评估结果",
        "evaluation.void": "失效后评估",
        "item.adapted_local": "地方事项无须调整",
        "item.adapted_unlisted": "调整未列入的事项",
        "item.listed_twice": "重复列入",
        "item.longer_than_national": "时限长于国家标准",
        "item.national_locked": "国家统一事项不得改动",
        "item.repealed_unlisted": "移出未列入的事项",
    },
    duties=(EVALUATE, PUBLISH_EVALUATION),
    measures=(
        _measure("catalog_listed", "列入", "Listed"),
        _measure("catalog_revised", "修订", "Revised"),
        _measure("catalog_repealed", "移出", "Removed"),
        _measure("catalog_limits_unread", "时限待核", "Limits to be looked at", alarm="warn"),
    ),
    # Each version may name some hundred units; a row has one a year, if at all.
    most_facts=200,
)

FAMILIES = (ITEM,)
