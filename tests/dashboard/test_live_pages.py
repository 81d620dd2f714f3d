"""Open pages that keep up with the board, in a real browser."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from deploy.local.kafka import KafkaBroker
from tests.dashboard.sample import Line, period_record, row
from tests.dashboard.served import Dashboard, Start, publish

pytestmark = [pytest.mark.servers, pytest.mark.browser]

UNIT = "wanzhou-shuiliju"
"""Changed by these tests only."""

ADDRESS = "/?county=wanzhou&period=2026-05"


@pytest_asyncio.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A window of its own."""
    context = await browser.new_context()
    yield await context.new_page()
    await context.close()


async def change(published_year: KafkaBroker, published: int) -> None:
    counted = row("2026-05", UNIT, Line(published=published, on_time=1), county="wanzhou")
    await publish(published_year.address(), [period_record(counted)])


async def test_a_new_number_appears_without_a_reload(
    page: Page, dashboard: Dashboard, published_year: KafkaBroker
) -> None:
    await change(published_year, 1)
    await page.goto(dashboard.url + ADDRESS)
    await expect(page.locator("#live")).to_have_text("实时更新")
    await page.evaluate("window.notReloaded = true")
    for count in (4321, 8765):
        await change(published_year, count)
        await expect(page.locator(f"tr[id='{UNIT}']")).to_contain_text(f"{count:,}")
    assert await page.evaluate("window.notReloaded")


async def test_a_page_keeps_still_while_its_reader_is_choosing(
    page: Page, dashboard: Dashboard, published_year: KafkaBroker
) -> None:
    await change(published_year, 1)
    await page.goto(dashboard.url + ADDRESS)
    await expect(page.locator("#live")).to_have_text("实时更新")
    await page.get_by_label("期间", exact=True).focus()
    await page.get_by_label("期间", exact=True).select_option("2026-03")
    await change(published_year, 5555)
    await expect(page.locator("#live")).to_have_text("有新数据，离开表单后刷新")
    await expect(page.get_by_label("期间", exact=True)).to_have_value("2026-03")
    await expect(page.locator(f"tr[id='{UNIT}']")).not_to_contain_text("5,555")
    await page.locator("h1").click()
    await expect(page.locator(f"tr[id='{UNIT}']")).to_contain_text("5,555")


async def test_a_page_says_when_it_is_cut_off_and_goes_on_by_itself(
    page: Page, published_year: KafkaBroker, start: Start
) -> None:
    first = start(published_year.address()).ready()
    await change(published_year, 1)
    await page.goto(first.url + ADDRESS)
    await expect(page.locator("#live")).to_have_text("实时更新")
    first.stop()
    await expect(page.locator("#live")).to_have_text("实时更新中断，正在重连")
    await change(published_year, 7777)
    start(published_year.address(), first.port).ready()
    await expect(page.locator("#live")).to_have_text("实时更新")
    await expect(page.locator(f"tr[id='{UNIT}']")).to_contain_text("7,777")
