"""``python -m tests.dashboard.demonstrated [SCALE]``: a whole demonstration on the dashboard, every number compared with the topics' rows.

The simulated year is folded as the services fold it and told as metrics and assessment tell it, without any server.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from cli.recount import obligations, views
from contracts import topics
from contracts.envelope import VERSION
from contracts.families import FAMILIES
from contracts.kit import key_of
from contracts.state import SubjectState
from demo.generate import simulated_year
from services.assessment.reading import read
from tests.dashboard.inside import client_of, read_in
from tests.dashboard.sample import COUNTY, Record, complete, registered, words
from tests.dashboard.walked import Topics, Walk
from tests.dashboard.year import organisations
from tests.demo import scored
from tests.demo.folds import COUNTIES, UNITS, folded, until

HEAT = (
    "rate",
    "overdue",
    *(code for code, measure in FAMILIES.measures.items() if measure.kind == "count" and measure.shown),
)


class AsState(NamedTuple):
    """A state as its topic has it."""

    topic: str
    partition: int
    offset: int
    key: bytes
    value: bytes
    headers: list[tuple[str, bytes]]


@cache
def told(scale: float, today: date) -> tuple[tuple[Record, ...], Topics]:
    """What the topics say of a demonstration of this scale on a day, and the same as rows."""
    states = folded(until(simulated_year(UNITS, 105, scale).accepted, today), today).states
    rows = views(states, COUNTIES)
    owed = obligations(states, COUNTIES)
    records = [*words(), complete(today)]
    records += [registered(org) for org in organisations() if org.county == COUNTY]
    for view, of_view in rows.items():
        records += [_record(topics.PERIODS[view], key, row) for key, row in of_view.items()]
    records += [_record(topics.OBLIGATIONS, key, row) for key, row in owed.items()]
    records += _subjects(states)
    every = {key: row for of_view in rows.values() for key, row in of_view.items()}
    return tuple(records), Topics(every, owed, [unit.org for unit in UNITS], today)


def _subjects(states: Mapping[str, SubjectState]) -> Iterator[Record]:
    told = []
    for offset, (key, state) in enumerate(states.items()):
        topic, value = topics.states(key_of(key).kind.partition(".")[0]), state.model_dump_json().encode()
        told.append(AsState(topic, 0, offset, key.encode(), value, [(VERSION, b"1")]))
    prepared = read(told)
    assert prepared.refusals == []
    for change in prepared.changes:
        yield Record(topics.SUBJECTS, change.key, change.row.encode())


def _record(topic: str, key: str, row: Mapping[str, Any]) -> Record:
    return Record(topic, key, json.dumps(row, ensure_ascii=False).encode())


async def walk(scale: float, today: date, *, every: int) -> Walk:
    """Goes over every page, or over one in ``every`` of the measures and units and of the lists behind the numbers."""
    records, rows = told(scale, today)
    periods = sorted({key.partition("|")[0] for key in rows.rows})
    async with client_of(read_in(records)) as client:
        walked = Walk(client, rows)
        for period in periods[:: min(every, 3)]:
            await walked.page(f"/?period={period}")
        for measure in (*HEAT[:2], *HEAT[2::every]):
            await walked.heat(today.year, measure)
        for org in rows.orgs[::every]:
            await walked.page(f"/units/{org}?year={today.year}")
        await walked.due()
        await walked.lists(every * every)
    return walked


async def _scores() -> list[str]:
    """The totals of every sheet that the demonstration's rubric comes to."""
    sheets, findings = scored.told()
    records, rows = told(0.1, scored.TODAY)
    records += tuple(_record(topics.SCORES, key, row) for key, row in sheets.items())
    records += tuple(_record(topics.FINDINGS, key, row) for key, row in findings.items())
    async with client_of(read_in(records)) as client:
        walked = Walk(client, Topics(rows.rows, rows.owed, rows.orgs, rows.day, sheets))
        for period in sorted({key.partition("|")[0] for key in sheets}):
            await walked.scores(period)
    return walked.differences


if __name__ == "__main__":
    made = asyncio.run(walk(float(sys.argv[1]) if sys.argv[1:] else 0.1, scored.TODAY, every=1))
    differences = made.differences + asyncio.run(_scores())
    sys.stdout.write("\n".join([*differences, f"{made.seen} numbers compared, {len(differences)} differ"]) + "\n")
    sys.exit(bool(differences))
