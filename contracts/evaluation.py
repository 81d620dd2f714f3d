"""年度评估: facts that documents and catalog items have in common (奉节府办发〔2020〕101号 二（三））."""

from __future__ import annotations

from datetime import date
from typing import Any

from contracts.fields import DATE, LAW, PATTERN_URL, BusModel, Date, described
from contracts.kit import Duty
from law.codes import PUBLISH_WITHIN_WORKING_DAYS, Attribute
from law.evaluation import ART_18
from law.limit import day_of_year, working_days

SEED = "奉节府办发〔2020〕101号"

EVALUATION_LAW = f"{ART_18}、{SEED}二（三）"
"""What obliges to evaluate every year."""

FIRST_YEAR, LAST_YEAR = 2008, 2100


def year_field() -> Any:
    """For which year it was evaluated; the day may lie in the next one."""
    return described("评估年度", "the year that it belongs to", unit="year", ge=FIRST_YEAR, le=LAST_YEAR)


def url_field() -> Any:
    """The page on which it stands."""
    return described("网址", "address of the page, when on line", default=None, max_length=2000, pattern=PATTERN_URL)


class Evaluated(BusModel, title="年度评估", meaning="what is not disclosed actively was looked at for a year."):
    evaluated_on: Date = described("评估日期", "day of the evaluation", unit=DATE, source=f"{LAW} 18")
    year: int = year_field()
    attribute: Attribute | None = described(
        "评估后属性",
        "attribute from then on; absent: as before. Only more open than before: 依申请公开→主动公开, 不予公开→主动公开 or 依申请公开",
        source=f"{SEED} 二（三）",
        default=None,
    )
    reason: str | None = described("理由", "why it stays, or what has changed", default=None, max_length=1000)


class EvaluationPublished(BusModel, title="公布评估结果", meaning="the result of a year's evaluation was published."):
    published_on: Date = described("公布日期", "day of publication", unit=DATE, source=f"{SEED} 二（三）")
    year: int = year_field()
    url: str | None = url_field()


class AttributeHeld(BusModel, title="属性沿革", meaning="an attribute, and the day from which it holds."):
    since: date = described("起始日期", "first day", unit=DATE)
    attribute: Attribute = described("公开属性", "public, on request, or withheld")
    facts: list[str] = described("依据事实", "ids of the facts behind it")


def evaluation_duties(evaluate: str, publish: str, chinese: str, english: str) -> tuple[Duty, Duty]:
    """The duty to evaluate by the end of each year and the one to publish the result, of these codes."""
    return (
        Duty(
            evaluate,
            f"{chinese}年度评估",
            f"Evaluate the {english}",
            EVALUATION_LAW,
            day_of_year(12, 31, 0),
            by_default=False,
        ),
        Duty(
            publish,
            f"公布{chinese}评估结果",
            f"Publish the evaluation of the {english}",
            EVALUATION_LAW,
            working_days(PUBLISH_WITHIN_WORKING_DAYS),
            by_default=False,
        ),
    )
