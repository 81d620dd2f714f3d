"""Nothing is lost and nothing counted twice, whatever dies, freezes or restarts, and whenever.

Every test feeds the line, breaks it at a named point, mends it, and compares all views with an
oracle that has only seen what was sent. Not covered: loss of the disk below PostgreSQL or Kafka.
"""

from __future__ import annotations

import itertools
import signal
from pathlib import Path

import pytest

from deploy.process import Child
from tests.line.conftest import ORGS, TODAY
from tests.line.facts import lives
from tests.line.line import Line

_seeds = itertools.count(1)


def _facts(line: Line, count: int = 120) -> list[tuple[str, bytes]]:
    return lives(next(_seeds), count, list(line.orgs))


def test_the_line_counts_what_the_oracle_counts(line: Line) -> None:
    line.send(_facts(line))
    line.counted()
    assert line.differences() == []


@pytest.mark.parametrize("name", ["gateway", "catalog", "requests", "publishing", "metrics"])
@pytest.mark.parametrize("point", ["batch.before_commit", "batch.after_commit", "relay.before_delete"])
def test_a_service_killed_at_any_point_of_a_batch_leaves_the_views_right(
    line: Line, name: str, point: str
) -> None:
    line.children[name].kill()
    line.start_all(but=[name])
    line.send(_facts(line, 60))
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
    freeze_and_wake(line, name, point)
    assert line.differences() == []


def test_postgresql_restarted_in_the_middle_loses_nothing(line: Line) -> None:
    assert line.servers.postgres is not None
    line.send(_facts(line))
    line.servers.postgres.kill()
    line.servers.postgres.restart()
    line.send(_facts(line))
    line.counted()
    assert line.differences() == []


def test_the_broker_restarted_in_the_middle_loses_nothing(line: Line) -> None:
    assert line.servers.broker is not None
    line.send(_facts(line))
    line.servers.broker.kill()
    line.servers.broker.restart()
    line.send(_facts(line))
    line.counted()
    assert line.differences() == []


def test_without_the_fence_the_same_freeze_counts_twice(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The control: if the views stayed right here, the tests above would show nothing."""
    line = Line(tmp_path_factory.mktemp("unfenced"), ORGS)
    try:
        line.start_all(but=["metrics"])
        line.until(TODAY)
        first = freeze(line, "metrics", "batch.before_write", fence="off")
        take_over(line, "metrics", fence="off", drill="batch.fetched:stop:1000000")
        line.counted({"metrics": "metrics-2"})
        assert line.differences() == []
        first.send(signal.SIGCONT)
        line.wait(lambda: line.differences() != [], "the woken instance has counted a second time")
    finally:
        line.stop()


def freeze_and_wake(line: Line, name: str, point: str) -> None:
    """Freeze an instance at ``point`` until the broker gives it up, let a second take over, then wake the first."""
    first = freeze(line, name, point)
    second = take_over(line, name)
    if point == "batch.fetched":
        line.counted({name: f"{name}-2"})
    first.send(signal.SIGCONT)
    line.counted({name: f"{name}-2"})
    line.wait(lambda: line.status(name) is not None, "the first instance answers again")
    first.stop(10)
    second.stop(10)
    line.start(name)
    line.counted()


def freeze(line: Line, name: str, point: str, **settings: str) -> Child:
    """Start ``name`` with work before it, and return it frozen at ``point``."""
    if name in line.children:
        line.children[name].kill()
    line.start_all(but=[name])
    line.send(_facts(line))
    first = line.start(name, drill=f"{point}:stop", **settings)
    line.wait(lambda: _state(first.pid) == "T", f"{name} is frozen at {point}")
    return first


def take_over(line: Line, name: str, **settings: str) -> Child:
    """A second instance, once the broker has given it the frozen one's partitions."""
    second = line.start(name, instance="2", **settings)
    line.wait(
        lambda: bool((line.status(f"{name}-2") or {}).get("assigned")), "the second instance has taken over"
    )
    return second


def _state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0]
