"""Notices: what a department is told about what it sent, and about its dates."""

from __future__ import annotations

from datetime import date

from contracts.fields import DATE, BusModel, described

SOON = 3
"""Working days that are left when a department is first reminded, and when the dashboard calls a date near."""

REFUSED = "fact.refused.v1"
"""Type of the notice that a record was refused."""

JUDGED = "fact.judged.v1"
"""Type of the notice that carries a Judgement; the only one that a test inbox is answered with, and every record of it is."""


class RecordRef(BusModel, title="记录位置", meaning="where the record lies."):
    topic: str = described("主题", "topic of the record")
    partition: int = described("分区", "partition")
    offset: int = described("位移", "offset")


class Refusal(BusModel, title="退回", meaning="a record that was not accepted, and what to do about it."):
    code: str = described("代码", "stable code of the rule, e.g. date.future")
    field: str = described("字段", "the field at fault, dotted; empty for the whole record")
    value: str = described("值", "the value at fault, shortened; withheld where it may be personal")
    rule: str = described("规则", "the rule broken")
    remedy: str = described("办法", "what to send instead")
    fact: str | None = described("事实编号", "ce_id of the record, when it could be read", default=None)
    record: RecordRef = described("记录", "where the refused record lies")
    sha256: str = described("摘要", "SHA-256 of the record's value, hex")


class Judgement(
    BusModel, title="试投结论", meaning="what the door says of a record in a test inbox, of which nothing goes further."
):
    accepted: bool = described("通过", "whether it would have been accepted in the inbox itself")
    fact: str | None = described("事实编号", "ce_id of the record, when it could be read", default=None)
    record: RecordRef = described("记录", "where the record lies")
    sha256: str = described("摘要", "SHA-256 of the record's value, hex")
    refusal: Refusal | None = described("退回", "why it is refused; absent for one that is accepted", default=None)


class DueNotice(
    BusModel,
    title="到期提醒",
    meaning="an obligation is due soon, due today or overdue, or its date became firm or was moved by a calendar or the county's profile.",
):
    kind: str = described("事项种类", "kind of the subject, e.g. requests.application")
    subject: str = described("事项编号", "the department's own id")
    obligation: str = described("义务编号", "of the subject's obligations, the one meant")
    duty: str = described("义务种类", "code of the duty")
    article: str = described("条款", "clause")
    due_on: date = described("到期日", "last lawful day now", unit=DATE)
    was_due_on: date | None = described(
        "原定到期日", "before a calendar or the county's profile moved it", unit=DATE, default=None
    )
    provisional: bool = described("暂定", "a year without a holiday notice was counted")
    days_left: int = described("剩余", "until the last day; 0 today and when it is over", unit="working days")
    why: str = described("原因", "in words")


class WaitingNotice(
    BusModel, title="更正撤回待核", meaning="a correction or withdrawal names a fact that has not arrived."
):
    subject: str = described("事项编号", "the department's own id")
    amendment: str = described("更正撤回编号", "id of the correction or withdrawal")
    fact: str = described("所指事实编号", "id that it names; no such fact is known")
    fact_type: str = described("所指事实类型", "type that it names")
    remedy: str = described("办法", "what to send")


class UnknownNotice(BusModel, title="所指待核", meaning="a fact names something of which nothing has arrived."):
    subject: str = described("事项编号", "the department's own id of what names it")
    kind: str = described("所指种类", "kind of what is named, e.g. catalog.item")
    named: str = described("所指编号", "what is named, <organisation>:<id>")
    near: list[str] = described(
        "相近的编号", "those of a like id, <organisation>:<id>; empty: there are none", default_factory=list
    )
    remedy: str = described("办法", "what to send")


DUE_NOTICES = tuple(f"obligation.{what}.v1" for what in ("due_soon", "due_today", "overdue", "firm", "moved"))
"""Types of the notices that carry a DueNotice."""

WAITING = "fact.waiting.v1"
"""Type of the notice that carries a WaitingNotice."""

UNKNOWN = "reference.unknown.v1"
"""Type of the notice that carries an UnknownNotice."""
