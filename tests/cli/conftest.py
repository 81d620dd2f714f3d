"""A stack started with the command itself, for the tests that use it."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy import runtime
from tests.cli.running import environment
from tests.deploy.waiting import until


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in which ``gongkai up --clock manual`` runs, so that commands find its state there."""
    folder = tmp_path_factory.mktemp("home")
    with (folder / "up.log").open("wb") as log:
        up = subprocess.Popen(
            [sys.executable, "-m", "cli", "up", "--clock", "manual", "--quiet"],
            cwd=folder,
            stdout=log,
            stderr=log,
            env=environment(),
        )
        try:
            until(
                lambda: up.poll() is not None or runtime.read(folder / ".gongkai") is not None,
                "gongkai up says that it is up",
                180,
            )
            assert up.poll() is None, (folder / "up.log").read_text(encoding="utf-8")
            yield folder
        finally:
            up.send_signal(signal.SIGINT)
            ended = up.wait(timeout=30)
    assert ended == 0, (folder / "up.log").read_text(encoding="utf-8")
