"""Where the facts about a subject lie, so that whoever reads a number can go down to them."""

from __future__ import annotations

from datetime import date

from contracts.fields import DATE, BusModel, described

FACT = "metrics.fact.v1"
"""Type of the record on metrics.facts.v1; its key is <kind>/<organisation>/<subject>|<id of the fact>."""


class FactRow(BusModel, title="事实位置", meaning="an accepted fact, by its id, days and place; not what it says."):
    kind: str = described("事项种类", "kind of the subject, e.g. requests.application")
    org: str = described("单位", "organisation")
    subject: str = described("事项编号", "the department's own id")
    id: str = described("事实编号", "the sender's own id of the event")
    type: str = described("事实类型", "e.g. application.received.v1")
    on: date = described("发生日期", "day it is about, in Asia/Shanghai", unit=DATE)
    recorded_on: date = described("收录日期", "day on which the gateway accepted it", unit=DATE)
    topic: str = described("主题", "topic in which it lies")
    partition: int = described("分区", "its partition")
    offset: int = described("偏移", "its offset there; of records with one id the first, which is the one that counts")
