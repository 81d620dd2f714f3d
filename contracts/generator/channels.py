"""The channels: each topic with what lies on it, who sends it and who receives it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from contracts import topics
from contracts.admission import ADMISSION
from contracts.assessment.fact import FACT
from contracts.assessment.indicator import INDICATOR
from contracts.assessment.report import PART, REPORT
from contracts.assessment.restatement import RESTATED
from contracts.assessment.sheet import DEDUCTION, RANKING, SHEET
from contracts.assessment.subject import SUBJECT
from contracts.audit import AUDIT
from contracts.closing import DAY_CLOSED
from contracts.generator.messages import BUS, CALENDAR, DAY, MARK, OBLIGATION, PERIOD, Bus
from contracts.notices import JUDGED
from contracts.organisations import ORG
from contracts.profile.record import PROFILE
from contracts.quality import QUALITY
from contracts.registry import ENTRIES
from contracts.rubric.record import RUBRIC
from contracts.token import TOKEN

Envelope = Literal["sent", "routed", "event", "day", "notice", "reference", "view"]
"""Which headers the records of a channel have; see envelopes.py."""

DEPARTMENT, TESTER = "department", "tester"
"""A department's own system, and the one with which it tries out what it will send."""

SUBJECT_KEY = "<kind>/<org>/<subject>"
PERIOD_KEY = "<period>|<org>"


@dataclass(frozen=True)
class Channel:
    """A topic. ``address`` has ``{org}`` where there is one topic per organisation."""

    address: str
    title: str
    says: str
    key: str
    envelope: Envelope
    messages: tuple[str, ...]
    senders: tuple[str, ...]
    receivers: tuple[str, ...]

    @property
    def name(self) -> str:
        """The address without its version and without the organisation."""
        return self.address.removesuffix(".v1").replace(".{org}", "")


def channels(bus: Bus = BUS) -> tuple[Channel, ...]:
    """Every channel, in the order of the way through the line."""
    return (*_departments(bus), *_inner(bus), *_references(bus), *_views(), *_assessed(), _quality(bus), _audits(bus))


def topic_of(message: str, bus: Bus = BUS) -> list[str]:
    """Addresses of the channels on which a message lies."""
    return [channel.address for channel in channels(bus) if message in channel.messages]


def _departments(bus: Bus) -> Iterator[Channel]:
    """A department's inbox and notices, and the same for its tests."""
    inbox = Channel(
        topics.inbox("{org}"),
        "部门收件",
        "What a department says has happened; only it may write here, by Kafka itself or by way of the gateway's HTTP.",
        "anything; the subject is best",
        "sent",
        tuple(bus.families.messages),
        (DEPARTMENT, "gateway"),
        ("gateway",),
    )
    notices = Channel(
        topics.notices("{org}"),
        "部门通知",
        "What the department is told about what it sent, and about its dates.",
        "none",
        "notice",
        tuple(name for contract in bus.of_kind("notice") for name in contract.types if name != JUDGED),
        ("gateway", *bus.families.services),
        (DEPARTMENT, "gateway"),
    )
    yield from (inbox, notices)
    yield replace(
        inbox,
        address=topics.inbox("{org}", test=True),
        title="部门试投",
        says="What a department tries out: judged as what lies in its inbox, and passed on to nobody.",
        senders=_testing(inbox.senders),
    )
    yield replace(
        notices,
        address=topics.notices("{org}", test=True),
        title="试投结论",
        says="The verdict on each record of the test inbox.",
        messages=(JUDGED,),
        senders=("gateway",),
        receivers=_testing(notices.receivers),
    )


def _testing(parties: tuple[str, ...]) -> tuple[str, ...]:
    """The parties of a channel for tests: a department tries things out under another name."""
    return tuple(TESTER if party == DEPARTMENT else party for party in parties)


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
    programs = ("gateway", *services, "metrics", "assessment", "dashboard")

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
        programs,
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
        ("operator",),
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
        programs,
    )
    yield reference(
        topics.MEASURES,
        "统计项名录",
        "The words of every code in a row, and what must close a day for it to be complete.",
        "<what>|<code>",
        ENTRIES,
        ("metrics", "dashboard", "anyone"),
    )


def _views() -> Iterator[Channel]:
    def view(address: str, title: str, says: str, key: str, message: str) -> Channel:
        receivers = ("assessment", "dashboard", "anyone") if address == topics.WATERMARK else ("dashboard", "anyone")
        return Channel(address, title, says, key, "view", (message,), ("metrics",), receivers)

    for view_name, title, unit in (
        ("monthly", "月报", "month"),
        ("quarterly", "季报", "quarter"),
        ("annual", "年报", "year"),
    ):
        yield view(topics.PERIODS[view_name], title, f"One row per organisation and {unit}.", PERIOD_KEY, PERIOD)
    yield view(
        topics.OBLIGATIONS,
        "未履行义务",
        "What is open or overdue; a tombstone takes a row away.",
        f"{SUBJECT_KEY}/<obligation>",
        OBLIGATION,
    )
    yield view(topics.WATERMARK, "完整截至", "Up to which day everything has been counted.", "complete", MARK)


def _assessed() -> Iterator[Channel]:
    def view(address: str, title: str, says: str, key: str, *messages: str, read_back: bool = False) -> Channel:
        receivers = (*(("assessment",) if read_back else ()), "dashboard", "anyone")
        return Channel(address, title, says, key, "view", messages, ("assessment",), receivers)

    yield view(
        topics.SUBJECTS,
        "事项账",
        "What every subject is, owes and contributes: the ground under every number.",
        SUBJECT_KEY,
        SUBJECT,
    )
    yield view(
        topics.FACTS,
        "事实位置",
        "Where every accepted fact lies, with its days: what a subject's row rests on.",
        f"{SUBJECT_KEY}|<fact>",
        FACT,
    )
    yield view(
        topics.SCORES,
        "考核得分",
        "Score sheets, rankings of rosters, and the day up to which both are complete.",
        f"{PERIOD_KEY}, <period>|<county>|<roster>, or complete",
        SHEET,
        RANKING,
        MARK,
    )
    yield view(
        topics.FINDINGS,
        "扣分和指标异常",
        "Points taken away, and what looks odd and is not scored, each with its evidence.",
        "<period>/<org>/<clause>/<what>, or <period>/<org>/!<code>",
        DEDUCTION,
        INDICATOR,
    )
    yield view(
        topics.REPORTS,
        "考核报告",
        "Issued reports: a record a unit, then the head that names them. They never change.",
        "<county>|<kind>|<period>, and |<org> for a part",
        PART,
        REPORT,
        read_back=True,
    )
    yield view(
        topics.RESTATEMENTS,
        "更正记录",
        "What an issued report would say otherwise now; a tombstone where nothing differs any more.",
        "<report>|<org>",
        RESTATED,
    )


def _quality(bus: Bus) -> Channel:
    return Channel(
        topics.QUALITY,
        "数据质量",
        "Records that were refused, and subjects that are set aside; a tombstone when one of these is folded again.",
        f"<topic>:<partition>:<offset>, or {SUBJECT_KEY}",
        "view",
        tuple(QUALITY),
        ("gateway", *bus.families.services),
        ("dashboard", "anyone"),
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
        ("operator",),
    )
