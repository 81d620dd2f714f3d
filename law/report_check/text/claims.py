"""What a number in a clause is a statement about, if about anything that the tables count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from law.report_check.text import measures
from law.report_check.text.measures import Claim
from law.report_check.text.phrases import Quantity
from law.report_check.text.topics import ELSEWHERE, Topic
from law.table4 import Remedy

REMEDIES = {
    Topic.REVIEW: (Remedy.REVIEW,),
    Topic.LITIGATION: (Remedy.LITIGATION_DIRECT, Remedy.LITIGATION_AFTER_REVIEW),
    Topic.BOTH: tuple(Remedy),
}


@dataclass(frozen=True, slots=True)
class Context:
    """What a clause is about as far as those before it tell."""

    topic: Topic
    scope: str = ""
    year: int | None = None
    part: bool = False
    """Inside a list of parts (其中 …, or brackets)."""
    joint: bool = False
    """Whether its sentence has counted both reviews and lawsuits, so that an outcome may be of either, or of all."""
    published: bool = False
    """Whether its sentence counts what was published: 行政许可3件 may be such a piece of news."""


_SET_ASIDE = re.compile(
    r"协查|配合|协助|(?<!结)转办|会办|指导|同比|增加|减少|增长|下降|[与和比较](?:上|去|前|20\d\d)一?年|占|%|％|败诉|胜诉|一审|二审|逾期|超期|满意|"
    r"备案|提高|上升|降低|以来|历年|撤回|撤诉|"
    r"近[一二两三四五六七八九十\d]+年|年来|至今|季度|[上下]半年|月份"
)
_CHANNELS = re.compile(
    r"网络|网站|网上|信函|邮寄|邮件|邮箱|当面|现场|传真|"
    r"平台|线上|线下|书面|纸质|信件|来信|在线|窗口|微信|表单|口头|挂号|快递|系统"
)
_NO_PART = re.compile(r"共|总数|合计|累计|等(?:方式|渠道|途径|形式|多种)|各(?:种)?(?:渠道|途径)")
_RECEIVED = re.compile(r"收到|新收|接收|接到|受理|办理|处理|收取|收件|共收|提出|提交|申请|登记|依申请公开")
_FINISHED = re.compile(r"办结|办毕|办理完|答复|回复|结案")
_NEXT = r"(?:下一?年|次年|明年|20\d\d年)"
_BEFORE = r"(?:上一?年|去年|前一?年|往年|20\d\d年)"
CARRIED_OUT = re.compile(
    rf"(?:结?转|顺延|延续|延期)(?:结|办)?[至到入]{_NEXT}|(?:结转|转结|转){_NEXT}|(?:下一?年|次年|明年)度?(?:继续|再行?)?(?:办理|办结|答复)"
    r"|(?:下一?年|次年|明年)度?(?:结转|转结)"
)
_CARRIED_IN = re.compile(
    rf"{_BEFORE}度?[^，\d]{{0,6}}(?:结转|转结|转入|遗留)(?![至到入下次明\d])|(?:结转|转结)[自的]?(?:上一?年|去年|往年)"
)
_CARRIED = re.compile(r"(?:结转|转结)(?:申请|办理|件|数|的)*(?:为|共|计)?$")


def in_tables(read: Sequence[Quantity]) -> Iterator[Quantity]:
    """The numbers of a clause that a table may count: no comparisons, and none of several channels."""
    channels = [bool(_CHANNELS.search(quantity.before)) for quantity in read]
    several = sum(channels) > 1
    for quantity, of_channel in zip(read, channels, strict=True):
        aside = _SET_ASIDE.search(quantity.before) or quantity.before.endswith(("对", "就"))
        if not (quantity.about or aside or (of_channel and several)):
            yield quantity


def claim_of(context: Context, topic: Topic, quantity: Quantity) -> Claim | None:
    """What ``quantity`` states of the tables; None for nothing that they count."""
    words = quantity.before
    if quantity.unit in {"万元", "元"}:
        fees = "行政事业性收费" in words and not re.search(r"公开|公示|标准|目录|项目|免", words)
        return measures.FEES if fees else None
    for name, reading in measures.DECISIONS.items():
        if name in words:
            decided = not re.search(r"公开|公示|发布|信息|公布|清单|事项", words) and quantity.unit != "条"
            alone = sum(other in words for other in measures.DECISIONS) == 1
            listed = context.published and not re.search(r"决定|作出|办理|实施|处理", words)
            return Claim(name, (reading,)) if decided and alone and not listed else None
    if topic is Topic.APPLICATIONS:
        return _of_applications(context, quantity)
    if topic in REMEDIES:
        return _of_remedies(context, topic, quantity)
    if topic is Topic.DOCUMENTS and quantity.unit in {"件", "个", "份", "条"}:
        return _of_documents(quantity)
    return None


def _of_applications(context: Context, quantity: Quantity) -> Claim | None:
    if quantity.unit in _NO_APPLICATIONS and not (quantity.unit == "项" and "申请" in quantity.before):
        return None
    words = _label(quantity)
    if claim := _carried(words, quantity.after):
        return claim
    if claim := measures.result(words) or measures.applicants(words):
        return claim
    if _FINISHED.search(words) and not re.search(r"收到|受理|接到|未", words):
        return measures.finished(words)
    return measures.received("" if "新收" in words else words) if _is_received(context, words) else None


_OF_OTHER_KIND = re.compile(
    r"(?:道路|许可|审批|补[贴助]|救助|贷款|登记|资格|住房|项目|备案|占用|施工|援助|仲裁|调解|认定|证照?|资金|入户|赔偿|信访)(?:类|的)?申请"
)
"""申请 for something else than information."""
_ATTRIBUTE = re.compile(r"(?<![理到收受复])依申请公开(?:的|信息|政府信息|公文|文件)*$")
"""What is not published unasked, as a document's attribute (主动公开5件、依申请公开2件), where no word of asking stands by."""


