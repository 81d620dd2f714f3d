"""The numbers that a paragraph states about what the tables count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from law.report_check.published import Passage
from law.report_check.text import measures
from law.report_check.text.measures import Claim
from law.report_check.text.phrases import Quantity, bracketed, clauses, quantities, sentences, spelled, without_brackets
from law.report_check.text.scope import Speaker, year_of
from law.report_check.text.topics import ELSEWHERE, Topic, topic_of
from law.table4 import Remedy

_REMEDIES = {
    Topic.REVIEW: (Remedy.REVIEW,),
    Topic.LITIGATION: (Remedy.LITIGATION_DIRECT, Remedy.LITIGATION_AFTER_REVIEW),
    Topic.BOTH: tuple(Remedy),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """A number that the text states: what it may mean, of whom (``scope``, nothing: of the whole) and of which year."""

    claim: Claim
    number: Decimal
    clause: str
    place: str
    scope: str = ""
    year: int | None = None
    or_else: Decimal | None = None
    """The number where it is counted in another way."""


@dataclass(frozen=True, slots=True)
class _Context:
    topic: Topic
    scope: str = ""
    year: int | None = None
    part: bool = False
    """Inside a list of parts (其中 …, or brackets)."""


_SET_ASIDE = re.compile(
    r"协查|配合|协助|转办|会办|指导|同比|增加|减少|增长|下降|比上年|较上年|较去年|比去年|占|%|％|败诉|胜诉|一审|二审|逾期|超期|满意|备案|"
    r"提高|上升|降低|以来|历年|撤回|撤诉"
)
_CHANNELS = re.compile(
    r"网络|网站|网上|信函|邮寄|邮件|邮箱|当面|现场|传真|"
    r"平台|线上|线下|书面|信件|在线|窗口|微信|表单|口头|挂号|快递|系统"
)
_NO_PART = re.compile(r"共|总数|合计|累计|等(?:方式|渠道|途径|形式|多种)|各(?:种)?(?:渠道|途径)")
_RECEIVED = re.compile(r"收到|新收|接收|接到|受理|办理|处理|收取|收件|共收|提出|提交|申请|登记|依申请公开")
_FINISHED = re.compile(r"办结|办毕|办理完|答复|回复|结案")
_CARRIED_OUT = re.compile(
    r"结转(?:至|到|入)?(?:下|次|20\d\d|明|下一)|转结20|(?:下|次|明)年度?(?:继续)?办理|结转办理|结转下|下年度?结转"
)
_CARRIED_IN = re.compile(r"(?:上|去|20\d\d)年?度?(?:办理)?结转|结转(?:自|的)?上年|上年.{0,6}结转|往年结转")
_NEITHER = re.compile(r"未|无|没有|零")
_NOTHING = re.compile(
    r"(?:未|无|没有|零|均未|尚未|从未)(?:曾|有|再)?(?:收到|接到|接收|受理|接获|发生|出现|产生|引发|涉及|被|因|提起|提出)?[^，。]{0,30}?"
)
_QUALIFIED = re.compile(
    r"不当|错误|违规|违法|未按|超期|逾期|"
    r"败诉|纠错|撤销|纠正|维持|泄|投诉|举报|不满|争议|纠纷|不予|应公开|时限|超时|未及时"
)
_PARTS = re.compile(r"^(?:其中|包括|分别)")


_NUMBERED = re.compile(r"^[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．]")
_SHORT = 30
"""Characters of a heading at most."""


def stated(passages: Iterable[Passage], speaker: Speaker, year: int | None) -> Iterator[Statement]:
    """The statements of the paragraphs of a report of ``speaker`` about ``year``."""
    heading = Topic.OTHER
    for passage in passages:
        text = spelled(passage.text)
        if _NUMBERED.match(text) and len(text) <= _SHORT:
            heading = topic_of(text) or Topic.OTHER
        yield from _of_paragraph(passage, text, _Context(heading, year=year), speaker)


def _of_paragraph(passage: Passage, text: str, context: _Context, speaker: Speaker) -> Iterator[Statement]:
    year = context.year
    for sentence in sentences(text):
        context = replace(context, year=year, part=False)
        read: list[Statement] = []
        for clause in clauses(sentence):
            outer = without_brackets(clause)
            context = _moved(context, outer, speaker, year)
            read += _of_clause(context, outer, passage.place)
            for bracket in bracketed(clause):
                inner = context
                for part in clauses(bracket):
                    inner = replace(_moved(inner, part, speaker, year), part=True)
                    read += _of_clause(inner, part, passage.place)
        yield from _of_sentence(read)


def _of_sentence(read: list[Statement]) -> Iterator[Statement]:
    """The statements of a sentence, without those that tell another stage or another part of what is told before."""
    kept: list[Statement] = []
    told: dict[tuple[str, str, int | None], int] = {}
    for statement in read:
        about = (statement.claim.about, statement.scope, statement.year)
        at = told.setdefault(about, len(kept))
        if at < len(kept) and statement.claim.about == measures.REPEALED:
            # 废止3件, 宣布失效2件: the table has one column, in which offices count both, or the repealed alone.
            kept[at] = replace(kept[at], or_else=kept[at].number + statement.number)
        elif at == len(kept) or statement.claim.about != measures.RECEIVED or "新收" in statement.clause:
            kept.append(statement)  # but not, after 收到20件, 受理18件
    yield from kept


def _moved(context: _Context, clause: str, speaker: Speaker, year: int | None) -> _Context:
    topic = topic_of(clause) or context.topic
    if topic in _REMEDIES and re.search(r"(?:收到|新收|接到|受理).{0,6}申请", clause) and not topic_of(clause):
        topic = Topic.APPLICATIONS
    scope = speaker.other_scope(clause)
    if not scope and _own(clause, speaker):
        context = replace(context, scope="")
    scope = scope or context.scope
    spoken = year_of(clause, year)
    part = context.part or bool(_PARTS.search(clause))
    return _Context(topic, scope, context.year if spoken == year and not _names(clause, year) else spoken, part)


def _names(clause: str, year: int | None) -> bool:
    return year is not None and f"{year}年" in clause


def _own(clause: str, speaker: Speaker) -> bool:
    """Whether the clause names the whole that the report is about."""
    return bool(re.search(r"全[县市区旗州省镇乡局]|全街道", clause)) or bool(
        speaker.agency and speaker.agency in clause
    )


def _of_clause(context: _Context, clause: str, place: str) -> Iterator[Statement]:
    read = quantities(clause)
    if not read:
        yield from _nothing(context, clause, place)
    topic = context.topic
    claims: dict[Claim, Decimal] = {}
    for quantity in read:
        topic = topic_of(quantity.before) or topic
        claim = None if quantity.about or _SET_ASIDE.search(quantity.before) else _claim(context, topic, quantity)
        if claim is not None:
            # What lapsed and what was repealed stand side by side; the table has one column for both.
            claims[claim] = claims.get(claim, Decimal(0)) + _in_form(quantity)
    for claim, number in claims.items():
        yield Statement(claim, number, clause, place, context.scope, context.year)


def _in_form(quantity: Quantity) -> Decimal:
    return quantity.number / 10_000 if quantity.unit == "元" else quantity.number


def _claim(context: _Context, topic: Topic, quantity: Quantity) -> Claim | None:
    words = quantity.before
    if quantity.unit in {"万元", "元"}:
        fees = "行政事业性收费" in words and not re.search(r"公开|公示|标准|目录|项目|免", words)
        return measures.FEES if fees else None
    for name, reading in measures.DECISIONS.items():
        if name in words:
            decided = not re.search(r"公开|公示|发布|信息|公布|清单|事项", words) and quantity.unit != "条"
            alone = sum(other in words for other in measures.DECISIONS) == 1
            return Claim(name, (reading,)) if decided and alone else None
    if topic is Topic.APPLICATIONS:
        return _of_applications(context, quantity)
    if topic in _REMEDIES:
        return _of_remedies(topic, quantity)
    if topic is Topic.DOCUMENTS and quantity.unit in {"件", "个", "份"}:
        return _of_documents(quantity)
    return None


def _of_applications(context: _Context, quantity: Quantity) -> Claim | None:
    if quantity.unit in _NO_APPLICATIONS:
        return None
    words = _label(quantity)
    carried_out = _CARRIED_OUT.search(words) or _CARRIED_OUT.match(quantity.after)
    if _CARRIED_IN.search(words) or carried_out:
        return measures.CARRIED_OUT if carried_out else measures.CARRIED_IN
    if claim := measures.result(words) or measures.applicants(words):
        return claim
    if _FINISHED.search(words) and not re.search(r"收到|受理|接到|未", words):
        return measures.finished(words)
    return measures.received("" if "新收" in words else words) if _is_received(context, words) else None


_NO_APPLICATIONS = frozenset({"篇", "期", "次", "批", "人次", "项"})
_FILLING = re.compile(r"^(?:其中|共|计|的|有|为|和|及|与|、)+")


def _label(quantity: Quantity) -> str:
    """What a number is about: the words before it; those after it where there are none before."""
    named = re.search(r"[一-龥]{2}", _FILLING.sub("", quantity.before))
    return quantity.before if named else quantity.after


def _is_received(context: _Context, words: str) -> bool:
    if "新收" in words:
        return True
    channel = _CHANNELS.search(words) and not _NO_PART.search(words)
    return not context.part and not channel and bool(_RECEIVED.search(words)) and not ELSEWHERE.search(words)


def _of_remedies(topic: Topic, quantity: Quantity) -> Claim | None:
    words = quantity.before
    remedies = _REMEDIES[topic]
    if topic is Topic.LITIGATION and re.search("未经复议|直接", words):
        remedies = (Remedy.LITIGATION_DIRECT,)
    elif "复议后" in words:
        remedies = (Remedy.LITIGATION_AFTER_REVIEW,)
    elif topic is Topic.BOTH and "各" in words + quantity.after[:1] and quantity.number:
        return None
    return measures.cases(remedies, words)


def _of_documents(quantity: Quantity) -> Claim | None:
    words = _label(quantity)
    if re.search(r"审查|备案|解读|公开|修[订改]|清理(?!.*(?:废止|失效|有效))|审核|公布|印制|梳理", words):
        return None
    return measures.documents(words)


def _nothing(context: _Context, clause: str, place: str) -> Iterator[Statement]:
    """A clause without a number that says there was none: 未收到申请, 未发生行政复议、行政诉讼."""
    if not _NEITHER.search(clause) or _QUALIFIED.search(clause) or context.part:
        return
    topic = topic_of(clause)
    claim: Claim | None = None
    if topic in _REMEDIES:
        if re.search(rf"{_NOTHING.pattern}(?:复议|诉讼)", clause):
            claim = measures.cases(_REMEDIES[topic], "")
    elif re.search(r"(?:未|没有|无)[^，]{0,12}结转", clause):
        claim = measures.CARRIED_OUT if _CARRIED_OUT.search(clause) else None
    elif topic is Topic.DOCUMENTS:
        if re.search(r"(?:未|没有|无)(?:制发|制定|出台|印发)", clause):
            claim = measures.documents("制发")
    elif topic is Topic.APPLICATIONS and re.search(
        r"(?:未|没有|无)(?:曾|有|再)?(?:收到|接到|接收|受理|接获|发生|产生)过?(?:和处理|及处理)?[^，]{0,25}申请"
        r"|(?:^|[^有])(?:无|没有)(?:任何)?(?:政府)?(?:信息公开|依申请|公开)[^，]{0,6}申请|无依申请公开|无人申请",
        clause,
    ):
        claim = measures.received("")
    if claim is not None:
        yield Statement(claim, Decimal(0), clause, place, context.scope, context.year)
