"""公开事项: information that must be disclosed, and its disclosures (条例第二十六条)."""

from __future__ import annotations

from datetime import date
from functools import partial

from contracts.dispute import COMPLY_LAW, DISPUTE
from contracts.document import ATTRIBUTE_LABELS
from contracts.document import FAMILY as DOCUMENT
from contracts.fields import DATE, LAW, BusModel, Date, described
from contracts.kit import Duty, Family, Measure, MeasureKind
from contracts.state import SubjectState
from law.codes import PUBLISH_WITHIN_WORKING_DAYS, Attribute, Channel
from law.limit import working_days
from law.limits import COMPLY_DAYS


class DisclosureFormed(
    BusModel, title="信息形成或变更", meaning="information that is not a document came to be, or changed."
):
    formed_on: Date = described("形成日期", "day of formation or change", unit=DATE, source=f"{LAW} 26")
    attribute: Attribute = described("公开属性", "public, on request, or withheld", source=f"{LAW} 13")
    title: str | None = described("标题", "what the information is", default=None, min_length=1, max_length=500)


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
    working_days: int | None = described(
        "公开用时",
        "working days from the formation whose duty the first disclosure met; 0 when early",
        unit="working days",
        default=None,
    )


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
    duties=(PUBLISH, COMPLY),
    measures=(
        _measure("items_published", "公开", "Items", prominent=True),
        _measure("items_withdrawn", "撤下", "Withdrawn"),
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
    takes=(DISPUTE.kind, DOCUMENT.kind),
    # Each change may leave a late duty, which stays whole in the state.
    most_facts=500,
)

FAMILIES = (FAMILY,)
