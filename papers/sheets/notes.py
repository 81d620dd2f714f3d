"""What a column wants, in words for the clerk; made of the model's own bounds and sources."""

from __future__ import annotations

from pydantic.fields import FieldInfo

from contracts.fields import SHAPES, is_ahead
from papers.sheets.columns import Column, Kind, Role, pattern_of

HOW = (
    "一行报送一件事；列可以移动、改名、增加，读取时按列名对应，自己加的列不读取。",
    "“本单位编号”写本单位自己的编号，一件事只用一个编号。同一个文件再报送一次，什么也不会变；改了内容再报送，就是更正，原来的内容留有记录。",
    "红色列名（带*）在报送这一步时必须填写；还没有发生的步骤整段空着，发生以后在同一行补上，再报送一次。",
    "空着不等于撤回：以前报送过的内容仍然有效。要撤回，在“撤回”列选“整行撤回”或者某一步；“更正原因”可以不写。",
    "同一步做了几次的（例如在几个渠道公开），另起一行，编号相同，在“第几次”列写2、3……",
    "清单、计划一类的表，一份占几行，每行一项；编号和共同的内容写在第一行即可，整份作为一件事报送。",
    "日期写到日：2026-03-05、2026年3月5日、2026.3.5都可以；不能只写3月5日。",
    "“同上”“〃”和合并的单元格照上面的内容读取。公式请粘贴为数值；不要带宏，不要链接别的文件。",
    "不得出现居民身份证号码和手机号码；申请类的表里不写姓名、地址，编号只用字母、数字和 . _ : -。",
    "编号以“示例”开头的行不报送。有错的格子退回时标红，并写明原因，改好再报送即可。",
)
"""How the workbook is filled in."""

_ROLES = {
    Role.NUMBER: "本单位自己的编号，一件事一个",
    Role.SUBJECT: "所属事项报送时用的本单位编号",
    Role.NTH: "第一次空着；同一步的第二次起写2、3……",
    Role.WITHDRAW: "要撤回以前报送的内容时才选",
    Role.REASON: "可以不写，写了就作为更正、撤回的原因",
}


def wants(column: Column) -> str:
    """What is written into the column."""
    if column.role in _ROLES:
        return _ROLES[column.role]
    assert column.info is not None, "a column of no role of its own is a field's"
    bounds = _bounds(column.info)
    if column.kind is Kind.DATE:
        return "日期，可以是将来" if is_ahead(column.info) else "日期，不晚于报送当天"
    if column.kind is Kind.CODE:
        return "；".join(part for part in (SHAPES.get(pattern_of(column.info) or "", ""), bounds) if part)
    return f"{column.kind}{f'，{bounds}' if bounds else ''}"


def source(column: Column) -> str:
    """The article or paper that asks for it."""
    extra = column.info.json_schema_extra if column.info is not None else None
    return str(extra.get("source", "")) if isinstance(extra, dict) else ""


def meaning(column: Column) -> str:
    """The model's own words."""
    return (column.info.description or "") if column.info is not None else ""


def _bounds(info: FieldInfo) -> str:
    words = {"ge": "不小于{}", "le": "不大于{}"}
    if not any(hasattr(mark, "ge") or hasattr(mark, "le") for mark in info.metadata):
        words = {"max_length": "最多{}字"}
    marks = {name: getattr(mark, name, None) for mark in info.metadata for name in words if hasattr(mark, name)}
    return "，".join(text.format(marks[name]) for name, text in words.items() if marks.get(name) is not None)
