"""公开事项: information that must be disclosed, and its disclosures (条例第二十六条)."""

from __future__ import annotations

from datetime import date
from functools import partial

from contracts.dispute import COMPLY_LAW, DISPUTE
from contracts.document import ATTRIBUTE_LABELS
from contracts.document import FAMILY as DOCUMENT
from contracts.fields import DATE, LAW, BusModel, Date, described
from contracts.item import CATALOG, ITEM, ITEM_REFERENCE, item_reference
from contracts.kit import Check, Duty, Family, Measure, MeasureKind
from contracts.state import SubjectState
from law.codes import PUBLISH_WITHIN_WORKING_DAYS, Attribute, Channel
from law.limit import working_days
from law.limits import COMPLY_DAYS
from law.time_limits import Event


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


class Publication(BusModel, title="发布记录", meaning="one disclosure through one channel."):
    channel: Channel = described("公开渠道", "where")
    published_on: date = described("发布日期", "first day on this channel", unit=DATE)
    url: str | None = described("网址", "address", default=None)


class Shown(BusModel, title="公开期间", meaning="days on which the information was public."):
    since: date = described("起", "first day", unit=DATE)
    until: date | None = described("止", "day of taking down; absent while it is public", unit=DATE)


class DisclosureState(
    SubjectState,
    title="公开事项",
    meaning="a piece of information and its disclosure, as the publishing service keeps it.",
):
    attribute: Attribute | None = described("公开属性", "from the formation, else from the document", default=None)
    formed_on: date | None = described("形成日期", "formation or latest change", unit=DATE, default=None)
    published_on: date | None = described("首次发布日期", "first disclosure", unit=DATE, default=None)
    publications: list[Publication] = described("发布记录", "first disclosure per channel, ordered by day and channel")
    withdrawn_on: date | None = described(
        "撤下日期", "day of taking down; absent while it is public", unit=DATE, default=None
    )
    item: str | None = described("目录事项", "catalog item that it answers to, <issuer>:<number>", default=None)
    take_down_from: date | None = described(
        "最早撤下日期",
        "first day on which it may be taken down, where the limit sets a display period",
        unit=DATE,
        default=None,
    )
    shown: list[Shown] = described("公开期间", "by day, where it answers to an item; the newest", default_factory=list)
    published_days: list[date] = described(
        "发布日", "days with a publication, where it answers to an item; the newest", unit=DATE, default_factory=list
    )
    formed_days: list[date] = described(
        "形成变更日",
        "days of formation or change, where it answers to an item; the newest",
        unit=DATE,
        default_factory=list,
    )
    working_days: int | None = described(
        "公开用时",
        "working days from the formation whose duty the first disclosure met; 0 when early",
        unit="working days",
        default=None,
    )


REVIEW_RECORD = Check(
    "review_record",
    "公开前的审查记录",
    "Record of a review before publication",
    "条例第十七条",
)
"""Where a county asks for it, what is published without one is found."""

PUBLISH = Duty("publish", "主动公开政府信息", "Publish", "条例第二十六条", working_days(PUBLISH_WITHIN_WORKING_DAYS))
COMPLY = Duty(
    "comply_disclosure",
    "履行责令主动公开的决定或者裁判",
    "Publish as ordered",
    COMPLY_LAW,
    working_days(COMPLY_DAYS),
)

_CHANNELS = {
    Channel.WEBSITE: "Government website",
    Channel.GAZETTE: "Government gazette",
    Channel.SOCIAL: "Government social media",
    Channel.PRESS_CONFERENCE: "Press conference",
    Channel.BROADCAST: "Radio and television",
    Channel.NEWSPAPER: "Newspapers",
    Channel.READING_POINT: "Reading point",
    Channel.SERVICE_CENTRE: "Service centre",
    Channel.SERVICE_STATION: "Service station",
    Channel.ON_SITE: "On site",
    Channel.NOTICE_BOARD: "Notice board",
    Channel.PUSH: "Push message",
    Channel.OTHER: "Other",
}
_CHANNEL_LABELS = {channel.value: (channel.value, english) for channel, english in _CHANNELS.items()}

_measure = partial(Measure, unit="条", group="主动公开", group_english="Published")

FAMILY = Family(
    name="disclosure",
    service="publishing",
    chinese="公开事项",
    english="disclosure",
    facts={"formed": DisclosureFormed, "published": DisclosurePublished, "withdrawn": DisclosureWithdrawn},
    state=DisclosureState,
    checks=(REVIEW_RECORD,),
    duties=(PUBLISH, COMPLY),
    measures=(
        _measure("items_published", "公开", "Items", prominent=True),
        _measure("items_withdrawn", "撤下", "Withdrawn"),
        _measure("displays_cut_short", "公示早撤", "Displays cut short", alarm="bad"),
        _measure(
            "items_published_by_attribute",
            "主动公开条数，按公开属性",
            "Items published, by attribute",
            kind=MeasureKind.LABELLED,
            labels=ATTRIBUTE_LABELS,
        ),
        _measure(
            "items_published_by_channel",
            "公开次数，按渠道",
            "Disclosures, by channel",
            kind=MeasureKind.LABELLED,
            labels=_CHANNEL_LABELS,
        ),
        Measure(
            "days_to_publish",
            "公开",
            "Publish",
            "工作日",
            MeasureKind.DAYS,
            "平均用时（工作日）",
            "Mean working days",
        ),
    ),
    takes=(DISPUTE.kind, ITEM.kind, DOCUMENT.kind),
    # Each change may leave a late duty, which stays whole in the state.
    most_facts=500,
)

FAMILIES = (FAMILY,)
