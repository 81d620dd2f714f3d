"""The channels: each topic with what lies on it, who sends it and who receives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from contracts.facts import AMENDMENTS, FACTS
from contracts.generator.messages import (
    CALENDAR,
    CONTRACTS,
    DAY,
    DUE,
    MARK,
    OBLIGATION,
    ORG,
    PERIOD,
    REPEAT,
    SUGGESTED,
    UNCONFIRMED,
    intake_types,
)
from contracts.notices import REFUSED
from contracts.states import DAY_CLOSED, EVENTS
from contracts.topics import (
    ANNUAL,
    CALENDARS,
    DAYS,
    DISCLOSURES,
    DOCUMENTS,
    INTAKE,
    MONTHLY,
    OBLIGATIONS,
    ORGS,
    QUARTERLY,
    STATES_OF,
    SUGGESTIONS,
    WATERMARK,
    inbox,
    notices,
    shared_topics,
)
from contracts.topics import APPLICATIONS as APPLICATIONS_TOPIC

Envelope = Literal["sent", "routed", "event", "day", "notice", "reference", "view"]
"""Which headers the records of a channel have; see envelopes.py."""


@dataclass(frozen=True)
class Channel:
    """A topic. ``address`` has ``{org}`` where there is one topic per organisation."""

    name: str
    address: str
    title: str
    says: str
    key: str
    envelope: Envelope
    messages: tuple[str, ...]
    senders: tuple[str, ...]
    receivers: tuple[str, ...]


SUBJECT_KEY = "<org>/<subject>"
PERIOD_KEY = "<period>|<org>"


def _events(kind: str) -> tuple[str, ...]:
    return (*CONTRACTS[f"{kind}.v1"].types, DAY_CLOSED)


def _intake(service: str, topic: str) -> Channel:
    return Channel(
        f"intake.{service}", topic, f"收件（{service}）", f"Accepted facts for the {service} service.",
        SUBJECT_KEY, "routed", tuple(intake_types(service)), ("gateway",), (service,),
    )  # fmt: skip


def _states(kind: str, topic: str, title: str, says: str, also: tuple[str, ...] = ()) -> Channel:
    service = kind.split(".", 1)[0]
    return Channel(
        topic.removesuffix(".v1"),
        topic,
        title,
        says,
        SUBJECT_KEY,
        "event",
        _events(kind),
        (service,),
        (*also, "metrics"),
    )


def _view(topic: str, title: str, says: str, key: str, message: str) -> Channel:
    return Channel(
        topic.removesuffix(".v1"),
        topic,
        title,
        says,
        key,
        "view",
        (message,),
        ("metrics",),
        ("dashboard", "anyone"),
    )


CHANNELS: tuple[Channel, ...] = (
    Channel(
        "dept.events", inbox("{org}"), "部门收件", "What a department says has happened; only it may write here.",
        "anything; the subject is best", "sent", (*FACTS, *AMENDMENTS), ("department",), ("gateway",),
    ),
    Channel(
        "dept.notices", notices("{org}"), "部门通知", "What the department is told about what it sent, and about its dates.",
        "none", "notice", (REFUSED, *CONTRACTS[DUE].types, UNCONFIRMED, REPEAT), ("gateway", *INTAKE), ("department",),
    ),
    *(_intake(service, topic) for service, topic in INTAKE.items()),
    Channel(
        "time.days", DAYS, "日历日", "The passing of days in Asia/Shanghai, each once and in order.",
        "day", "reference", (DAY,), ("gateway",), tuple(INTAKE),
    ),
    Channel(
        "calendar.years", CALENDARS, "工作日历", "The State Council's holiday notices; of each year the newest version counts.",
        "<year>-<version>", "reference", (CALENDAR,), ("gateway",), tuple(INTAKE),
    ),
    Channel(
        "registry.orgs", ORGS, "单位名录", "The organisations with disclosure duties.",
        "<org>", "reference", (ORG,), ("gateway",), ("metrics", "requests"),
    ),
    _states("catalog.document", DOCUMENTS, "公文", "Each document's state after every change.", ("publishing",)),
    _states("publishing.disclosure", DISCLOSURES, "公开事项", "Each disclosure's state after every change."),
    _states("requests.application", APPLICATIONS_TOPIC, "依申请公开", "Each application's state after every change."),
    Channel(
        "requests.suggestions", SUGGESTIONS, "建议主动公开",
        "Information that several asked for and that can be disclosed; a tombstone takes it back.",
        "<org>/<subject_hash>", "notice", (SUGGESTED,), ("requests",), ("anyone",),
    ),
    _view(MONTHLY, "月报", "One row per organisation and month.", PERIOD_KEY, PERIOD),
    _view(QUARTERLY, "季报", "One row per organisation and quarter, the sum of its months.", PERIOD_KEY, PERIOD),
    _view(ANNUAL, "年报", "One row per organisation and year, the sum of its months.", PERIOD_KEY, PERIOD),
    _view(OBLIGATIONS, "未履行义务", "What is open or overdue; a tombstone takes a row away.", "<org>/<subject>/<kind>", OBLIGATION),
    _view(WATERMARK, "完整截至", "Up to which day everything has been counted.", "complete", MARK),
)  # fmt: skip
"""Every channel, in the order of the way through the line."""

assert {channel.address for channel in CHANNELS if "{" not in channel.address} == {
    t.name for t in shared_topics()
}
assert set(STATES_OF) == {kind.split(".", 1)[0] for kind in EVENTS}


def topic_of(message: str) -> list[str]:
    """Addresses of the channels on which a message lies."""
    return [channel.address for channel in CHANNELS if message in channel.messages]
