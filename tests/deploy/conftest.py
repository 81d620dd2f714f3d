"""One real Kafka and PostgreSQL for the tests of this folder that do not kill them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from deploy.servers import Servers, provide


@pytest.fixture(scope="session")
def running_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    servers = provide(tmp_path_factory.mktemp("servers"))
    yield servers
    servers.stop()
