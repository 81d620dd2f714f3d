"""Kafka and PostgreSQL in containers, where a Docker engine answers and the local ones are not installed."""

from __future__ import annotations

import secrets
import subprocess
import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from deploy.ports import free_port

KAFKA_IMAGE, POSTGRES_IMAGE = "apache/kafka:4.3.1", "postgres:18"
_START_S = 120


def docker_answers() -> bool:
    """Whether testcontainers is installed and an engine answers."""
    if find_spec("testcontainers") is None:
        return False
    from docker import from_env
    from docker.errors import DockerException

    try:
        client = from_env()
        client.close()
    except DockerException:
        return False
    return True


def kafka_container() -> tuple[str, Callable[[], None]]:
    """A one-node broker: its bootstrap address and how to stop it."""
    from testcontainers.core.container import DockerContainer
    from testcontainers.core.waiting_utils import wait_for_logs

    port = free_port()
    container = DockerContainer(KAFKA_IMAGE).with_envs(
        KAFKA_NODE_ID="1",
        KAFKA_PROCESS_ROLES="broker,controller",
        KAFKA_LISTENERS="PLAINTEXT://:9092,CONTROLLER://:9093",
        KAFKA_ADVERTISED_LISTENERS=f"PLAINTEXT://127.0.0.1:{port}",
        KAFKA_LISTENER_SECURITY_PROTOCOL_MAP="PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        KAFKA_CONTROLLER_LISTENER_NAMES="CONTROLLER",
        KAFKA_CONTROLLER_QUORUM_VOTERS="1@127.0.0.1:9093",
        KAFKA_AUTO_CREATE_TOPICS_ENABLE="false",
        KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR="1",
        KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR="1",
        KAFKA_TRANSACTION_STATE_LOG_MIN_ISR="1",
        KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR="1",
        KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR="1",
        KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS="0",
        KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS="1000",
    )
    container.ports.update(_on_this_machine(9092, port))
    container.start()
    wait_for_logs(container, "Kafka Server started", timeout=_START_S)
    return f"127.0.0.1:{port}", container.stop


def _on_this_machine(inside: int, port: int) -> dict[str, Any]:
    """The port ``inside`` a container, bound to ``port`` of 127.0.0.1.

    ``with_bind_ports`` takes no address and binds to all; the engine's own client, to which this is handed, does.
    """
    return {f"{inside}/tcp": ("127.0.0.1", port)}


def postgres_container() -> tuple[str, Callable[[], None]]:
    """A server with an empty database ``gongkai``: its connection string and how to stop it."""
    from testcontainers.core.container import DockerContainer

    port, password = free_port(), secrets.token_urlsafe(24)
    container = DockerContainer(POSTGRES_IMAGE)
    container.ports.update(_on_this_machine(5432, port))
    container.with_envs(POSTGRES_PASSWORD=password, POSTGRES_DB="gongkai").start()
    ready = ["docker", "exec", container.get_container_id(), "pg_isready", "-q", "-h", "127.0.0.1"]
    deadline = time.monotonic() + _START_S
    # Over TCP: the first start listens on the socket only, while it prepares the data folder.
    while subprocess.run(ready, check=False).returncode != 0:
        if time.monotonic() > deadline:
            container.stop()
            raise TimeoutError(f"{POSTGRES_IMAGE} has not answered within {_START_S} s")
        time.sleep(0.2)
    return f"postgresql://postgres:{password}@127.0.0.1:{port}/gongkai", container.stop
