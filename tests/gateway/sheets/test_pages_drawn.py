"""The sheets' pages in Chromium, without scripts: as wide as the screen, on a telephone and on paper, with a name for each field."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from importlib.resources import files
from io import BytesIO

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, async_playwright

from chassis.caller import Caller, CallerKind
from deploy.browser import chromium
from services.gateway.frame.texts import LANGUAGES, Language
from services.gateway.sheets import render
from services.gateway.sheets.files import Files
from services.gateway.sheets.job import Choice, Job, Outcome, State
from services.gateway.sheets.order import Change, Group, Result
from services.gateway.sheets.refusals import Refused

pytestmark = pytest.mark.browser

STYLE = (files("services.gateway.sheets") / "static" / "style.css").read_text(encoding="utf-8")
LONG = "https://www.example.gov.cn/" + "x" * 120
REFUSED = [Refused("bd-2026-1", "主动公开", "这一行刚由另一次报送改过", "请核对后再报送一次")]


def job() -> Job:
    """A workbook of which some rows were sent."""
    made = Job(Caller(CallerKind.UNIT, "x-zhen"), Choice.GOOD, f"白帝镇{'三月' * 30}.xlsx", Files(BytesIO(b"")))
    made.state, made.outcome, made.facts, made.sent = State.FINISHED, Outcome.SENT, 1_234, 1_234
    groups = [
        Group(weight, "信息公开", "B7、C8、D9 等120处", f"{LONG}没有写年份", "请写明年月日") for weight in (2, 1, 0)
    ]
    changes = [Change("更正", "信息公开!6", LONG, "主动公开", [("发布日期", "2026-03-04", LONG)])]
    made.result = Result(10_000, 120, 900, 300, 34, 7, groups, 3, changes, 4, ["文件名是 .xls"], returned=True)
    return made


@pytest_asyncio.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    path = chromium()
    assert path, "no Chromium: run `make packages`"
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield launched
        await launched.close()


async def drawn(browser: Browser, html: str, width: int) -> Page:
    """The page with its style."""
    page = await browser.new_page(viewport={"width": width, "height": 900})
    await page.set_content(re.sub(r'<link rel="stylesheet"[^>]*>', f"<style>{STYLE}</style>", html))
    return page


@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_no_page_is_wider_than_the_screen_each_field_has_a_name_and_axe_finds_nothing(
    browser: Browser, language: Language, width: int
) -> None:
    waiting = job()
    waiting.state, waiting.result = State.SENDING, None
    for answer in (
        render.desk(language, 200, wrong="wrong.token", has_token=False, org="", refused=[]),
        render.desk(language, 200, wrong="", has_token=True, org="白帝镇", refused=REFUSED),
        render.job(language, job(), 0, org="白帝镇", refused=REFUSED),
        render.job(language, waiting, 2, org="白帝镇", refused=[]),
    ):
        html = bytes(answer.body).decode()
        assert html.count("<script") == 0
        page = await drawn(browser, html, width)
        assert await page.evaluate("document.documentElement.scrollWidth") <= width
        for field in await page.locator("input:not([type=radio]), progress").all():
            assert await field.evaluate("e => e.labels?.length || e.tagName === 'PROGRESS'")
        # Without a script nothing but a reload brings news of a workbook that is being read.
        violations = (await Axe().run(page, options={"rules": {"meta-refresh": {"enabled": False}}})).response[
            "violations"
        ]
        assert [(each["id"], each["help"], each["nodes"][0]["html"][:200]) for each in violations] == []
        await page.close()


async def test_what_one_prints_has_the_numbers_and_no_form(browser: Browser) -> None:
    page = await drawn(
        browser, bytes(render.desk("zh", 200, wrong="", has_token=False, org="", refused=[]).body).decode(), 1000
    )
    await page.emulate_media(media="print")
    assert not await page.locator("form").is_visible()
    page = await drawn(browser, bytes(render.job("zh", job(), 0, org="白帝镇", refused=[]).body).decode(), 1000)
    await page.emulate_media(media="print")
    assert await page.get_by_text("1,234").first.is_visible()
    assert not await page.locator("a.button").is_visible()
