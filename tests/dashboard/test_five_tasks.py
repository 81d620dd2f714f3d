"""What a new user comes for, from the front page on, by what can be seen and clicked; each takes few clicks."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.dashboard import filled

pytestmark = [pytest.mark.browser]


@pytest_asyncio.fixture(params=[1400, 390])
async def page(browser: Browser, county_site: str, request: pytest.FixtureRequest) -> AsyncIterator[Page]:
    """The front page, on a desk or a phone."""
    context = await browser.new_context(base_url=county_site, viewport={"width": request.param, "height": 800})
    opened = await context.new_page()
    await opened.goto("/")
    yield opened
    await context.close()


async def test_which_unit_is_worst_and_why(page: Page) -> None:
    worst = page.locator("ol.behind li").first
    name = await worst.locator("a").first.inner_text()
    overdue = worst.locator("a.bad")
    count = int("".join(letter for letter in await overdue.inner_text() if letter.isdecimal()))
    await overdue.click()
    await expect(page.locator(".group .count")).to_have_text(str(count))
    lines = page.locator("table.owed tbody tr").filter(visible=True)
    await expect(lines).to_have_count(count)
    assert {await text.inner_text() for text in await lines.locator("td a[href^='/units/']").all()} == {name}
    await expect(lines.first).to_contain_text("逾期")
    await expect(lines.first).to_contain_text("条例")


async def test_what_falls_due_this_week_and_whose_it_is(page: Page) -> None:
    await page.locator(".now .within3 a").click()
    lines = page.locator("table.owed tbody tr").filter(visible=True)
    assert await lines.count() > 0
    for line in await lines.all():
        await expect(line.locator("a[href^='/units/']")).to_have_text(await line.locator("a").first.inner_text())
        await expect(line.locator("time")).to_be_visible()
        await expect(line.locator(".left")).to_contain_text("工作日")


async def test_why_a_unit_lost_two_points_down_to_the_fact(page: Page) -> None:
    await page.get_by_role("link", name="考核得分").click()
    line = page.locator("table.ranking tbody tr", has_text="98")
    await line.locator("th a").click()
    evidence = page.locator("tr.evidence")
    await expect(evidence).to_contain_text("−2")
    await evidence.get_by_role("link", name="odd-0-1", exact=True).click()
    facts = page.locator(".facts-table tbody tr")
    await expect(facts).to_contain_text("odd-0-1")
    await expect(facts).to_contain_text("intake.publishing.v1 / 3 / 0")


async def test_the_bulletin_of_the_quarter_is_there_to_print(page: Page) -> None:
    await page.get_by_role("navigation").get_by_role("link", name="报告").click()
    line = page.locator("tbody tr", has_text="2026-Q1")
    address = await line.get_by_role("link", name="PDF").first.get_attribute("href")
    assert address
    answer = await page.request.get(address)
    assert answer.status == 200
    assert (await answer.body())[:5] == b"%PDF-"


@pytest.mark.parametrize(
    "typed",
    [
        "〔2026〕12号",
        "〔2026〕12",
        "[2026]12号",
        "(2026) 12",
        "（2026）12号",
        "［２０２６］１２号",
        "奉财发〔2026〕12号",
    ],
)
async def test_the_document_of_a_number_is_found_however_it_is_typed(page: Page, typed: str) -> None:
    await page.get_by_role("searchbox").first.fill(typed)
    await page.keyboard.press("Enter")
    found = page.locator("table.subjects tbody tr")
    await expect(found.first).to_contain_text("奉财发〔2026〕12号")
    if typed.endswith("号"):
        await expect(found).to_have_count(1)
    await found.locator("a.title").first.click()
    await expect(page.locator(".about")).to_contain_text("奉财发〔2026〕12号")
    await expect(page.locator("h1")).to_have_text(filled.STRANGE[0])
