"""Servers for all tests that leave them whole, and which tests run in one worker, one after the other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, cast

import pytest
from hypothesis import settings

from deploy.servers import Servers, provide

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("drawn", derandomize=False, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
"""A check of a change says the same of the same code; ``HYPOTHESIS_PROFILE=drawn`` looks for new examples. No
example has a deadline: how long it takes says how busy the machine is."""

STACKS = ("home", "delivered", "published_year", "spare_broker")
"""Fixtures that are dear to start and that one worker alone starts, for all tests that use them; the longest first."""

FOLDERS = ("tests/line", "tests/cli", "tests/dashboard")
"""Where they are used."""


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """One real Kafka and PostgreSQL; a test makes schemas, databases and topics of its own in them."""
    running = provide(tmp_path_factory.mktemp("servers"))
    yield running
    running.stop()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that no worker is left with it at the end."""
    items.sort(key=_turn)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Modules stay together, and folders that share a stack; the groups of pytest-xdist itself do nothing under pytest 9.2."""
    from xdist.scheduler import LoadScopeScheduling

    class ByStack(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            module = nodeid.partition("::")[0]
            return next((folder for folder in FOLDERS if module.startswith(f"{folder}/")), module)

    return ByStack(config, log)


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
