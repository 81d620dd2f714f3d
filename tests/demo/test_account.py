"""New-media accounts in the demonstration: what the oracle makes of them, and what the year shows."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from typing import Any

import pytest

from contracts.families import FAMILIES, Families
from contracts.kit import Family
from contracts.state import SubjectState
from demo.families import expect
from demo.generate import simulated_year
from demo.oracle.notices import read_calendar
from demo.oracle.rows import Expected
from demo.sent import ACCEPTED
from demo.steps import LAST
from demo.units import county_units, read_units
from tests.demo.lines import Line, fact, row, unmet

ALONE = Families((Family("account", "publishing", "政务新媒体账号", "account", {}, SubjectState),))
UNITS = county_units(read_units())


def opened(on: str, **more: Any) -> Line:
    return fact("account.opened", on, **({"opened_on": on, "platform": "微信", "name": "甲"} | more))


def posted(on: str, fact_id: str = "") -> Line:
    return fact("account.posted", on, fact_id=fact_id, posted_on=on)


def closed(on: str) -> Line:
    return fact("account.closed", on, closed_on=on)


def expected(*lines: Line, today: str) -> Expected:
    return expect(lines, read_calendar(), date.fromisoformat(today), {"a": "c"}, ALONE)


def duties(judged: Expected) -> dict[str, object]:
    """The year's duties by status."""
    prefix = "obligations.account_post."
    return {
        place.removeprefix(prefix): number for place, number in row(judged, "2026").items() if place.startswith(prefix)
    }


def test_a_post_is_owed_within_fourteen_calendar_days_of_the_opening_and_of_each_post() -> None:
    lines = [opened("2026-03-02"), posted("2026-03-16"), posted("2026-03-31")]
    judged = expected(*lines, today="2026-04-14")
    assert duties(judged) == {"due": 3, "met_on_time": 1, "met_late": 1, "open": 1}
    assert list(judged.obligations) == ["publishing.account/a/s/account_post:2026-03-31"]
    assert unmet(judged, "account_post")["obligation.due_on"] == "2026-04-14"
    assert unmet(judged, "account_post")["title"] == "甲"
    silent = expected(*lines, today="2026-04-15")
    assert unmet(silent, "account_post")["obligation.status"] == "overdue"


def test_two_posts_of_a_day_count_twice_and_open_one_duty() -> None:
    judged = expected(opened("2026-03-02"), posted("2026-03-05", "1"), posted("2026-03-05", "2"), today="2026-03-06")
    assert row(judged, "2026-03")["counts.account_posts"] == 2
    assert duties(judged) == {"due": 2, "met_on_time": 1, "open": 1}


@pytest.mark.parametrize(
    ("closed_on", "status"), [("2026-03-10", "excused"), ("2026-03-16", "excused"), ("2026-03-17", "overdue")]
)
def test_closing_by_the_last_day_lets_the_duty_fall_away_and_later_does_not(closed_on: str, status: str) -> None:
    judged = expected(opened("2026-03-02"), closed(closed_on), today="2026-04-30")
    assert duties(judged) == {"due": 1, status: 1}
    assert row(judged, "2026")["counts.accounts_closed"] == 1


def test_an_account_without_a_day_of_filing_counts_as_opened_without_it() -> None:
    assert row(expected(opened("2026-03-02"), today="2026-03-03"), "2026-03")["counts.accounts_without_filing"] == 1
    filed = expected(opened("2026-03-02", filed_on="2026-03-01"), today="2026-03-03")
    assert "counts.accounts_without_filing" not in row(filed, "2026-03")


def test_of_two_openings_of_one_day_the_filing_told_last_stands() -> None:
    first = fact("account.opened", "2026-01-05", "s", "a", 9, platform="微信", name="甲")
    filed = fact("account.opened", "2026-01-05", "s", "b", 15, platform="微信", name="甲", filed_on="2026-01-04")
    assert "counts.accounts_without_filing" not in row(expected(filed, first, today="2026-01-31"), "2026")


def test_a_renamed_account_is_called_by_its_new_name() -> None:
    renamed = fact("account.renamed", "2026-03-05", renamed_on="2026-03-05", name="乙")
    assert unmet(expected(renamed, opened("2026-03-02"), today="2026-03-06"), "account_post")["title"] == "乙"


def test_the_year_shows_all_that_happens_to_accounts() -> None:
    accounts: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    sent = simulated_year(UNITS, families=ALONE).all
    for record in sent:
        if record.expect == ACCEPTED and record.value is not None:
            event = json.loads(record.value)
            accounts[record.org, event["subject"]].append(event)
    verbs = {event["type"].split(".")[1] for events in accounts.values() for event in events}
    assert verbs >= {"opened", "posted", "renamed", "changed", "closed"}
    units = {org for org, _ in accounts}
    assert len(units) < len(UNITS)
    assert len(accounts) > len(units)
    platforms = [(org, subject.split("-")[0]) for org, subject in accounts]
    assert len(set(platforms)) < len(platforms)
    counties = {unit.org: unit.county for unit in UNITS}
    judged = expect(
        [(record.org, record.value) for record in sent if record.expect == ACCEPTED and record.value],
        read_calendar(),
        LAST,
        counties,
        ALONE,
    )
    places = {place for flat in judged.views["annual"].values() for place in flat}
    assert places >= {
        "counts.accounts_opened",
        "counts.accounts_closed",
        "counts.accounts_without_filing",
        "counts.account_posts",
        *(f"obligations.account_post.{status}" for status in ("met_on_time", "met_late", "overdue", "open", "excused")),
    }


def test_one_more_family_leaves_the_facts_of_the_others_as_they_were() -> None:
    others = [family for family in FAMILIES.all if not family.name.startswith("account")]
    without = set(simulated_year(UNITS, 101, 0.1, Families(others)).accepted)
    account = Family("account", others[-1].service, "", "", {}, SubjectState)
    with_it = set(simulated_year(UNITS, 101, 0.1, Families((*others, account))).accepted)
    assert without < with_it
    assert all(b'"account.' in line for _, line in with_it - without)
