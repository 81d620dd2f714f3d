"""A gateway as a process of its own, at which units hand in workbooks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from deploy.servers import Servers
from tests.gateway.http.asked import Gateway, started
from tests.gateway.sheets.handing import Clerks


@pytest.fixture(scope="module")
def clerks(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clerks]:
    """The clerks of some units; each test takes numbers of its own.

    Two gateways would share the topics' partitions between them: the next module's must find this one gone.
    """
    folder = tmp_path_factory.mktemp("sheets")
    with started(servers, folder) as running:
        yield Clerks(running, folder)


@pytest.fixture
def gateway(clerks: Clerks) -> Gateway:
    """The gateway that they ask."""
    return clerks.gateway
