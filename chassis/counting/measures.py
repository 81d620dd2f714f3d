"""What a measure's name says: which code is counted, and by what. See contracts.state.Counts for the forms."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

_NAME = re.compile(
    r"(?P<code>[a-z][a-z0-9_]{0,99})"
    r"(?:@(?P<label>[^\x00-\x1f\x7f]{1,200})|#(?P<days>0|[1-9][0-9]{0,4})|!(?P<status>[a-z_]+))?"
)

COUNTS, BY, DAYS, OBLIGATIONS = "counts", "by", "days", "obligations"
"""Where in a row a measure stands: names of fields of contracts.views.PeriodRow."""

STATUSES = {
    "due": "due",
    "met": "met_on_time",
    "met_late": "met_late",
    "overdue": "overdue",
    "open": "open",
    "excused": "excused",
}
"""What stands behind a duty's exclamation mark → its name in a row, in the order of contracts.views.ObligationCounts."""


class Measure(NamedTuple):
    """A measure's name taken apart."""

    order: str
    """Sorts measures by code, and those of one code by part, days by number."""
    code: str
    field: str
    part: str
    """Its label, its working days or its status; empty for a plain count."""


@cache
def parse(name: str) -> Measure:
    """The measure of this name; ValueError when it has none of the forms."""
    match = _NAME.fullmatch(name)
    if match is None:
        raise ValueError("no name of a measure")
    code, label, days, status = match.group("code", "label", "days", "status")
    if label is not None:
        return _measure(code, BY, label)
    if days is not None:
        return _measure(code, DAYS, days, f"{days:0>5}")
    if status is None:
        return _measure(code, COUNTS, "")
    if status not in STATUSES:
        raise ValueError("no status of an obligation")
    return _measure(code, OBLIGATIONS, STATUSES[status])


def _measure(code: str, field: str, part: str, place: str = "") -> Measure:
    return Measure(f"{code} {place or part}", code, field, part)
