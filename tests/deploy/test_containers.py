"""Kafka and PostgreSQL in containers: how the engine is asked for them; no engine is needed."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, Self

import pytest
from docker.types import HostConfig
from testcontainers.core import container, waiting_utils

from deploy import containers


class Asked:
    """A container that is never made, with the ports that an engine would be asked for."""

    made: list[Asked]

    def __init__(self, _image: str) -> None:
        self.ports: dict[str, Any] = {}
        self.made.append(self)

    with_bind_ports = container.DockerContainer.with_bind_ports

    def with_envs(self, **_: str) -> Self:
        return self

    def start(self) -> Self:
        return self

    def stop(self) -> None:
        return

    def get_container_id(self) -> str:
        return "none"


@pytest.mark.parametrize(
    ("provided", "inside"), [(containers.kafka_container, "9092/tcp"), (containers.postgres_container, "5432/tcp")]
)
def test_a_server_in_a_container_is_reached_from_this_machine_alone(
    monkeypatch: pytest.MonkeyPatch, provided: Callable[[], tuple[str, Callable[[], None]]], inside: str
) -> None:
    monkeypatch.setattr(Asked, "made", [], raising=False)
    monkeypatch.setattr(container, "DockerContainer", Asked)
    monkeypatch.setattr(waiting_utils, "wait_for_logs", lambda *_, **__: None)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=0))
    address, _ = provided()
    (asked,) = Asked.made
    bindings = HostConfig(version="1.44", port_bindings=asked.ports)["PortBindings"]
    assert bindings.keys() == {inside}
    (bound,) = bindings[inside]
    assert bound["HostIp"] == "127.0.0.1"
    assert f"127.0.0.1:{bound['HostPort']}" in address
