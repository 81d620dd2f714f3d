"""What can be wrong with a catalog's table, in words for the office that made it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from papers.files import finding
from papers.files.finding import Weight, Words

_R, _D, _N = Weight.REFUSED, Weight.DOUBT, Weight.REMARK

WORDS: dict[str, Words] = {
    "sheet.no_head": Words(
        _N, "没有找到标准目录的表头，这张工作表没有读取", "表头应有公开内容、公开时限、公开主体等列"
    ),
    "sheet.hidden": Words(_N, "这张工作表是隐藏的，没有读取", "要导入它，请在Excel或者WPS中取消隐藏并保存"),
    "column.unknown": Words(_N, "标准目录没有这一列，没有读取", "需要保留的内容请写入“备注”列"),
    "column.missing": Words(_D, "表头没有“{about}”列", "请补上这一列；没有时限的事项按条例第二十六条20个工作日计算"),
    "row.left_out": Words(_N, "这一行不是事项（说明、小计或者落款），没有读取", "如果是事项，请补齐事项名称"),
    "row.nameless": Words(_R, "没有事项名称", "请填写一级事项和二级事项"),
    "row.no_domain": Words(
        _R, "不知道属于哪个领域", "请在标题写明“××领域基层政务公开标准目录”，或者加“领域”列，或者用 --domain 指定"
    ),
    "row.same": Words(_R, "与{about}完全相同", "请删去重复的一行"),
    "row.contradicts": Words(
        _R,
        "与{about}是同一事项、同一内容，其他要素却不同",
        "请只保留正确的一行；确实是两个事项的，请在名称或者公开内容里写明区别",
    ),
    "row.number_twice": Words(_R, "事项编号与{about}相同", "每个事项用一个编号；新增事项请把编号留空"),
    "same_as.nothing": Words(_R, "“{about}”没有可以照用的内容", "请写出内容"),
    "same_as.cycle": Words(_R, "“同上”“同下”互相指向，没有内容", "请在其中一处写出内容"),
    "cell.uncomputed": Words(
        _R, "公式没有计算结果，或者结果是错误值", "请在Excel或者WPS中打开、计算并保存，或者把公式改成值"
    ),
    "cell.no_words": Words(_R, "只有标点，没有文字", "请写出内容"),
    "cell.too_long": Words(_R, "{about}", "请缩短；详细内容请留在附件"),
    "cell.invalid": Words(_R, "{about}", "请按规则改正"),
    "door.refused": Words(_R, "{about}", "请改正后再导入"),
    "limit.unread": Words(
        _D,
        "{about}；按条例第二十六条20个工作日计算",
        "请核对并写明起算点和期限，例如：信息形成或者变更之日起20个工作日内",
    ),
    "method.both": Words(_R, "主动和依申请都勾选了", "请只勾选一种；两种都有的，请分成两行"),
    "method.unmarked": Words(_D, "没有勾选公开方式，按主动公开读取", "请勾选主动或者依申请"),
    "mark.unclear": Words(_R, "这里应当是√或者空白", "请打√，或者清空"),
    "tier.unmarked": Words(_D, "没有勾选公开层级，按公开主体的文字确定", "请勾选县级或者乡（村）级"),
    "tier.differs": Words(_D, "公开层级与公开主体不一致（{about}），按公开主体的文字确定", "请核对层级和主体"),
    "body.unknown": Words(
        _D, "单位名录里没有“{about}”", "请用 gongkai orgs load 增加单位，或者用 --units 文件写明这些文字指哪些单位"
    ),
    "unit.unknown": Words(
        _R, "单位名录里没有代号{about}", "请清空这一格，由公开主体的文字确定单位；代号用 gongkai orgs 查"
    ),
    "body.nobody": Words(
        _D,
        "公开主体的文字没有对上任何单位，暂由{about}承担",
        "请用 gongkai orgs load 增加单位，或者用 --units 文件写明",
    ),
}
"""Code → words; ``{about}`` is filled with what the finding is about."""


class Finding(finding.Finding):
    """A finding of a catalog."""

    __slots__ = ()

    WORDS: ClassVar[Mapping[str, Words]] = WORDS
