"""Lines for the tests that leave them whole, each started once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from tests.line.line import Line

ORGS = {"fengjie-aa": "fengjie", "fengjie-bb": "fengjie", "wushan-aa": "wushan"}
TODAY = date(2026, 6, 22)


@contextmanager
def running(state: Path, **settings: str) -> Iterator[Line]:
    """Everything runs, and it is the last day of the simulated facts."""
    line = Line(state, ORGS, **settings)
    try:
        line.start_all()
        line.until(TODAY)
        line.counted()
        yield line
    finally:
        line.stop()


@pytest.fixture(scope="session")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    """The line as it is delivered."""
    with running(tmp_path_factory.mktemp("line")) as started:
        yield started


@pytest.fixture(scope="session")
def lamps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    """A line to which a county has added a family of its own."""
    with running(tmp_path_factory.mktemp("lamps"), families="tests.line.toys.brittle") as started:
        yield started
