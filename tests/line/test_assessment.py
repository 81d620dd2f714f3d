"""Scores, reports and restatements come through whatever kills, freezes or doubles their program, and being built again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date

import httpx
import pytest

from contracts.topics import REPORTS, RESTATEMENTS, SCORES
from deploy.programs import ASSESSMENT
from tests import office
from tests.line.assessing import answers, checked, dies, forget, issue, settled, step
from tests.line.conftest import ORGS, TODAY
from tests.line.freezing import more, taken_over, wake
from tests.line.line import Line

pytestmark = pytest.mark.servers

MONTHS = [f"2026-0{month}" for month in range(1, 6)]


@pytest.fixture(scope="module")
def assessed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    """A line of its own, since what is issued stays: half a year has passed, and January's report is issued."""
    line = Line(tmp_path_factory.mktemp("assessed"), ORGS)
    try:
        line.start_all()
        line.until(date(2026, 1, 5))
        line.until(TODAY)
        line.send(more(line))
        settled(line)
        issue(line, MONTHS[0])
        yield line
    finally:
        line.stop()


def issued(line: Line) -> list[tuple[str, int]]:
    """Period and number of what the topic says was issued, each time that it says so."""
    return [
        (head["period"], head["number"])
        for head in line.ask(ASSESSMENT, "/reports")["reports"]
        if head["stage"] == "issued"
    ]


@pytest.mark.parametrize(
    "point", ["batch.before_commit", "batch.after_commit", "relay.before_send", "relay.before_delete"]
)
def test_killed_at_any_point_it_loses_nothing_and_says_nothing_twice_otherwise(assessed: Line, point: str) -> None:
    assessed.children[ASSESSMENT].kill()
    assessed.start(ASSESSMENT, drill=f"{point}:kill")
    assessed.send(more(assessed, 60))
    dies(assessed, point)
    rows = settled(assessed)
    assert {place[0] for place in rows} >= {SCORES, REPORTS, RESTATEMENTS}


@pytest.mark.parametrize(("point", "month"), [("relay.before_send", MONTHS[1]), ("relay.before_delete", MONTHS[2])])
def test_killed_when_it_has_issued_a_report_it_tells_it_all_the_same(assessed: Line, point: str, month: str) -> None:
    settled(assessed)
    checked(assessed, month)
    assessed.children[ASSESSMENT].kill()
    assessed.start(ASSESSMENT, drill=f"{point}:kill")
    head = step(assessed, "issue", month)["report"]
    dies(assessed, point)
    rows = settled(assessed)
    assert (REPORTS, head["id"]) in rows
    assert "was issued as" in step(assessed, "issue", month, status=409)["error"]


def test_killed_while_it_issues_a_report_is_issued_or_not_and_never_under_two_numbers(assessed: Line) -> None:
    month = MONTHS[3]
    settled(assessed)
    for pause in (0.0, 0.02, 0.05, 0.1):
        if month in dict(issued(assessed)):
            break
        # What the killed process had sent off may be committed only now: then a step answers that it was issued.
        if not _checked_unless_issued(assessed, month):
            break
        asking = threading.Thread(target=_asked, args=(assessed.url(ASSESSMENT, "/reports/issue"), month))
        asking.start()
        asking.join(pause)
        assessed.children[ASSESSMENT].kill()
        asking.join()
        assessed.start(ASSESSMENT)
        answers(assessed)
    else:
        if _checked_unless_issued(assessed, month):
            step(assessed, "issue", month)
    settled(assessed)
    assert issued(assessed) == [(month, number) for number, month in enumerate(MONTHS[:4], 1)]


def _checked_unless_issued(line: Line, month: str) -> bool:
    """Whether the month is checked now; ``False`` if it has been issued."""
    try:
        checked(line, month)
    except AssertionError as refused:
        if "was issued as" not in str(refused):
            raise
        return False
    return True


def _asked(url: str, month: str) -> None:
    try:
        body = {"county": "fengjie", "kind": "monthly", "period": month}
        httpx.post(url, json=body, headers=office.HEADERS, trust_env=False, timeout=60)
    except httpx.HTTPError:
        return


@pytest.mark.parametrize("point", ["batch.fetched", "batch.before_write"])
def test_a_frozen_instance_that_wakes_after_another_took_over_changes_nothing(assessed: Line, point: str) -> None:
    with taken_over(assessed, ASSESSMENT, point) as first:
        wake(first)
        settled(assessed, f"{ASSESSMENT}-2")
    settled(assessed)


def test_two_instances_come_to_what_one_comes_to_and_one_of_them_may_die(assessed: Line) -> None:
    second = assessed.start(ASSESSMENT, instance="2")
    assessed.send(more(assessed, 60))
    settled(assessed, f"{ASSESSMENT}-2")
    assessed.send(more(assessed, 60))
    second.kill()
    settled(assessed)


def test_database_and_broker_restarted_in_the_middle_lose_nothing(assessed: Line) -> None:
    assert assessed.servers.postgres is not None
    assert assessed.servers.broker is not None
    for server in (assessed.servers.postgres, assessed.servers.broker):
        assessed.send(more(assessed, 60))
        server.kill()
        server.restart()
        settled(assessed)


def test_built_again_from_the_topics_it_says_the_same_of_everything(assessed: Line) -> None:
    assessed.send(more(assessed, 60))
    before = settled(assessed)
    assert {place[0] for place in before} >= {SCORES, REPORTS, RESTATEMENTS}
    forget(assessed)
    assessed.start(ASSESSMENT)
    assert settled(assessed) == before
    assert issue(assessed, MONTHS[4])["number"] == len(issued(assessed))
