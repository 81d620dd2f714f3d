"""Events from which limits of real catalogs run, with their words."""

from __future__ import annotations

from enum import StrEnum


class Event(StrEnum):
    """Events that real catalogs count from."""

    FORMED = "formed"
    CHANGED = "changed"
    OBTAINED = "obtained"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECIDED = "decided"
    APPROVED = "approved"
    REPLIED = "replied"
    DETERMINED = "determined"
    SIGNED = "signed"
    ISSUED = "issued"
    OCCURRED = "occurred"
    HELD = "held"
    BEGUN = "begun"
    COMPLETED = "completed"
    SHOWN = "shown"
    MONTH_ENDED = "month_ended"
    QUARTER_ENDED = "quarter_ended"
    HALF_YEAR_ENDED = "half_year_ended"
    YEAR_ENDED = "year_ended"
    PROGRESS = "progress"
    OTHER = "other"


EVENT_NAMES: dict[Event, str] = {
    Event.FORMED: "形成",
    Event.CHANGED: "变更",
    Event.OBTAINED: "获取",
    Event.RECEIVED: "收到",
    Event.ACCEPTED: "受理",
    Event.DECIDED: "作出决定",
    Event.APPROVED: "批准",
    Event.REPLIED: "批复",
    Event.DETERMINED: "确定",
    Event.SIGNED: "签订",
    Event.ISSUED: "发出",
    Event.OCCURRED: "发生",
    Event.HELD: "举行",
    Event.BEGUN: "开始",
    Event.COMPLETED: "完成",
    Event.SHOWN: "公示期满",
    Event.MONTH_ENDED: "月份结束",
    Event.QUARTER_ENDED: "季度结束",
    Event.HALF_YEAR_ENDED: "半年结束",
    Event.YEAR_ENDED: "年度结束",
    Event.PROGRESS: "进展",
    Event.OTHER: "",
}
"""Event → its word; of OTHER the cell's own words are the name."""
