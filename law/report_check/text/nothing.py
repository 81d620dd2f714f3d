"""Clauses without a number that say that there was none: 未收到申请, 未发生行政复议、行政诉讼."""

from __future__ import annotations

import re
from collections.abc import Iterator

from law.report_check.text import measures
from law.report_check.text.claims import CARRIED_OUT, REMEDIES
from law.report_check.text.measures import Claim
from law.report_check.text.topics import Topic, topic_of

_NEITHER = re.compile(r"未|无|没有|零")
_NOTHING = re.compile(
    r"(?:未|无|没有|零|均未|尚未|从未)(?:曾|有|再)?(?:收到|接到|接收|受理|接获|发生|出现|产生|引发|涉及|被|因|提起|提出)?[^，。]{0,30}?"
)
_QUALIFIED = re.compile(
    r"不当|错误|违规|违法|未按|超期|逾期|"
    r"败诉|纠错|撤销|纠正|维持|泄|投诉|举报|不满|争议|纠纷|不予|应公开|时限|超时|未及时"
)
_DIRECT = re.compile(r"未经(?:行政)?复议")
"""Of a lawsuit: no word of there being none."""
_NO_APPLICATION = re.compile(
    r"(?:未|没有|无)(?:曾|有|再)?(?:收到|接到|接收|受理|接获|发生|产生)过?(?:和处理|及处理)?[^，]{0,25}申请"
    r"|(?:^|[^有])(?:无|没有)(?:任何)?(?:政府)?(?:信息公开|依申请|公开)[^，]{0,6}申请|无依申请公开|无人申请"
)
_AND_NO_CASE = re.compile(
    r"(?:信息公开|依申请公开|公开)的?申请(?:公开)?(?:件|事项|情况)?[、和及与](?:行政)?(?:复议|诉讼)"
)
"""A list of what there was none of, applications the first."""


def nothing(clause: str, *, part: bool) -> Iterator[Claim]:
    """What ``clause`` says there was none of; ``part``: inside a list of parts, of which it may be one."""
    clause = _DIRECT.sub("", clause)
    if not _NEITHER.search(clause) or _QUALIFIED.search(clause):
        return
    if re.search(r"(?:未|没有|无)[^，]{0,12}(?:结转|转结)", clause):
        if CARRIED_OUT.search(clause):
            yield measures.CARRIED_OUT
        return
    topic = topic_of(clause)
    if part or topic is None:
        return
    if topic in REMEDIES:
        yield from _no_case(topic, clause)
    elif topic is Topic.DOCUMENTS:
        if (re.search(r"(?:未|没有|无)(?:制发|制定|出台|印发)", clause)) and (claim := measures.documents("制发")):
            yield claim
    elif topic is Topic.APPLICATIONS and _NO_APPLICATION.search(clause):
        yield measures.received("")


def _no_case(topic: Topic, clause: str) -> Iterator[Claim]:
    if not re.search(rf"{_NOTHING.pattern}(?:复议|诉讼)", clause):
        return
    yield measures.cases(REMEDIES[topic], "")
    if _AND_NO_CASE.search(clause) and not re.search(r"因|引[发起]", clause):
        yield measures.received("")
