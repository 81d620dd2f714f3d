"""A county's profile on the whole line: it switches duties on and off, late too, with two instances, and every view follows."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import httpx
import pytest

from cli.bus import open_bus
from cli.commands.verify import view_differences
from cli.recount import recount
from cli.target import Target
from contracts.topics import PERIODS
from demo.families import expect
from demo.oracle.compare import Difference, differences
from demo.oracle.notices import read_calendar
from demo.oracle.profile import read_asked
from tests import office
from tests.line.conftest import TODAY
from tests.line.facts import lives
from tests.line.line import Line

ORGS = {"fengjie-aa": "fengjie", "fengjie-bb": "fengjie", "wushan-aa": "wushan"}
FROM = date(2026, 3, 2)
IN_ORDER = [{"duty": duty, "spans": [{"since": FROM.isoformat()}]} for duty in ("register", "archive")]


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    """Two counties, of which one has a profile; requests runs twice."""
    line = Line(tmp_path_factory.mktemp("counties"), ORGS)
    try:
        line.start_all()
        line.start("requests", instance="2")
        line.until(TODAY)
        line.send(lives(40, 120, list(ORGS)))
        line.counted()
        yield line
    finally:
        line.stop()


def load(line: Line, version: int, duties: list[dict[str, Any]], *, force: bool = True) -> httpx.Response:
    """Send the profile of 奉节 to the gateway."""
    body = {"county": "fengjie", "version": version, "duties": duties}
    query = "?force=true" if force else ""
    return httpx.post(
        line.url("gateway", f"/profiles{query}"), json=body, headers=office.HEADERS, trust_env=False, timeout=30
    )


def wrong(line: Line, asked: Mapping[str, date]) -> list[Difference]:
    """Where the views are not what the oracle works out where 奉节 asks for these duties and checks, each from a day on."""
    assert line.day is not None
    expected = expect(line.sent, read_calendar(), line.day, line.orgs, asked={"fengjie": asked})
    return differences(expected, *line.views())


def owed(line: Line, duty: str) -> set[tuple[str, bool]]:
    """County of each open or overdue obligation of a duty, and whether it arose from the day on."""
    rows = line.views()[1].values()
    mine = [row for row in rows if row["obligation"]["duty"] == duty]
    return {(row["county"], row["obligation"]["opened_on"] >= FROM.isoformat()) for row in mine}


def test_by_the_packaged_profile_nobody_is_held_to_the_register(counties: Line) -> None:
    assert wrong(counties, read_asked()) == []
    assert owed(counties, "register") == set()


def test_one_that_changes_the_past_is_refused_with_what_it_would_do_and_changes_nothing(counties: Line) -> None:
    refused = load(counties, 2, IN_ORDER, force=False)
    assert refused.status_code == 409
    assert f"register (登记政府信息公开申请), from {FROM}: not owed → owed" in refused.json()["error"]
    misspelt = load(counties, 2, [{"duty": "registr", "spans": []}])
    assert (misspelt.status_code, "did you mean register" in misspelt.json()["error"]) == (422, True)
    counties.counted()
    assert wrong(counties, read_asked()) == []


def test_switched_on_from_a_day_it_is_owed_and_counted_for_what_arrives_from_that_day(counties: Line) -> None:
    assert load(counties, 2, IN_ORDER).status_code == 200
    # More arrives at the same moment, and is folded by whichever instance has it.
    counties.send(lives(41, 120, list(ORGS)))
    counties.counted()
    assert wrong(counties, {"register": FROM, "archive": FROM}) == []
    assert owed(counties, "register") == {("fengjie", True)}


def test_a_recount_of_the_log_folds_by_the_same_profile(counties: Line) -> None:
    async def recounted() -> list[str]:
        async with open_bus(Target(counties.servers.kafka, {})) as bus:
            views = (await recount(bus)).views
            return [
                line
                for view, topic in PERIODS.items()
                for line in view_differences(view, views[view], await bus.current(topic))
            ]

    assert asyncio.run(recounted()) == []


def test_switched_off_again_nothing_of_it_is_left(counties: Line) -> None:
    assert load(counties, 3, []).status_code == 200
    counties.counted()
    assert wrong(counties, {}) == []
    assert owed(counties, "register") == set()


def test_a_profile_that_comes_while_its_service_is_down_is_caught_up_with(counties: Line) -> None:
    for label in ("requests", "requests-2"):
        counties.children[label].kill()
    assert load(counties, 4, IN_ORDER).status_code == 200
    counties.send(lives(42, 60, list(ORGS)))
    counties.start("requests")
    counties.counted()
    assert wrong(counties, {"register": FROM, "archive": FROM}) == []
