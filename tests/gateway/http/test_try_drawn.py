"""The page on which a fact is tried, in Chromium: as wide as the screen, in both languages, and axe finds nothing."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import async_playwright

from deploy.browser import chromium
from tests.gateway.http.asked import ORG, Gateway, fact

pytestmark = [pytest.mark.servers, pytest.mark.browser]

FACTS = {"good": fact("drawn-1"), "wrong": fact("drawn-2", data={"received_on": "2027-03-05"})}
"""What is pasted, by the class of the verdict."""


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_page_and_its_verdicts_are_read_by_everyone(gateway: Gateway, language: str) -> None:
    path = chromium()
    assert path, "no Chromium: run `make packages`"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        # axe is ours to run; the page itself lets no script in.
        page = await browser.new_page(base_url=str(gateway.http.base_url), bypass_csp=True)
        for pasted in (None, *FACTS):
            await page.goto(f"/try?lang={language}&org={ORG}")
            if pasted:
                await page.locator("textarea").fill(json.dumps(FACTS[pasted]))
                await page.locator("form[method=post] button").click()
                await page.locator(f".{pasted}").first.wait_for()
            for width in (1400, 390):
                await page.set_viewport_size({"width": width, "height": 900})
                assert await page.evaluate("document.documentElement.scrollWidth") <= width
                violations = (await Axe().run(page)).response["violations"]
                assert [(each["id"], each["help"], each["nodes"][0]["html"][:200]) for each in violations] == []
        await browser.close()
