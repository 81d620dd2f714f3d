"""Assessment on a line: reports issued by its pages, what its topics say, and what its tables hold."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Any

import asyncpg

from contracts.topics import FINDINGS, REPORTS, RESTATEMENTS, SCORES, SUBJECTS
from deploy.programs import ASSESSMENT
from tests.line.line import Line
from tests.line.rows import Place, standing

COUNTY = "fengjie"
_KEPT = {
    SUBJECTS: "SELECT key, body FROM assessment.ground",
    SCORES: "SELECT period || '|' || org, body FROM assessment.sheet UNION ALL SELECT key, body FROM assessment.ranking",
    FINDINGS: "SELECT id, body FROM assessment.finding",
    RESTATEMENTS: "SELECT report || '|' || org, body FROM assessment.restatement",
    REPORTS: """
        SELECT id, head FROM assessment.report WHERE stage = 'issued'
        UNION ALL SELECT report || '|' || p.org, body FROM assessment.report_part p JOIN assessment.report r ON r.id = p.report
        WHERE stage = 'issued'
    """,
}


def step(line: Line, name: str, period: str, status: int = 200, **beside: Any) -> Any:
    """A step of the monthly report of ``period``."""
    body = {"county": COUNTY, "kind": "monthly", "period": period, **beside}
    return line.post(f"/reports/{name}", body, name=ASSESSMENT, status=status)


def checked(line: Line, period: str) -> None:
    """Draft and check it, in spite of the appeals that the random facts leave undecided."""
    step(line, "draft", period)
    problems = step(line, "check", period, despite={"appeals": "申诉另行裁决"})["problems"]
    assert not [problem for problem in problems if problem["grave"]], problems


def issue(line: Line, period: str) -> Any:
    """Draft, check and issue it; its head."""
    checked(line, period)
    return step(line, "issue", period)["report"]


def told(line: Line) -> Mapping[Place, bytes]:
    """What a reader of the topics knows, but for up to which day it holds."""
    rows = standing(line, *_KEPT)
    return {place: value for place, value in rows.items() if place != (SCORES, "complete")}


def kept(line: Line) -> Mapping[Place, bytes]:
    """What the tables hold of the same."""

    async def read() -> dict[Place, bytes]:
        connection = await asyncpg.connect(line.servers.database)
        try:
            async with connection.transaction(isolation="repeatable_read"):
                return {
                    (topic, key): body.encode()
                    for topic, query in _KEPT.items()
                    for key, body in await connection.fetch(query)
                }
        finally:
            await connection.close()

    return asyncio.run(read())


def settled(line: Line, label: str = ASSESSMENT) -> Mapping[Place, bytes]:
    """What readers know once everything is counted and scored; the tables hold the same, and every issued report holds."""
    line.counted({ASSESSMENT: label})
    rows, tables = told(line), kept(line)
    differing = [(place, rows.get(place), tables.get(place)) for place in sorted(rows.keys() | tables.keys())]
    unlike = [each for each in differing if each[1] != each[2]]
    assert unlike == [], unlike[:3]
    for report in line.ask(label, "/reports")["reports"]:
        if report["stage"] == "issued":
            verdict = line.ask(label, f"/reports/{report['id']}/verify")
            assert verdict["holds"], verdict
    return rows


def forget(line: Line) -> None:
    """Let go of everything that assessment keeps, as an operator does who builds it again."""

    async def drop() -> None:
        connection = await asyncpg.connect(line.servers.database)
        try:
            await connection.execute("DROP SCHEMA assessment CASCADE")
        finally:
            await connection.close()

    line.children[ASSESSMENT].stop(20)
    asyncio.run(drop())
    line.migrate(ASSESSMENT)


def dies(line: Line, drill: str) -> None:
    """Start assessment so that it dies at this point, see it die, and start it again."""
    doomed = line.children[ASSESSMENT]
    line.wait(lambda: not doomed.alive, f"assessment has died at {drill}")
    assert doomed.exit_code == -9
    line.start(ASSESSMENT)


def answers(line: Line, label: str = ASSESSMENT) -> None:
    """Wait until a process answers."""
    line.wait(partial(_answers, line, label), f"{label} answers")


def _answers(line: Line, label: str) -> bool:
    return line.status(label) is not None
