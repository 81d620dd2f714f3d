"""Where a run or a test takes its servers from."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploy import servers
from deploy.servers import NoServerError, provide


def test_servers_named_in_the_environment_are_taken_and_nothing_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGKAI_KAFKA", "kafka.county:9092")
    monkeypatch.setenv("GONGKAI_DATABASE", "postgresql://db.county/gongkai")
    servers = provide(tmp_path)
    assert (servers.kafka, servers.database) == ("kafka.county:9092", "postgresql://db.county/gongkai")
    servers.stop()
    assert list(tmp_path.iterdir()) == []


def test_a_missing_server_is_an_error_that_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GONGKAI_KAFKA", raising=False)
    monkeypatch.setenv("GONGKAI_DATABASE", "postgresql://db.county/gongkai")
    # As on a machine without the local servers' packages and without an engine.
    monkeypatch.setattr(servers, "find_spec", lambda _name: None)
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/no-engine.sock")
    with pytest.raises(NoServerError, match=r"no Kafka: GONGKAI_KAFKA is not set.*make setup"):
        provide(tmp_path)
