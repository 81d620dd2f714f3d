"""What is told about a piece of information: formed, published, taken down, annulled, delivered."""

from __future__ import annotations

from enum import StrEnum

from contracts.fields import DATE, LAW, BusModel, Date, described
from contracts.item import CATALOG, ITEM_REFERENCE, item_reference
from law.codes import Attribute, Channel
from law.time_limits import Event


class Receiver(StrEnum):
    """To whom public information is delivered beside its publication (条例第二十五条)."""

    ARCHIVE = "国家档案馆"
    LIBRARY = "公共图书馆"


class DisclosureFormed(
    BusModel, title="信息形成或变更", meaning="information that is not a document came to be, or changed."
):
    formed_on: Date = described("形成日期", "day of formation or change", unit=DATE, source=f"{LAW} 26")
    attribute: Attribute = described("公开属性", "public, on request, or withheld", source=f"{LAW} 13")
    title: str | None = described("标题", "what the information is", default=None, min_length=1, max_length=500)
    item: str | None = item_reference(
        "目录事项",
        f"{ITEM_REFERENCE}; absent: as named before, else its document's, else none and 条例第二十六条 holds",
    )
    event: Event | None = described(
        "起算事件",
        "what happened on formed_on, of the events that limits run from; absent: whichever the limit names",
        source=f"{CATALOG}：公开时限",
        default=None,
    )
    event_on: Date | None = described(
        "事件日期",
        "day of what the information must be public before (听证会举行7日前); absent: such a limit sets no day",
        unit=DATE,
        source=f"{CATALOG}：公开时限",
        ahead=True,
        default=None,
    )
    scope: str | None = described(
        "适用部分",
        "the part of the limit that applies, e.g. 行政处罚; 行政许可 and 行政处罚 are also under 双公示 (7 working days)",
        source=f"{CATALOG}：公开时限",
        default=None,
        min_length=1,
        max_length=50,
    )
    take_down_by: Date | None = described(
        "最迟撤下日期",
        "last day by which it must have been taken down; absent: it may stay, unless the county sets how long",
        unit=DATE,
        ahead=True,
        not_before="formed_on",
        default=None,
    )
    natural_person: bool = described(
        "涉及自然人", "whether the decision is about a natural person, who may be shown for less long", default=False
    )


class DisclosurePublished(BusModel, title="主动公开", meaning="the information was disclosed through one channel."):
    published_on: Date = described("发布日期", "day of disclosure", unit=DATE, source=f"{LAW} 26")
    channel: Channel = described("公开渠道", "where", source=f"{LAW} 23–25")
    url: str | None = described(
        "网址",
        "address of the page, when on line",
        default=None,
        max_length=2000,
        pattern=r"^https?://[^\s]+$",
    )


class DisclosureWithdrawn(BusModel, title="撤下", meaning="the disclosure was taken down."):
    withdrawn_on: Date = described("撤下日期", "day of taking down", unit=DATE)
    reason: str = described("撤下原因", "why", min_length=1, max_length=1000)


class DisclosureAnnulled(BusModel, title="决定撤销", meaning="the decision that the information shows was annulled."):
    annulled_on: Date = described("撤销日期", "day from which it is void", unit=DATE)
    reason: str = described("撤销原因", "why, or by whom", min_length=1, max_length=1000)


class DisclosureDelivered(
    BusModel, title="送交档案馆图书馆", meaning="the public information was delivered to an archive or a library."
):
    delivered_on: Date = described("送交日期", "day of delivery", unit=DATE, source=f"{LAW} 25")
    receiver: Receiver = described("接收单位", "to whom", source=f"{LAW} 25")
