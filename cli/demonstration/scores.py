"""The demonstration's scores beside those that the oracle counts: as they stand, and as the reports froze them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from cli.bus import Bus
from cli.organisations import Registry
from contracts import topics
from contracts.envelope import RECORDED_ON, SENDER
from contracts.families import FAMILIES
from demo.families import judgements
from demo.oracle.calendar import Calendar
from demo.oracle.case import Judgement
from demo.oracle.compare import Difference
from demo.oracle.scores.compare import Scores, expected_scores, score_differences, told_scores
from demo.oracle.scores.rubric import read_rubric
from demo.units import COUNTY

Accepted = Sequence[tuple[str, bytes]]
"""Organisation and line of each record that was accepted."""


@dataclass
class Counting:
    """What the oracle counts from, beside the facts."""

    registry: Registry
    calendar: Calendar
    recorded: Mapping[tuple[str, str], date]
    """Sender and id of a fact → the day on which the gateway took it in."""
    begun: date
    """The first day that passed."""

    def judgements(self, accepted: Accepted, today: date) -> list[Judgement]:
        """What becomes of every subject."""
        return judgements(accepted, self.calendar, today, self.registry.county_of, recorded=self.recorded)

    def scores(self, each: Sequence[Judgement], today: date) -> Scores:
        """The county's."""
        units = {org: kind for org, kind in self.registry.kinds.items() if self.registry.county_of[org] == COUNTY}
        return expected_scores(read_rubric(), each, units, self.begun, today)


@dataclass
class ScoreCheck:
    """Scores as the oracle counts them, and where the topics differ."""

    expected: Scores = field(default_factory=Scores)
    reports: int = 0
    """Issued reports whose frozen sheets were counted again."""
    differences: list[Difference] = field(default_factory=list)
    unjudged: list[str] = field(default_factory=list)
    """What the oracle does not judge, and why."""


async def recorded_days(bus: Bus) -> dict[tuple[str, str], date]:
    """The day on which each fact came in: a clock of the gateway's that nobody can work out."""
    days: dict[tuple[str, str], date] = {}
    for record in await bus.read(map(topics.intake, FAMILIES.services)):
        headers = dict(record.headers)
        if RECORDED_ON in headers:
            day = date.fromisoformat(headers[RECORDED_ON].decode())
            days.setdefault((headers[SENDER].decode(), headers["ce_id"].decode()), day)
    return days


async def check_scores(bus: Bus, counting: Counting, each: Sequence[Judgement], today: date) -> ScoreCheck:
    """Compares metrics.scores.v1 and metrics.findings.v1, unless the county goes by another rubric than the packaged one."""
    known = [record for record in (await bus.current(topics.RUBRICS)).values() if record["county"] == COUNTY]
    if [record["version"] for record in known] != [read_rubric().version]:
        return ScoreCheck(unjudged=["the county has a rubric of its own: the oracle counts no scores by it"])
    expected = counting.scores(each, today)
    published = told_scores(await bus.current(topics.SCORES), await bus.current(topics.FINDINGS))
    return ScoreCheck(expected, differences=score_differences(expected, published))


async def check_reports(
    bus: Bus, check: ScoreCheck, heads: Sequence[Mapping[str, Any]], counts: Mapping[str, Scores]
) -> None:
    """Adds where issued reports say something else than the oracle counts as of their days; ``counts``: by such a day."""
    parts = (json.loads(record.value) for record in await bus.read([topics.REPORTS]))
    frozen = [part for part in parts if "report" in part]
    for head in heads:
        expected = counts.get(head["as_of"])
        if expected is None:
            check.unjudged.append(f"{head['title']}: nobody knows any more which facts of others it was made of")
            continue
        check.reports += 1
        frozen_scores = report_scores(head, [part for part in frozen if part["report"] == head["id"]])
        of_period = Scores(
            {
                view: {key: row for key, row in rows.items() if _period(key) == head["period"]}
                for view, rows in expected.views.items()
            }
        )
        for difference in score_differences(of_period, frozen_scores):
            check.differences.append(replace(difference, view=f"{head['id']} {difference.view}"))


def report_scores(head: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]) -> Scores:
    """What an issued report froze, as the topics would tell it."""
    sheets = {f"{head['period']}|{part['org']}": part["sheet"] for part in parts if part["sheet"]}
    rankings = {f"{row['period']}|{row['county']}|{row['roster']}": row for row in head["rankings"]}
    findings = {row["id"]: row for part in parts for row in (*part["deductions"], *part["indicators"])}
    return told_scores(sheets | rankings, findings)


def _period(key: str) -> str:
    return key.partition("|")[0].partition("/")[0]
