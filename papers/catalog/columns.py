"""The columns of the standard catalog, and the headings under which real tables have them."""

from __future__ import annotations

import re
from enum import StrEnum

from papers.files.spelling import plain


class Column(StrEnum):
    """What a column holds; the value is its heading in the official layout."""

    ORDER = "序号"
    DOMAIN = "领域"
    LEVEL1 = "一级事项"
    LEVEL2 = "二级事项"
    LEVEL3 = "三级事项"
    NAME = "公开事项名称"
    CONTENT = "公开内容（要素）"
    BASIS = "公开依据"
    LIMIT = "公开时限"
    BODY = "公开主体"
    OFFICE = "责任科室"
    CHANNELS = "公开渠道和载体"
    AUDIENCE = "公开对象"
    AUDIENCE_ALL = "全社会"
    AUDIENCE_GROUP = "特定群体（请写明）"
    METHOD = "公开方式"
    METHOD_ACTIVE = "主动"
    METHOD_REQUEST = "依申请公开"
    TIER = "公开层级"
    TIER_CITY = "市级"
    TIER_COUNTY = "县级"
    TIER_TOWN = "乡（村）级"
    PROCESS = "过程"
    PROCESS_DECISION = "决策"
    PROCESS_EXECUTION = "执行"
    PROCESS_MANAGEMENT = "管理"
    PROCESS_SERVICE = "服务"
    PROCESS_RESULT = "结果"
    FREQUENCY = "更新频率"
    NOTE = "备注"
    NUMBER = "事项编号"
    ORIGIN = "来源"
    COUNTY_UNITS = "县级责任单位"
    TOWN_UNITS = "乡级责任单位"
    LOCAL = "本地调整"
    PROBLEM = "问题"


PROCESSES = {
    Column.PROCESS_DECISION: "决策",
    Column.PROCESS_EXECUTION: "执行",
    Column.PROCESS_MANAGEMENT: "管理",
    Column.PROCESS_SERVICE: "服务",
    Column.PROCESS_RESULT: "结果",
}

PASSED_OVER = frozenset({Column.LOCAL, Column.PROBLEM, Column.ORDER})
"""Columns that are written for the reader and mean nothing when read: of 序号 see 同序号3."""

MARKED = frozenset(
    {
        Column.METHOD_ACTIVE,
        Column.METHOD_REQUEST,
        Column.TIER_CITY,
        Column.TIER_COUNTY,
        Column.TIER_TOWN,
        *PROCESSES,
    }
)
"""Columns of √."""

_LEVEL = r"(?:公开)?(?:事项)?[(]?{number}级[)]?(?:公开)?(?:事项|目录|指标|类别|分类|栏目)?(?:名称)?|(?:公开)?事项[(]{number}级[)]"
_AND = r"级()、/,和及与"
_TOWNS = rf"(?=.*(?:[乡镇街村居]|社区))[乡镇街道村居社区苏木场办事处{_AND}]+"
_COUNTIES = rf"(?=.*[县区旗])[省市县区旗州{_AND}]+"
_CITIES = rf"(?=.*[省市州国])[省市州地国家直辖{_AND}]+"

