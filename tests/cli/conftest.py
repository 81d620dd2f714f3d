"""A stack started with the command itself, for the tests that use it."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy import runtime
from tests.cli.running import ORG, environment, event, gongkai, ndjson
from tests.deploy.waiting import until


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in which ``gongkai up --clock manual`` runs, so that commands find its state there."""
    folder = tmp_path_factory.mktemp("试 用, home")
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
                600,
            )
            assert up.poll() is None, (folder / "up.log").read_text(encoding="utf-8")
            yield folder
        finally:
            up.send_signal(signal.SIGINT)
            ended = up.wait(timeout=120)
    assert ended == 0, (folder / "up.log").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def march(home: Path) -> Path:
    """The stack on 2 March 2026, after one department's first file."""
    first = gongkai("emit", "--org", ORG, "-", cwd=home, stdin=b"{}\n")
    assert first.returncode == 1
    assert "publish the first: gongkai day" in first.stderr
    assert gongkai("day", "2026-03-01", cwd=home).stdout == "today is 2026-03-01; 1 day has begun\n"
    lines = [
        event(
            "1",
            "disclosure.formed",
            "i1",
            "2026-02-02",
            formed_on="2026-02-02",
            attribute="主动公开",
            title="甲",
        ),
        event("2", "disclosure.published", "i1", "2026-02-10", published_on="2026-02-10", channel="政府网站"),
        event(
            "3",
            "disclosure.formed",
            "i2",
            "2026-02-02",
            formed_on="2026-02-02",
            attribute="主动公开",
            title="乙",
        ),
        event(
            "4",
            "application.received",
            "a1",
            "2026-02-27",
            received_on="2026-02-27",
            applicant_kind="natural",
        ),
    ]
    (home / "facts.ndjson").write_bytes(ndjson(lines))
    sent = gongkai("emit", "--org", ORG, "facts.ndjson", cwd=home)
    assert (sent.returncode, sent.stdout) == (0, "4 accepted, 0 refused\n"), sent.stderr
    assert gongkai("wait", cwd=home).returncode == 0
    return home
