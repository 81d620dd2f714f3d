"""A name that stands for several instances: each is found by itself."""

from __future__ import annotations

import asyncio
from socket import gaierror
from typing import Any

import pytest

from cli.target import Target


def target() -> Target:
    return Target("kafka:9092", {"requests": "http://requests:8080"})


@pytest.mark.parametrize(
    ("hosts", "addresses"),
    [
        (["10.0.0.3", "10.0.0.2", "10.0.0.3"], ["http://10.0.0.2:8080", "http://10.0.0.3:8080"]),
        (["10.0.0.2"], ["http://requests:8080"]),
        ([], ["http://requests:8080"]),
    ],
)
async def test_a_name_of_several_addresses_is_as_many_instances(
    monkeypatch: pytest.MonkeyPatch, hosts: list[str], addresses: list[str]
) -> None:
    async def names(host: str, port: int, **_: Any) -> list[tuple[Any, ...]]:
        assert (host, port) == ("requests", 8080)
        if not hosts:
            raise gaierror
        return [(2, 1, 6, "", (address, port)) for address in hosts]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", names)
    assert await target().instances("requests") == addresses
