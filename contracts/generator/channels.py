"""The channels: each topic with what lies on it, who sends it and who receives it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contracts import topics
from contracts.admission import ADMISSION
from contracts.audit import AUDIT
from contracts.closing import DAY_CLOSED
from contracts.generator.channel import SUBJECT_KEY, Channel
from contracts.generator.departments import departments
from contracts.generator.messages import BUS, CALENDAR, DAY, Bus
from contracts.generator.views import views
from contracts.organisations import ORG
from contracts.profile.record import PROFILE
from contracts.programs import OPERATOR, programs
from contracts.registry import ENTRIES
from contracts.rubric.record import RUBRIC
from contracts.token import TOKEN


def channels(bus: Bus = BUS) -> tuple[Channel, ...]:
    """Every channel, in the order of the way through the line."""
    return (*departments(bus), *_inner(bus), *_references(bus), *views(bus), _audits(bus))


def topic_of(message: str, bus: Bus = BUS) -> list[str]:
    """Addresses of the channels on which a message lies."""
    return [channel.address for channel in channels(bus) if message in channel.messages]


def _inner(bus: Bus) -> Iterator[Channel]:
    """What each service takes in and gives out."""
    for service in bus.families.services:
        yield Channel(
            topics.intake(service),
            f"收件（{service}）",
            f"Accepted facts for the {service} service.",
            SUBJECT_KEY,
            "routed",
            bus.intake_types(service),
            ("gateway",),
            (service, "assessment"),
        )
    for service in bus.families.services:
        families = bus.families.of_service(service)
        events = tuple(name for family in families for name in bus.families.events(family))
        below = (other for other in bus.families.services if service in bus.families.upstream(other))
        yield Channel(
            topics.states(service),
            "、".join(family.chinese for family in families),
            f"The state after every change: {', '.join(family.english for family in families)}.",
            SUBJECT_KEY,
            "event",
            (*events, DAY_CLOSED),
            (service,),
            (*below, "metrics", "assessment", "anyone"),
        )


def _references(bus: Bus) -> Iterator[Channel]:
    services = bus.families.services
    every = programs(bus.families)

    def reference(
        address: str, title: str, says: str, key: str, messages: Iterable[str], receivers: Iterable[str]
    ) -> Channel:
        return Channel(address, title, says, key, "reference", tuple(messages), ("gateway",), tuple(receivers))

    yield reference(
        topics.DAYS,
        "日历日",
        "The passing of days in Asia/Shanghai, each once and in order.",
        "day",
        (DAY,),
        every,
    )
    yield reference(
        topics.CALENDARS,
        "工作日历",
        "The State Council's holiday notices; of each year the newest version counts.",
        "<year>-<version>",
        (CALENDAR,),
        (*services, "dashboard", "anyone"),
    )
    yield reference(
        topics.ORGS,
        "单位名录",
        "The organisations with disclosure duties, those that are no more too: with their last day and who took over.",
        "<org>",
        (ORG,),
        (*services, "metrics", "assessment", "dashboard", "anyone"),
    )
    yield Channel(
        topics.ADMISSIONS,
        "单位接入",
        "Whose topics and rights are there, and whose rights have ended: what follows from the register of organisations.",
        "<org>",
        "reference",
        (ADMISSION,),
        (OPERATOR,),
        ("gateway",),
    )
    yield reference(
        topics.PROFILES,
        "县级口径",
        "What each county has chosen: duties by day, local limits, practice, and the units that it holds for.",
        "<county>",
        (PROFILE,),
        (*services, "assessment", "dashboard", "anyone"),
    )
    yield reference(
        topics.RUBRICS,
        "考核评分细则",
        "Every version of each county's rubric; by their days one holds for each month, quarter and year.",
        "<county>/<version>",
        (RUBRIC,),
        ("assessment", "dashboard", "anyone"),
    )
    yield reference(
        topics.TOKENS,
        "令牌",
        "The tokens that hold on HTTP, without their secrets, for our programs alone; a tombstone revokes one.",
        "<token>",
        (TOKEN,),
        every,
    )
    yield reference(
        topics.MEASURES,
        "统计项名录",
        "The words of every code in a row, and what must close a day for it to be complete.",
        "<what>|<code>",
        ENTRIES,
        ("metrics", "dashboard", "anyone"),
    )


def _audits(bus: Bus) -> Channel:
    return Channel(
        topics.AUDITS,
        "审计",
        "Who did what and when, in the chain of each program; for the operator alone.",
        "<service>",
        "reference",
        (AUDIT,),
        ("gateway", *bus.families.services, "metrics", "assessment"),
        (OPERATOR,),
    )
