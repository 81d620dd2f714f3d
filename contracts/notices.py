"""Notices: what a department is told about what it sent, and about its dates."""

from __future__ import annotations

from datetime import date

from contracts.fields import DATE, Said, said
from law.codes import ObligationKind

REFUSED = "fact.refused.v1"
"""Type of the notice that a record was refused."""


class RecordRef(Said):
    """记录位置: where the record lies."""

    topic: str = said("主题", "topic of the record")
    partition: int = said("分区", "partition")
    offset: int = said("位移", "offset")


class Refusal(Said):
    """退回: a record that was not accepted, and what to do about it."""

    code: str = said("代码", "stable code of the rule, e.g. date.future")
    field: str = said("字段", "the field at fault, dotted; empty for the whole record")
    value: str = said("值", "the value at fault, shortened; withheld where it may be personal")
    rule: str = said("规则", "the rule broken")
    remedy: str = said("办法", "what to send instead")
    fact: str | None = said("事实编号", "ce_id of the record, when it could be read", default=None)
    record: RecordRef = said("记录", "where the refused record lies")
    sha256: str = said("摘要", "SHA-256 of the record's value, hex")


class DueNotice(Said):
    """到期提醒: an obligation is due soon, due today or overdue, or its date became firm or was moved by a calendar."""

    subject: str = said("事项编号", "document, information or application")
    kind: ObligationKind = said("义务种类", "clause code")
    article: str = said("条款", "clause")
    due_on: date = said("到期日", "last lawful day now", unit=DATE)
    was_due_on: date | None = said("原定到期日", "before a calendar moved it", unit=DATE, default=None)
    provisional: bool = said("暂定", "a year without a holiday notice was counted")
    days_left: int = said("剩余", "until the last day; 0 today and when it is over", unit="working days")
    why: str = said("原因", "in words")


class UnconfirmedNotice(Said):
    """未起算提醒: an application lies there whose clock has not started, and what to do."""

    subject: str = said("申请编号", "the department's own id")
    arrived_on: date | None = said("到达日期", "day it arrived", unit=DATE, default=None)
    alert: str = said("办法", "what to do")


class RepeatNotice(Said):
    """疑似重复申请: the same applicant asked for the same information, and had an answer."""

    subject: str = said("申请编号", "the later application")
    earlier: str = said("先前申请", "the one that was answered")
    article: str = said("条款", "clause that allows 不予重复处理; a person decides")


class DisclosureSuggestion(Said):
    """建议主动公开: several applicants asked for the same information, and it can be disclosed."""

    org: str = said("单位", "organisation")
    subject_hash: str = said("内容代号", "keyed hash of the information")
    applications: list[str] = said("申请编号", "who asked, in order of receipt")
    article: str = said("条款", "clause that suggests active disclosure")
