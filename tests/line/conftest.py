"""One line for the tests that leave it whole, started once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tests.line.line import Line

ORGS = {"fengjie-aa": "fengjie", "fengjie-bb": "fengjie", "wushan-aa": "wushan"}
TODAY = date(2026, 6, 22)


@pytest.fixture(scope="session")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    """Everything runs, and it is the last day of the simulated facts."""
    running = Line(tmp_path_factory.mktemp("line"), ORGS)
    try:
        running.start_all()
        running.until(TODAY)
        running.counted()
        yield running
    finally:
        running.stop()
