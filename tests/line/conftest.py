"""Lines for the tests that leave them whole, each started once; one that a test has failed on is not given on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

import pytest

from tests.line.line import Line

ORGS = {"fengjie-aa": "fengjie", "fengjie-bb": "fengjie", "wushan-aa": "wushan"}
TODAY = date(2026, 6, 22)
MOST_FACTS = 3_000
"""Sent to a line that is given on: each comparison with the oracle goes over all of them, and many tests compare."""


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
def delivered(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Line]]:
    """Gives the running line, or a new one when much has been sent to it or tests have failed since it was last given."""
    with ExitStack() as stack:
        line: Line | None = None
        failed = 0

        def give() -> Line:
            nonlocal line, failed
            if line is None or len(line.sent) > MOST_FACTS or request.session.testsfailed > failed:
                stack.close()
                line = stack.enter_context(running(tmp_path_factory.mktemp("line")))
            failed = request.session.testsfailed
            return line

        yield give


@pytest.fixture(scope="module")
def line(delivered: Callable[[], Line]) -> Line:
    """The line as it is delivered."""
    return delivered()


@pytest.fixture(scope="module")
def lamps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    """A line to which a county has added a family of its own."""
    with running(tmp_path_factory.mktemp("lamps"), families="tests.line.toys.brittle") as started:
        yield started
