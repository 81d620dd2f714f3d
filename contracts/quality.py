"""数据质量: what was not taken in: records that were refused, and subjects that no fold can read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from contracts.fields import DATE, BusModel, described
from contracts.notices import Refusal

REFUSAL = "metrics.refusal.v1"
"""Type of the record about a refused one; its key is where that lies, <topic>:<partition>:<offset>."""

SET_ASIDE = "metrics.set_aside.v1"
"""Type of the record about a subject that is set aside; its key is the subject's, a tombstone when it is folded again."""


class RefusalRow(
    BusModel, title="退回记录", meaning="a record that was refused: why, when and where, not what it says."
):
    org: str = described("单位", "organisation that sent it")
    on: date = described("退回日期", "day on which it was refused", unit=DATE)
    code: str = described("代码", "stable code of the rule, e.g. date.future")
    field: str = described("字段", "the field at fault, dotted; empty for the whole record")
    rule: str = described("规则", "the rule broken")
    remedy: str = described("办法", "what to send instead")
    fact: str | None = described("事实编号", "ce_id of the record, when it could be read", default=None)
    topic: str = described("主题", "topic in which it lies")
    partition: int = described("分区", "its partition")
    offset: int = described("偏移", "its offset there")


class SetAsideRow(BusModel, title="搁置事项", meaning="a subject whose facts cannot be folded; its last state stands."):
    kind: str = described("事项种类", "kind of the subject, e.g. requests.application")
    org: str = described("单位", "organisation")
    subject: str = described("事项编号", "the department's own id")
    on: date = described("搁置日期", "day on which it was set aside for this reason", unit=DATE)
    error: str = described("原因", "the error's name and place")


QUALITY: Mapping[str, type[BusModel]] = {REFUSAL: RefusalRow, SET_ASIDE: SetAsideRow}
"""Type of record → its model."""


def refusal_row(org: str, refusal: Refusal, on: date) -> RefusalRow:
    """Of a refusal what anyone may read: the value at fault stays between the department and the door."""
    at = refusal.record
    return RefusalRow(
        org=org,
        on=on,
        code=refusal.code,
        field=refusal.field,
        rule=refusal.rule,
        remedy=refusal.remedy,
        fact=refusal.fact,
        topic=at.topic,
        partition=at.partition,
        offset=at.offset,
    )
