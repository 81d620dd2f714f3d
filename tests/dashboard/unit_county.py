"""The small county of numbers, with what units, rules and the data's quality have beside: scores, reports, refusals."""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

from contracts import topics
from contracts.profile.file import read as read_profile
from contracts.rubric.file import read as read_rubric
from law.reports import ReportKind
from tests.dashboard import ground, grounded
from tests.dashboard.sample import Record
from tests.papers.assessed import made

DATA = Path(__file__).parents[2] / "services" / "gateway" / "data"
MONTHS = [f"2025-{month:02}" for month in range(4, 13)] + [f"2026-{month:02}" for month in range(1, 5)]
SCORED = ("beta", "gamma")
KEY = f"{grounded.KIND}/beta/late-1"
REPORT = "fengjie|monthly|2026-02"


@cache
def county() -> tuple[Record, ...]:
    """Everything; made once, since nothing changes it."""
    return (*grounded.county(), *rules(), *_scores(), *quality(), *_reports())


def rules() -> list[Record]:
    rubric = read_rubric((DATA / "rubrics" / "fengjie.yaml").read_text(encoding="utf-8"))
    profile = read_profile((DATA / "profiles" / "fengjie.yaml").read_text(encoding="utf-8"))
    holding = profile.model_dump(mode="json") | {"revision": 1, "units": ["alpha", "beta", "gamma"]}
    return [
        Record(topics.RUBRICS, "fengjie/1", rubric.model_dump_json().encode()),
        ground.record(topics.PROFILES, "fengjie", holding),
    ]


def _scores() -> list[Record]:
    """Beta and gamma from April 2025 on; each lost 2.5 points and won 2."""
    chance, records = random.Random(2), []
    for month in MONTHS:
        totals: dict[str, float] = {}
        for org in SCORED:
            daily, catalog = chance.randint(40, 57), chance.randint(30, 40)
            clauses = [
                ("1", "日常工作", "60", f"{daily + 2}"),
                ("1.1", "按期答复", "60", f"{daily}"),
                ("1.2", "创新加分", "0", "2"),
                ("2", "目录", "40", f"{catalog}"),
            ]
            points = {"base": f"{daily + catalog}", "bonus": "2", "total": f"{daily + catalog + 2}"}
            records.append(ground.sheet(org, month, clauses, **points))
            records.append(ground.deduction(org, month, "1.1", "2.5", KEY))
            totals[org] = daily + catalog + 2
        best = sorted(totals, key=lambda org: -totals[org])
        records.append(ground.ranking(month, *((org, f"{totals[org]:g}", at) for at, org in enumerate(best, start=1))))
    return records


def refusal(org: str, on: str, offset: int, **more: Any) -> Record:
    """A refused record of a unit."""
    topic = f"dept.{org}.events"
    row = {
        "org": org,
        "on": on,
        "code": "date.invalid",
        "field": "drafted_on",
        "rule": "必须是存在的日期 / must be a real date",
        "remedy": "如 2026-03-01 / for example 2026-03-01",
        "fact": f"f-{offset}",
        "topic": topic,
        "partition": 0,
        "offset": offset,
    }
    return ground.record(topics.QUALITY, f"{topic}:0:{offset}", row | more)


def set_aside(org: str, name: str, on: str) -> Record:
    """A subject that is set aside."""
    row = {"kind": grounded.KIND, "org": org, "subject": name, "on": on, "error": "ValueError fold.py:12"}
    return ground.record(topics.QUALITY, f"{grounded.KIND}/{org}/{name}", row)


def quality() -> list[Record]:
    late = {"on": "2026-04-03", "code": "recorded_late", "amount": 3, "text": "3条", "facts": ["a"]}
    return [
        *(refusal("beta", f"2026-0{3 + number % 2}-1{number}", number) for number in range(3)),
        set_aside("beta", "late-1", "2026-04-02"),
        ground.subject("beta", "late-1", {}, kind=grounded.KIND, title="补报的事", signals=[late]),
    ]


def _reports() -> list[Record]:
    names = [name for _, name, _ in grounded.UNITS]
    records = []
    for number, period in enumerate(("2026-01", "2026-02", "2026-03"), start=1):
        text = json.dumps(made.body(ReportKind.MONTHLY, period, names, number=number), ensure_ascii=False)
        for at, (org, _, _) in enumerate(grounded.UNITS):
            text = text.replace(f"u{at:03}", org)
        body = json.loads(text)
        ident = body["report"]["id"]
        records += [ground.record(topics.REPORTS, f"{ident}|{part['org']}", part) for part in body["parts"]]
        records.append(ground.record(topics.REPORTS, ident, body["report"]))
    return [*records, ground.restatement(REPORT, "beta", "counts.items_published", "4", "5", KEY)]
