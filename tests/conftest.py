"""Servers for all tests that leave them whole, and which tests run in one worker, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import pytest

from deploy.servers import Servers, provide

STACKS = ("home", "delivered", "published_year", "spare_broker")
"""Fixtures that are dear to start and that one worker alone starts, for all tests that use them; the longest first."""


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """One real Kafka and PostgreSQL; a test makes schemas, databases and topics of its own in them."""
    running = provide(tmp_path_factory.mktemp("servers"))
    yield running
    running.stop()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that no worker is left with it at the end; modules stay together.

    First of all plugins, for pytest-xdist reads the groups in the same hook.
    """
    items.sort(key=_turn)
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_stack(item) or item.nodeid.partition("::")[0]))


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """End a stack with its last test: what runs on takes time from the others."""
    stack = _stack(item)
    if stack is not None and isinstance(item, pytest.Function) and (nextitem is None or _stack(nextitem) != stack):
        item._fixtureinfo.name2fixturedefs[stack][-1].finish(cast("Any", item._request))


def _stack(item: pytest.Item) -> str | None:
    names = item.fixturenames if isinstance(item, pytest.Function) else []
    return next((stack for stack in STACKS if stack in names), None)


def _turn(item: pytest.Item) -> int:
    stack = _stack(item)
    if stack is not None:
        return STACKS.index(stack)
    return len(STACKS) if item.get_closest_marker("servers") else len(STACKS) + 1
