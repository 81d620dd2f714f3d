"""公开事项: information that must be disclosed, and its disclosures (条例第二十六条)."""

from __future__ import annotations

from functools import partial

from contracts.disclosure.duties import (
    COMPLY,
    DELIVER_ARCHIVE,
    DELIVER_LIBRARY,
    DELIVERIES,
    PUBLISH,
    PUBLISH_EVERYWHERE,
    REVIEW_RECORD,
    TAKE_DOWN,
    TAKE_DOWN_ANNULLED,
    TAKE_DOWN_ENFORCEMENT,
    TAKE_DOWN_PERSON,
)
from contracts.disclosure.facts import (
    DisclosureAnnulled,
    DisclosureDelivered,
    DisclosureFormed,
    DisclosurePublished,
    DisclosureWithdrawn,
    Receiver,
)
from contracts.disclosure.state import DisclosureState, Publication, Shown
from contracts.dispute import DISPUTE
from contracts.document import ATTRIBUTE_LABELS
from contracts.document import FAMILY as DOCUMENT
from contracts.item import ITEM
from contracts.kit import Family, Measure, MeasureKind
from law.codes import Channel

__all__ = [
    "COMPLY",
    "DELIVERIES",
    "DELIVER_ARCHIVE",
    "DELIVER_LIBRARY",
    "FAMILIES",
    "FAMILY",
    "PUBLISH",
    "PUBLISH_EVERYWHERE",
    "REVIEW_RECORD",
    "TAKE_DOWN",
    "TAKE_DOWN_ANNULLED",
    "TAKE_DOWN_ENFORCEMENT",
    "TAKE_DOWN_PERSON",
    "DisclosureAnnulled",
    "DisclosureDelivered",
    "DisclosureFormed",
    "DisclosurePublished",
    "DisclosureState",
    "DisclosureWithdrawn",
    "Publication",
    "Receiver",
    "Shown",
]

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
    facts={
        "formed": DisclosureFormed,
        "published": DisclosurePublished,
        "withdrawn": DisclosureWithdrawn,
        "annulled": DisclosureAnnulled,
        "delivered": DisclosureDelivered,
    },
    state=DisclosureState,
    findings={
        "annulled.unformed": "撤销没有形成的信息",
        "delivered.unformed": "送交没有形成的信息",
        "disclosure.withdrawn_same_day": "公开当日撤下",
        "disclosure.withdrawn_twice": "重复撤下",
        "display.cut_short": "公示期未满撤下",
        "display.latest_before_earliest": "最迟撤下早于公示期满",
        "ended.late": "了结时已经逾期",
        "published.annulled": "公开已撤销的决定",
        "published.early": "形成之前公开",
        "review.missing": "公开前没有审查",
        "review.not_cleared": "审查未通过即公开",
    },
    checks=(REVIEW_RECORD,),
    duties=(
        PUBLISH,
        PUBLISH_EVERYWHERE,
        TAKE_DOWN,
        TAKE_DOWN_ENFORCEMENT,
        TAKE_DOWN_PERSON,
        TAKE_DOWN_ANNULLED,
        DELIVER_ARCHIVE,
        DELIVER_LIBRARY,
        COMPLY,
    ),
    measures=(
        _measure("items_published", "公开", "Items", prominent=True),
        _measure("items_withdrawn", "撤下", "Withdrawn"),
        _measure("items_annulled", "决定撤销", "Annulled", shown=False),
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
        _measure(
            "items_delivered",
            "送交次数，按接收单位",
            "Deliveries, by receiver",
            kind=MeasureKind.LABELLED,
            labels={
                Receiver.ARCHIVE.value: (Receiver.ARCHIVE.value, "Archive"),
                Receiver.LIBRARY.value: (Receiver.LIBRARY.value, "Library"),
            },
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
    # Each change may leave as many late duties as a county asks for, which stay whole in the state.
    most_facts=240,
)

FAMILIES = (FAMILY,)
