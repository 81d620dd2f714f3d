"""Drills: a process dies or freezes at the point named, the nth time it gets there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from chassis.drill import POINTS, Drill

PROGRAM = """
from chassis.drill import Drill
drill = Drill("{text}")
for number in range(3):
    drill.reach("batch.after_commit")
    drill.reach("batch.fetched")
    print(number, flush=True)
"""


def process(text: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(text=text)],
        stdout=subprocess.PIPE,
        text=True,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize(("text", "printed"), [("batch.fetched:kill", ""), ("batch.fetched:kill:3", "0\n1\n")])
def test_it_kills_the_process_the_nth_time(text: str, printed: str) -> None:
    doomed = process(text)
    assert doomed.communicate(timeout=300)[0] == printed
    assert doomed.returncode == -signal.SIGKILL


def test_it_freezes_the_process_once_and_lets_it_go_on_when_woken() -> None:
    frozen = process("batch.fetched:stop:2")
    _, status = os.waitpid(frozen.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    frozen.send_signal(signal.SIGCONT)
    assert frozen.communicate(timeout=300)[0] == "0\n1\n2\n"
    assert frozen.returncode == 0


def test_there_is_a_point_before_the_relay_sends_as_well_as_before_it_forgets() -> None:
    assert {"relay.before_send", "relay.before_delete"} < set(POINTS)


def test_unarmed_or_at_another_point_nothing_happens() -> None:
    for drill in (Drill(), Drill("relay.before_delete:kill")):
        drill.reach("batch.fetched")


@pytest.mark.parametrize("text", ["batch.fetched", "nowhere:kill", "batch.fetched:explode", "batch.fetched:kill:1:2"])
def test_a_drill_that_cannot_be_is_refused_with_the_points_there_are(text: str) -> None:
    with pytest.raises(ValueError, match="GONGKAI_DRILL") as refused:
        Drill(text)
    assert all(point in str(refused.value) for point in POINTS)
