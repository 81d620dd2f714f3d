"""What can be wrong with a sheet that a clerk filled in, in words for the clerk. No finding repeats what a cell says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from papers.files import finding
from papers.files.finding import Weight, Words

_R, _D, _N = Weight.REFUSED, Weight.DOUBT, Weight.REMARK

_DAY = "请写明年月日，如 2026-03-05 或者 2026年3月5日"

WORDS: dict[str, Words] = {
    "sheet.no_head": Words(_N, "没有找到报送表的表头，这张工作表没有读取", "表头应有“本单位编号”和模板中的列名"),
    "sheet.hidden": Words(_N, "这张工作表是隐藏的，没有读取", "要报送它，请取消隐藏并保存"),
    "sheet.read_as": Words(_N, "这张工作表按“{about}”读取", "不对的，请把工作表的名称改成模板中的名称"),
    "column.unknown": Words(_N, "报送表没有这一列，没有读取", "自己加的列可以留着；要报送的内容请写入模板的列"),
    "column.twice": Words(_N, "这一列的列名前面已有，没有读取", "请只留一列"),
    "column.unclear": Words(_N, "不知道这一列属于哪一步，没有读取", "列名请写全，如“{about}”"),
    "row.left_out": Words(
        _N, "这一行不是报送的内容（没有编号，或者是说明、合计、落款），没有读取", "要报送它，请填写编号和内容"
    ),
    "row.example": Words(_N, "示例行，不报送", "可以删去"),
    "row.no_number": Words(_R, "没有填写“本单位编号”", "请填写本单位自己的编号；同一编号再次报送就是更正"),
    "row.no_subject": Words(_R, "没有填写“{about}”", "请填写所属事项在本单位的编号"),
    "row.nothing": Words(_D, "这一行只有编号，没有要报送的内容", "请填写内容，或者删去这一行"),
    "row.same": Words(_N, "与{about}相同，只报送一次", "可以删去一行"),
    "row.differs": Words(
        _R, "编号与{about}相同，内容却不同", "请只留正确的一行；同一事项的第二次起，请在“第几次”列写2、3……"
    ),
    "group.differs": Words(_R, "与第{about}行编号相同，这一格却不同", "同一编号的几行里，这一列只写一次，或者写成一样"),
    "group.held": Words(_R, "同一编号的第{about}行有误，整份没有报送", "改正那一行即可"),
    "row.overtaken": Words(_R, "这一行刚由另一次报送改过，这次的内容没有接收", "请核对后再报送一次，作为更正"),
    "same_as.nothing": Words(_R, "“同上”没有可以照用的内容", "请写出内容"),
    "same_as.cycle": Words(_R, "“同上”“同下”互相指向，没有内容", "请在其中一处写出内容"),
    "cell.missing": Words(_R, "没有填写“{about}”", "请填写；这一步还没有发生的，把它的各列都空着"),
    "column.missing": Words(_R, "没有填写“{about}”，表里也没有这一列", "请加上这一列，列名写作“{about}”"),
    "cell.formula": Words(_R, "这一格是公式，不是值", "请复制后“选择性粘贴”为数值，再报送"),
    "cell.error": Words(_R, "这一格是错误值", "请写出内容"),
    "cell.imprecise": Words(_R, "编号是数字格式，15位以后的数字已经丢失", "请把这一列设为文本格式，重新写完整的编号"),
    "date.unreadable": Words(_R, "看不出是哪一天", _DAY),
    "date.no_year": Words(_R, "日期没有写年份", _DAY),
    "date.no_day": Words(_R, "日期没有写到日", _DAY),
    "date.no_such": Words(_R, "没有这一天", "请核对月份和日"),
    "date.short_year": Words(_R, "年份没有写四位，分不清年、月、日", _DAY),
    "date.order_unclear": Words(_R, "分不清月和日", _DAY),
    "date.other_system": Words(
        _R, "日期是数字，而这个文件从1904年起计日，分不清是哪一天", "请把这一列设为日期格式，或者写成 2026-03-05"
    ),
    "number.unreadable": Words(_R, "这里应当是整数", "请只写数字，如 12"),
    "nth.unreadable": Words(_R, "“第几次”应当是1、2、3……", "第一次可以空着"),
    "choice.unknown": Words(_R, "不在可以填写的内容之中", "请从下拉列表中选：{about}"),
    "choice.only": Words(
        _R, "这里只能选一项", "请留一项；同一步的另几项另起一行，编号相同，在“第几次”列写2、3……；可选：{about}"
    ),
    "url.spaces": Words(_R, "网址里有空格或者换行", "请只写一个网址，从浏览器的地址栏复制"),
    "unit.unknown": Words(_R, "单位名录中本县没有叫这个名称的单位", "请写单位的全称或者名录中的简称，一个字也不差"),
    "withdraw.unknown": Words(_R, "不知道要撤回哪一步", "请从下拉列表中选：{about}"),
    "withdraw.nothing": Words(_N, "要撤回的没有报送过，或者已经撤回", "不用再报送"),
    "step.emptied": Words(
        _D, "“{about}”以前报送过，这次空着：原来的内容仍然有效", "要更正请重新填写；要撤回请在“撤回”列选这一步"
    ),
    "door.refused": Words(_R, "{about}", "请改正后再报送"),
}
"""Code → words; ``{about}`` is filled with what the finding is about."""


class Finding(finding.Finding):
    """A finding of a sheet."""

    __slots__ = ()

    WORDS: ClassVar[Mapping[str, Words]] = WORDS
