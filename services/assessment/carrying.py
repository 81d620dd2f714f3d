"""What a report carries of those before it: what they would say otherwise by now, each change once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chassis.database import Connection
from contracts.assessment.report import ReportHead
from contracts.assessment.restatement import Restatement

_RESTATED = """
SELECT w.body FROM restatement w JOIN report r ON r.id = w.report WHERE r.county = $1 ORDER BY r.period, r.id, w.org
"""


async def carried(connection: Connection, county: str, previous: Sequence[ReportHead]) -> list[Restatement]:
    """What the next report of a kind carries; ``previous``: those of the kind that were issued."""
    rows = await connection.fetch(_RESTATED, county)
    return to_carry([Restatement.model_validate_json(row[0]) for row in rows], previous)


def to_carry(standing: Sequence[Restatement], previous: Iterable[ReportHead]) -> list[Restatement]:
    """Restatements that are others than those last carried, and, without cells, those carried that are none any more. Pure."""
    last = {
        (restatement.report, restatement.org): restatement
        for head in sorted(previous, key=lambda head: (head.year, head.number))
        for restatement in head.restated
    }
    now = {(restatement.report, restatement.org) for restatement in standing}
    return [each for each in standing if last.get((each.report, each.org)) != each] + [
        each.model_copy(update={"cells": [], "because": []})
        for place, each in sorted(last.items())
        if each.cells and place not in now
    ]
