"""A county that has lived a year: the demonstration's facts, folded by the services, as rows and subjects that the dashboard reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache

from cli.recount import obligations, views
from contracts import topics
from contracts.kit import key_of
from contracts.state import SubjectState
from contracts.topics import PERIODS
from demo.generate import simulated_year
from tests.dashboard import ground
from tests.dashboard.boards import unit
from tests.dashboard.sample import Record, complete, registered, words
from tests.demo.folds import COUNTIES, UNITS, folded, until

DAY = date(2026, 11, 20)
COUNTY = "fengjie"


@cache
def states() -> dict[str, SubjectState]:
    """Every subject of the year up to the day, by its key."""
    return dict(folded(until(simulated_year(UNITS, 105, 0.2).accepted, DAY), DAY).states)


@cache
def county() -> list[Record]:
    """Everything that is on the topics, the watermark last."""
    known = states()
    return [
        *words(),
        *(registered(unit(each.org, each.name, each.county, each.kind)) for each in UNITS),
        *(_subject(key, state) for key, state in known.items()),
        *_rows(known),
        *(
            Record(topics.OBLIGATIONS, key, json.dumps(row).encode())
            for key, row in obligations(known, COUNTIES).items()
        ),
        complete(DAY),
    ]


def _rows(known: dict[str, SubjectState]) -> Iterator[Record]:
    for view, rows in views(known, COUNTIES).items():
        for key, row in rows.items():
            yield Record(PERIODS[view], key, json.dumps(row, ensure_ascii=False).encode())


def _subject(key: str, state: SubjectState) -> Record:
    kind, org, name = key_of(key)
    stated = state.model_dump(mode="json")
    more = {field: stated[field] for field in ("obligations", "met", "findings", "signals")}
    return ground.subject(org, name, stated["counts"], kind=kind, title=state.title, **more)
