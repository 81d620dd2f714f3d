"""A program that was forked is a child like any other: seen, frozen, asked to end, killed, with its words and its exit code."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from deploy.ports import free_ports
from deploy.process import ProcessFailedError
from tests.deploy.waiting import until
from tests.line.freezing import stands_still
from tests.line.nursery import Forked

NOWHERE = {"GONGKAI_DATABASE": "postgresql://nobody:nothing@127.0.0.1:1/none", "GONGKAI_KAFKA": "127.0.0.1:1"}


@pytest.fixture
def waiting(tmp_path: Path) -> Forked:
    """A service whose database is away: it waits, and says so."""
    (port,) = free_ports(1)
    env = NOWHERE | {"GONGKAI_HTTP_PORT": str(port)}
    child = Forked("metrics", [sys.executable, "-m", "services", "metrics", "serve"], log=tmp_path / "log", env=env)
    child.start()
    child.wait_until(lambda: "does not answer" in child.output(), 300, "waits for its database")
    return child


def test_it_ends_in_order_when_it_is_asked_to(waiting: Forked) -> None:
    assert waiting.alive
    assert waiting.stop(60)
    assert waiting.exit_code == 0
    assert "stopped" in waiting.output()


def test_it_may_be_frozen_and_killed(waiting: Forked) -> None:
    waiting.send(signal.SIGSTOP)
    until(lambda: stands_still(waiting), "it stands still")
    assert waiting.alive
    waiting.kill()
    assert waiting.exit_code == -9


def test_one_that_cannot_start_says_why_and_has_its_exit_code(tmp_path: Path) -> None:
    child = Forked("nobody", [sys.executable, "-m", "services", "nobody", "serve"], log=tmp_path / "log")
    child.start()
    with pytest.raises(ProcessFailedError, match=r"status 1 before it was ready(?s:.*)no service 'nobody'"):
        child.wait_until(lambda: False, 300, "was ready")