_LEAVES: tuple[tuple[Column, str], ...] = (
    (Column.ORDER, r"序号|序|顺序号|No\.?|号"),
    (Column.NUMBER, r"(?:公开)?事项(?:编码|编号|代码)|(?:目录)?(?:编码|编号)"),
    (Column.DOMAIN, r"(?:所属|试点|公开|行业|重点)?领域(?:名称|类别)?|板块"),
    (Column.LEVEL1, _LEVEL.format(number="一")),
    (Column.LEVEL2, _LEVEL.format(number="二")),
    (Column.LEVEL3, _LEVEL.format(number="三")),
    (Column.NAME, r"(?:公开)?(?:事项|信息)(?:名称)?|公开(?:事项|目录|项目|标题)(?:名称)?"),
    (
        Column.CONTENT,
        r"(?:公开|信息|具体|主要|公开具体)?内容(?:标准)?(?:[和及与、]?(?:要素|要求|标准))?|公开(?:要素|标准)",
    ),
    (Column.BASIS, r"(?:公开|法律|政策|法规|法定|法律法规|设定)?(?:政策)?依据(?:文件|文件号|文号)?"),
    (Column.LIMIT, r"(?:信息)?公开(?:时限|期限|时间|时效)(?:要求)?|时限(?:要求)?|期限"),
    (Column.BODY, r"(?:公开|责任|公开责任|实施|牵头|发布)(?:主体|单位|部门|机构)|主体"),
    (Column.OFFICE, r"(?:责任|承办|公开|负责)?(?:科室|股室|处室|业务科室)|承办(?:机构|单位|部门)"),
    (Column.CHANNELS, r"(?:信息)?(?:公开|发布)?(?:渠道|载体|平台|途径)(?:[和及与、或]?(?:载体|渠道|方式|平台))?"),
    (Column.AUDIENCE, r"(?:公开)?(?:对象|范围)"),
    (Column.AUDIENCE_ALL, r"全?社会(?:公众)?|面向社会"),
    (Column.AUDIENCE_GROUP, r"特定(?:群[体众]|对象|人群)(?:[(]?请.{0,4}明[)]?)?"),
    (Column.METHOD, r"(?:公开)?(?:方式|类型|属性|类别|形式)"),
    (Column.METHOD_ACTIVE, r"主动(?:公开)?"),
    (Column.METHOD_REQUEST, r"依?申请(?:公开?)?"),
    (Column.TIER, r"(?:公开|责任)?(?:层级|级别|层次)"),
    (Column.TIER_TOWN, _TOWNS),
    (Column.TIER_COUNTY, _COUNTIES),
    (Column.TIER_CITY, _CITIES),
    (Column.PROCESS, r"(?:公开)?(?:过程|环节|阶段)|[(]?五公开(?:类别|类型|环节)?[)]?"),
    (Column.PROCESS_DECISION, r"决策(?:公开)?"),
    (Column.PROCESS_EXECUTION, r"执行(?:公开)?"),
    (Column.PROCESS_MANAGEMENT, r"管理(?:公开)?"),
    (Column.PROCESS_SERVICE, r"服务(?:公开)?"),
    (Column.PROCESS_RESULT, r"结果(?:公开)?"),
    (Column.FREQUENCY, r"(?:信息|内容)?更新(?:频率|周期|频次|时限|要求|时间)|公开(?:频率|频次)"),
    (Column.NOTE, r"备注|说明|其他说明|注"),
    (Column.ORIGIN, r"(?:事项|目录)?来源"),
    (Column.COUNTY_UNITS, r"县级责任单位"),
    (Column.TOWN_UNITS, r"乡级责任单位"),
    (Column.LOCAL, r"本地调整"),
    (Column.PROBLEM, r"问题"),
)
_EXPLAINED = re.compile(r"[(][^()]*[)]?$")
_PATTERNS = tuple((column, re.compile(pattern)) for column, pattern in _LEAVES)

PARENTS = frozenset({Column.NAME, Column.AUDIENCE, Column.METHOD, Column.TIER, Column.PROCESS})
"""Columns under whose heading others may stand: 公开事项, 公开对象, 公开方式, 公开层级, 过程."""

UNDER = frozenset({Column.LEVEL1, Column.LEVEL2, Column.LEVEL3, Column.AUDIENCE_ALL, Column.AUDIENCE_GROUP, *MARKED})
"""Columns that stand under another's heading, where a head has two rows or three."""


def column_of(heading: str) -> Column | None:
    """The column that a heading names, with or without what it explains in brackets; None where it is none of a catalog."""
    words = plain(heading).strip(":*")
    for spelling in dict.fromkeys((words, _EXPLAINED.sub("", words))):
        for column, pattern in _PATTERNS:
            if pattern.fullmatch(spelling):
                return column
    return None
