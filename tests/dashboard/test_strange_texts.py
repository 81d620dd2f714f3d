"""Titles and names of signs that hardly anyone writes: they are shown as they are, run nothing, and hold the page together."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.dashboard import filled

pytestmark = [pytest.mark.browser]

PAGES = ("/subjects", "/due?group=overdue", "/", "/heat", "/units/beta", "/scores/beta?period=2026-03")
ORDER = """text => {
  const range = document.createRange();
  const left = place => {
    range.setStart(text.firstChild, place);
    range.setEnd(text.firstChild, place + 1);
    return range.getBoundingClientRect().x;
  };
  return left(0) < left(1);
}"""
"""Whether a text is written from left to right."""


@pytest_asyncio.fixture
async def page(browser: Browser, county_site: str) -> AsyncIterator[Page]:
    """A phone on which nothing may open a dialog."""
    context = await browser.new_context(base_url=county_site, viewport={"width": 390, "height": 800})
    opened = await context.new_page()
    dialogs: list[str] = []
    opened.on("dialog", lambda dialog: dialogs.append(dialog.message))
    yield opened
    await context.close()
    assert dialogs == []


@pytest.mark.parametrize("address", PAGES)
async def test_nothing_of_a_title_or_name_is_run_and_no_page_bursts(page: Page, address: str) -> None:
    await page.goto(address)
    assert await page.evaluate("document.documentElement.scrollWidth") == 390
    assert await page.locator("main :is(script, i)").count() == 0


async def test_titles_are_shown_sign_for_sign(page: Page) -> None:
    shown = set()
    for number in (1, 2, 3):
        await page.goto(f"/subjects?page={number}")
        shown |= {" ".join((text or "").split()) for text in await page.locator("a.title").all_text_contents()}
    assert {" ".join(title.split()) for title in filled.STRANGE} <= shown


async def test_a_title_of_five_thousand_signs_leaves_room_for_the_other_lines(page: Page) -> None:
    await page.goto("/subjects?q=" + "长" * 20)
    title = page.locator("a.title").first
    box = await title.bounding_box()
    assert box is not None
    assert box["height"] < 250
    await title.click()
    await expect(page.locator("h1")).to_have_text(filled.BURST)


async def test_a_sign_that_turns_the_writing_turns_only_its_own_text(page: Page) -> None:
    await page.goto("/subjects?q=从右到左")
    line = page.locator("main tbody tr").first
    await expect(line.locator("a.title")).to_have_text("从右到左\u202e不再回来")
    for text in await line.locator(".id, td:first-child a").all():
        assert await text.evaluate(ORDER)
    assert await line.locator("a.title").evaluate("link => getComputedStyle(link).unicodeBidi") == "isolate"
