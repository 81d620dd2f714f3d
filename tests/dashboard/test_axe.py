"""axe finds nothing on any page: both languages, wide and narrow, with titles that hold what hardly anyone writes."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page

from tests.dashboard.walk import Walk, routes

pytestmark = [pytest.mark.browser]

WIDTHS = (1400, 1000, 390)
REFUSED = ("/nowhere", "/?period=x")


@pytest_asyncio.fixture
async def page(browser: Browser, county_site: str) -> AsyncIterator[Page]:
    """A window in which any fault of a script, and any request to another host, fails."""
    faults: list[str] = []
    context = await browser.new_context(base_url=county_site)
    opened = await context.new_page()
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None)
    opened.on("request", lambda asked: None if asked.url.startswith(county_site) else faults.append(asked.url))
    yield opened
    await context.close()
    assert faults == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("route", [*routes(), *REFUSED])
async def test_a_page_is_read_by_everyone_and_holds_in_every_window(
    page: Page, walked: Walk, route: str, language: str
) -> None:
    for address in walked.samples().get(route, [] if route in walked.files else [route]):
        await page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
        for width in WIDTHS:
            await page.set_viewport_size({"width": width, "height": 900})
            assert await page.evaluate("document.documentElement.scrollWidth") == width, (address, width)
            if width != 1000:
                violations = (await Axe().run(page)).response["violations"]
                named = [
                    (each["id"], each["help"], [node["html"][:200] for node in each["nodes"][:3]])
                    for each in violations
                ]
                assert named == [], (address, width)
