"""A family that a county adds by ``GONGKAI_FAMILIES``: its service is one more program, and no file of ours names it."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from deploy.servers import Servers

ROOT = Path(__file__).parents[2]
PLACES = """
    from deploy.programs import PROGRAMS, STOP_ORDER
    from cli.line import inputs
    from cli.target import SERVICES
    from contracts.topics import shared_topics
    print(*(program.name for program in PROGRAMS))
    print(*SERVICES)
    print(any("wells" in names for names in STOP_ORDER))
    print(*inputs("wells", []))
    print("wells.states.v1" in inputs("metrics", []), {"intake.wells.v1", "wells.states.v1"} <= {spec.name for spec in shared_topics()})
"""
UP = """
    import sys
    import urllib.request
    from pathlib import Path
    from deploy.programs import PROGRAMS
    from deploy.supervisor import Stack
    wells = [program for program in PROGRAMS if program.name == "wells"]
    stack = Stack(Path(sys.argv[1]), "manual", quiet=True, orgs=["toytown"], programs=wells)
    stack.start()
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{stack.ports['wells']}/health/ready") as answer:
            print(answer.status)
    finally:
        stack.stop()
"""


def run(code: str, *arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *arguments],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "GONGKAI_FAMILIES": "tests.deploy.toys.further",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_has_its_place_among_programs_stages_topics_and_inputs() -> None:
    programs, services, stops, inputs, topics = run(PLACES).splitlines()
    assert programs.split()[-4:] == ["wells", "metrics", "assessment", "dashboard"]
    assert services.split()[-3:] == ["wells", "metrics", "assessment"]
    assert stops == "True"
    assert inputs.split() == ["intake.wells.v1", "time.days.v1", "calendar.years.v1", "registry.profiles.v1"]
    assert topics == "True True"


@pytest.mark.servers
def test_its_service_is_started_with_the_others_and_is_ready(servers: Servers, tmp_path: Path) -> None:
    answer = run(UP, str(tmp_path), GONGKAI_KAFKA=servers.kafka, GONGKAI_DATABASE=servers.database)
    assert answer == "200\n"
