"""The channels that anyone may read numbers from: counted, assessed, and how good the data are."""

from __future__ import annotations

from collections.abc import Iterator

from contracts import topics
from contracts.assessment.fact import FACT
from contracts.assessment.indicator import INDICATOR
from contracts.assessment.report import PART, REPORT
from contracts.assessment.restatement import RESTATED
from contracts.assessment.sheet import DEDUCTION, RANKING, SHEET
from contracts.assessment.subject import SUBJECT
from contracts.generator.channel import PERIOD_KEY, SUBJECT_KEY, Channel
from contracts.generator.messages import MARK, OBLIGATION, PERIOD, Bus
from contracts.quality import QUALITY


def views(bus: Bus) -> Iterator[Channel]:
    """The views in the order in which they are made."""
    yield from _counted()
    yield from _assessed()
    yield _quality(bus)


def _counted() -> Iterator[Channel]:
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
