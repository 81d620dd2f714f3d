"""What a clause is about: applications, reviews and lawsuits, normative documents, or something else."""

from __future__ import annotations

import re
from enum import Enum, auto


class Topic(Enum):
    """What a stretch of text is about."""

    APPLICATIONS = auto()
    REVIEW = auto()
    LITIGATION = auto()
    BOTH = auto()
    DOCUMENTS = auto()
    OTHER = auto()


_ABOUT_APPLICATION = re.compile(
    r"依申请(?!人)|申请(?:公开)?的政府信息|信息公开申请|公开.{0,8}申请|申请公开|信息依申请|公开申请"
)
_COUNTED_APPLICATION = re.compile(rf"(?:{_ABOUT_APPLICATION.pattern})[^\d复诉]{{0,12}}\d")
"""Applications that are counted, not those that led to a review or lawsuit."""
_REVIEW, _LITIGATION = re.compile("复议"), re.compile("诉讼|起诉")
_AFTER = re.compile("未经(?:行政)?复议|(?:行政)?复议后")
"""Of a lawsuit."""
_DECISION = re.compile(r"行政(?:许可|处罚|强制)|行政事业性收费|政府规章|规章\d")
_DOCUMENT = re.compile("规范性文件")
ELSEWHERE = re.compile(
    r"留言|来信|信件|热线|咨询|提案|建议|投诉|网民|培训|解读|发布|主动公开|微信|微博|公众号|新媒体|会议|访谈|征集|信箱|网站公开|"
    r"公示|栏目|档案|目录|指南|制度|年报|年度报告|流程|回应|账号|宣传|检查|稿件|"
    r"案例|评选|文书|告知书|模板|通报|会商"
)
"""What is counted beside applications and documents."""


def topic_of(clause: str) -> Topic | None:
    """The topic that a clause names; None where it goes on with the one before."""
    review, litigation = _REVIEW.search(_AFTER.sub("", clause)), _LITIGATION.search(clause)
    if review or litigation:
        if _COUNTED_APPLICATION.search(clause) and not re.search(r"因.{0,20}申请|申请(?:行政)?复议", clause):
            return Topic.APPLICATIONS
        return Topic.BOTH if review and litigation else Topic.REVIEW if review else Topic.LITIGATION
    if _ABOUT_APPLICATION.search(clause):
        return Topic.APPLICATIONS
    if _DOCUMENT.search(clause):
        return Topic.DOCUMENTS
    counted = "申请" not in clause and re.search(r"\d", clause)
    elsewhere = _DECISION.search(clause) or (counted and ELSEWHERE.search(clause))
    return Topic.OTHER if elsewhere else None
