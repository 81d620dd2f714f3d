"""The keyboard and what a screen reader needs: every page is walked, opened, searched and printed without a mouse."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

import dashboard
from tests.dashboard.walk import Walk, text_of

pytestmark = [pytest.mark.browser]

MOST_LINES = 400
"""Of plain JavaScript, over all files."""


@pytest_asyncio.fixture
async def page(browser: Browser, county_site: str) -> AsyncIterator[Page]:
    context = await browser.new_context(base_url=county_site)
    yield await context.new_page()
    await context.close()


def test_the_scripts_of_all_pages_together_are_short() -> None:
    scripts = list(Path(dashboard.__file__).parent.rglob("*.js"))
    assert scripts
    assert sum(len(script.read_text(encoding="utf-8").splitlines()) for script in scripts) < MOST_LINES


def test_no_page_has_a_script_of_its_own(walked: Walk) -> None:
    for page in walked.pages.values():
        for script in page.tree.iter("script"):
            assert script.get("src").startswith("/static/"), page.address
            assert not script.text
        inline = [name for element in page.tree.iter() for name in element.attrib if name.startswith("on")]
        assert inline == [], page.address


def test_every_table_of_every_page_has_a_name_and_heads(walked: Walk) -> None:
    for addresses in walked.samples().values():
        for address in addresses:
            tree = walked.pages[address].tree
            for table in tree.iter("table"):
                named = tree.get_element_by_id(table.get("aria-labelledby", ""), table.find("caption"))
                assert text_of(named) if named is not None else table.get("aria-label"), (address, table.attrib)
                assert table.findall(".//th[@scope]"), address


async def test_j_and_k_go_from_line_to_line_and_enter_opens_the_line(page: Page) -> None:
    await page.goto("/subjects")
    lines = page.locator("main tbody tr")
    for key, line in (("j", 0), ("j", 1), ("j", 2), ("k", 1), ("k", 0), ("k", 0)):
        await page.keyboard.press(key)
        assert await lines.nth(line).evaluate("line => line.contains(document.activeElement)"), key
    address = await page.evaluate("document.activeElement.href")
    await page.keyboard.press("Enter")
    await page.wait_for_url(address)


async def test_brackets_go_to_the_period_or_page_before_and_after(page: Page) -> None:
    await page.goto("/?period=2026-03")
    await page.keyboard.press("[")
    await expect(page.locator("h1")).to_contain_text("2026 年 2 月")
    await page.keyboard.press("]")
    await expect(page.locator("h1")).to_contain_text("2026 年 3 月")
    await page.goto("/subjects")
    await page.keyboard.press("]")
    await expect(page.locator(".pages")).to_contain_text("第 2 /")


async def test_a_slash_searches_and_letters_that_are_typed_there_are_letters(page: Page) -> None:
    await page.goto("/")
    await page.keyboard.press("/")
    search = page.locator(".search input[type=search]")
    await expect(search).to_be_focused()
    await page.keyboard.type("jkp?[]/")
    await expect(search).to_have_value("jkp?[]/")


async def test_p_prints_and_a_question_mark_tells_the_keys(page: Page) -> None:
    await page.add_init_script("window.print = () => { window.printed = true; }")
    await page.goto("/")
    await page.keyboard.press("p")
    assert await page.evaluate("window.printed")
    keys = page.locator("#keys")
    await page.keyboard.press("?")
    await expect(keys).to_be_visible()
    for key in ("j k", "Enter", "/", "[ ]", "p", "?"):
        await expect(keys.locator("kbd", has_text=key).first).to_be_visible()
    await page.keyboard.press("?")
    await expect(keys).to_be_hidden()
    await page.keyboard.press("?")
    await page.keyboard.press("Escape")
    await expect(keys).to_be_hidden()


async def test_the_first_step_leads_past_the_head_of_the_page(page: Page) -> None:
    await page.goto("/")
    await page.keyboard.press("Tab")
    await expect(page.locator(".skip")).to_be_focused()
    await expect(page.locator(".skip")).to_be_in_viewport()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.querySelector('main').contains(document.activeElement)")


async def test_wherever_the_keyboard_is_can_be_seen(page: Page) -> None:
    await page.goto("/due?group=overdue")
    for _ in range(30):
        await page.keyboard.press("Tab")
        width = await page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        assert width >= 2, await page.evaluate("document.activeElement.outerHTML")
