"""A gateway as a process of its own, on real servers, with tokens of some organisations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.servers import Servers
from tests.gateway.http.asked import Gateway, started


@pytest.fixture(scope="module")
def gateway(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """One for a module's tests; each takes ids of its own."""
    with started(servers, tmp_path_factory.mktemp("gateway")) as running:
        yield running


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """A folder for servers of the test's own, into which PostgreSQL's user can look."""
    tmp_path.chmod(0o711)
    return tmp_path
