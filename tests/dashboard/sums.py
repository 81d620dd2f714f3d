"""Rows of months, quarters and years that are the sums of subjects, as metrics would make them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from chassis.counting.rows import quarter, row, year
from contracts import topics
from contracts.topics import PERIODS
from tests.dashboard.sample import Record


def rows(records: Iterable[Record], county: str) -> Iterator[Record]:
    """Every row that the subjects among the records come to."""
    cells: dict[tuple[str, str], Counter[str]] = {}
    for record in records:
        if record.topic != topics.SUBJECTS or record.value is None:
            continue
        subject = json.loads(record.value)
        for month, amounts in subject["counts"].items():
            for period in (month, quarter(month), year(month)):
                cells.setdefault((subject["org"], period), Counter()).update(amounts)
    for (org, period), amounts in sorted(cells.items()):
        yield Record(PERIODS[view(period)], f"{period}|{org}", row(period, org, county, amounts))


def view(period: str) -> str:
    """Which kind of row a period has."""
    return "annual" if len(period) == 4 else "quarterly" if "Q" in period else "monthly"
