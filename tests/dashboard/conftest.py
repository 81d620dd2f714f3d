"""Kafka with a county's year on it, a dashboard that has read it, and a browser."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from deploy import fonts
from deploy.browser import chromium
from deploy.local.kafka import KafkaBroker
from tests.dashboard import filled, year
from tests.dashboard.inside import serving, showing
from tests.dashboard.served import Dashboard, Start, create_topics, delete_topics, publish
from tests.dashboard.walk import Walk, walk

PATIENCE_MS = 60_000
"""How long a page may take on a loaded machine until it shows what is waited for."""

BROWSER_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def spare_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaBroker]:
    """A second broker, for tests that stop it or have to see it empty."""
    made = KafkaBroker(tmp_path_factory.mktemp("spare-kafka"))
    made.start()
    yield made
    made.stop()


@pytest_asyncio.fixture
async def fresh_broker(spare_broker: KafkaBroker) -> AsyncIterator[KafkaBroker]:
    """The second broker, up and without any topic; whatever the test does to it."""
    yield spare_broker
    assert spare_broker.child is not None
    if not spare_broker.child.alive:
        spare_broker.restart()
    await delete_topics(spare_broker.address())


@pytest_asyncio.fixture(scope="session")
async def published_year(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[KafkaBroker]:
    """A broker of this folder's own, with a county's year on it."""
    made = KafkaBroker(tmp_path_factory.mktemp("dashboard-kafka"))
    made.start()
    await create_topics(made.address())
    await publish(made.address(), year.county_year())
    yield made
    made.stop()


@pytest.fixture(scope="session")
def dashboard(published_year: KafkaBroker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """A dashboard that shows the county's year."""
    made = Dashboard(published_year.address(), tmp_path_factory.mktemp("dashboard") / "log")
    try:
        yield made.ready()
    finally:
        made.stop()


@pytest.fixture(scope="session")
def demonstration(published_year: KafkaBroker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """A dashboard of a demonstration stack, on the same year."""
    made = Dashboard(
        published_year.address(), tmp_path_factory.mktemp("demonstration") / "log", GONGKAI_DEMONSTRATION="true"
    )
    try:
        yield made.ready()
    finally:
        made.stop()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts dashboards that end with the test, however it ends."""
    started: list[Dashboard] = []

    def begin(kafka: str, port: int = 0) -> Dashboard:
        started.append(Dashboard(kafka, tmp_path / f"log{len(started)}", port))
        return started[-1]

    yield begin
    for made in started:
        made.stop()


@pytest_asyncio.fixture(scope="session")
async def county() -> AsyncIterator[httpx.AsyncClient]:
    """A client of a dashboard, within this process, of the county that has something of everything."""
    async with showing(filled.county(), fonts=fonts.ready()) as client:
        yield client


@pytest_asyncio.fixture(scope="session")
async def walked(county: httpx.AsyncClient) -> Walk:
    """A page of each shape of address, from the front page on, of that county."""
    return await walk(county)


@pytest_asyncio.fixture(scope="session")
async def county_site() -> AsyncIterator[str]:
    """The address at which browsers find that county; it says that it is a demonstration."""
    async with serving(filled.county(), simulated=True, fonts=fonts.ready()) as url:
        yield url


@pytest_asyncio.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium; without it the page tests fail, they are never skipped."""
    path = chromium()
    assert path, "no Chromium: run `make packages`"
    expect.set_options(timeout=PATIENCE_MS)
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=path, args=BROWSER_ARGS)
        yield launched
        await launched.close()
