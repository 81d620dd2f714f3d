"""A fact that comes when the year's reports are issued: what was published in January and told of only now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone

from demo.sent import Data, Schedule, Sent, encode, event

SUBJECT = "late-report-1"
_CHINA = timezone(timedelta(hours=8))


def year_of(schedule: Schedule) -> int:
    """The year that the schedule simulates: that of its last day."""
    return max(schedule.days).year


def late_fact(schedule: Schedule, county_of: Mapping[str, str], county: str) -> Sent:
    """The fact of a year's schedule: of the first of the county's units, in January of its year."""
    org = min(sent.org for sent in schedule.all if county_of.get(sent.org) == county)
    on = datetime(year_of(schedule), 1, 20, 9, 30, tzinfo=_CHINA)
    data: Data = {"published_on": on.date().isoformat(), "channel": "政府网站"}
    return Sent(org, encode(event(org, f"{SUBJECT}-published", "disclosure.published.v1", SUBJECT, on, data)))
