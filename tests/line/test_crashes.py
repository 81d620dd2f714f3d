"""Nothing is lost and nothing counted twice, whatever dies, freezes or restarts, and whenever.

Every test feeds the line, breaks it at a named point, mends it, and compares all views with an
oracle that has only seen what was sent. Not covered: loss of the disk below PostgreSQL or Kafka.
"""

from __future__ import annotations

import pytest

from tests.line.conftest import ORGS, TODAY
from tests.line.freezing import freeze, more, take_over, taken_over, wake
from tests.line.line import NAMES, Line

pytestmark = pytest.mark.servers

DROPPED = "records already processed were dropped"
"""What a process says in its log when the fence has kept records from being applied again."""


def test_the_line_counts_what_the_oracle_counts(line: Line) -> None:
    line.send(more(line))
    line.counted()
    assert line.differences() == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("point", ["batch.before_commit", "batch.after_commit", "relay.before_delete"])
def test_a_service_killed_at_any_point_of_a_batch_leaves_the_views_right(line: Line, name: str, point: str) -> None:
    line.children[name].kill()
    line.start_all(but=[name])
    line.send(more(line, 60))
    if name == "gateway" and point == "relay.before_delete":
        line.send_unseen([("fengjie-aa", b"not json")])
    doomed = line.start(name, drill=f"{point}:kill")
    line.wait(lambda: not doomed.alive, f"{name} has died at {point}")
    assert doomed.exit_code == -9
    line.start(name)
    line.counted()
    assert line.differences() == []


@pytest.mark.parametrize("name", ["catalog", "metrics"])
@pytest.mark.parametrize("point", ["batch.fetched", "batch.before_write"])
def test_a_frozen_instance_that_wakes_after_another_took_over_changes_nothing(
    line: Line, name: str, point: str
) -> None:
    with taken_over(line, name, point) as first:
        if point == "batch.fetched":
            line.counted({name: f"{name}-2"})
        wake(first)
        line.counted({name: f"{name}-2"})
        line.wait(lambda: line.status(name) is not None, "the first instance answers again")
    line.counted()
    assert line.differences() == []


def test_postgresql_restarted_in_the_middle_loses_nothing(line: Line) -> None:
    assert line.servers.postgres is not None
    line.send(more(line))
    line.servers.postgres.kill()
    line.servers.postgres.restart()
    line.send(more(line))
    line.counted()
    assert line.differences() == []


def test_the_broker_restarted_in_the_middle_loses_nothing(line: Line) -> None:
    assert line.servers.broker is not None
    line.send(more(line))
    line.servers.broker.kill()
    line.servers.broker.restart()
    line.send(more(line))
    line.counted()
    assert line.differences() == []


def test_with_the_fence_a_woken_instance_drops_what_another_has_counted(line: Line) -> None:
    with taken_over(line, "metrics", "batch.fetched") as first:
        line.counted({"metrics": "metrics-2"})
        wake(first)
        line.wait(lambda: DROPPED in first.output(), "the woken instance has dropped its records")
        assert count(line, "metrics", "superseded") == 0


def test_without_the_fence_the_same_instance_applies_it_a_second_time(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The control: the test above, with the fence taken down and nothing else changed.

    The woken instance drops nothing then and applies its whole batch again, which /status counts as superseded states.
    That the views stay right all the same is a second guard's doing: metrics keeps the version of every subject.
    """
    line = Line(tmp_path_factory.mktemp("unfenced"), ORGS)
    try:
        line.start_all(but=["metrics"])
        line.until(TODAY)
        first = freeze(line, "metrics", "batch.fetched", fence="off")
        take_over(line, "metrics", fence="off", drill="batch.fetched:stop:1000000")
        line.wait(lambda: line.differences() == [], "the second instance has counted everything")
        assert count(line, "metrics-2", "superseded") == 0
        wake(first)
        line.wait(lambda: count(line, "metrics", "superseded") > 0, "the woken instance has applied its batch again")
        assert DROPPED not in first.output()
        assert line.differences() == []
    finally:
        line.stop()


def count(line: Line, label: str, name: str) -> int:
    """What a process has counted since it started, as its /status says; 0 while it does not answer."""
    return int((line.status(label) or {"counts": {name: 0}})["counts"][name])
