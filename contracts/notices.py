"""Notices: what the gateway tells a department about what it sent."""

from __future__ import annotations

from contracts.fields import Said, said


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