def _carried(words: str, after: str) -> Claim | None:
    if CARRIED_OUT.search(words) or CARRIED_OUT.match(after.removeprefix("申请")):
        return measures.CARRIED_OUT
    if _CARRIED_IN.search(words):
        return measures.CARRIED_IN
    return measures.CARRIED if _CARRIED.search(words) else None


_NO_APPLICATIONS = frozenset({"篇", "期", "次", "批", "人次", "项"})
_FILLING = re.compile(r"^(?:其中|共|计|的|有|为|和|及|与|、)+")


def _label(quantity: Quantity) -> str:
    """What a number is about: the words before it; those after it where there are none before."""
    named = re.search(r"[一-龥]{2}", _FILLING.sub("", quantity.before))
    return quantity.before if named else quantity.after


def _is_received(context: Context, words: str) -> bool:
    if "新收" in words:
        return True
    if _ATTRIBUTE.search(words) and not re.search(r"收|接|受理|办|处理", words):
        return False
    if _OF_OTHER_KIND.search(words):
        return False
    channel = _CHANNELS.search(words) and not _NO_PART.search(words)
    return not context.part and not channel and bool(_RECEIVED.search(words)) and not ELSEWHERE.search(words)


_OTHER_END = re.compile(r"驳回|不予受理|终止|中止|调解|和解|移送|胜|败|申请人|原告")
_CASES = re.compile(r"复议|诉讼|起诉|案件|共|收到|发生|引[发起]|产生|提起|新[增收]|受理|办理")


def _of_remedies(context: Context, topic: Topic, quantity: Quantity) -> Claim | None:
    words = _label(quantity)
    if measures.outcome(words) is None:
        # 其中…驳回3件 is no column, and what a part is called by nothing but its number is no total.
        named = re.search(r"复议|诉讼|起诉", words) if context.part else _CASES.search(words)
        if _OTHER_END.search(words) or not named:
            return None
    remedies = REMEDIES[topic]
    if topic is Topic.LITIGATION and re.search("未经复议|直接", words):
        remedies = (Remedy.LITIGATION_DIRECT,)
    elif "复议后" in words:
        remedies = (Remedy.LITIGATION_AFTER_REVIEW,)
    elif topic is Topic.BOTH and "各" in words + quantity.after[:1] and quantity.number:
        return None
    claim = measures.cases(remedies, words)
    if context.joint and measures.outcome(words) and not re.search(r"复议|诉讼|起诉", words):
        either = (measures.cases(REMEDIES[each], words) for each in (Topic.REVIEW, Topic.LITIGATION, Topic.BOTH))
        return Claim(claim.about, tuple(reading for each in (claim, *either) for reading in each.readings))
    return claim


def _of_documents(quantity: Quantity) -> Claim | None:
    words = _label(quantity)
    if re.search(r"审查|备案|解读|公开|修[订改]|清理(?!.*(?:废止|失效|有效))|审核|公布|印制|梳理", words):
        return None
    return measures.documents(words)
