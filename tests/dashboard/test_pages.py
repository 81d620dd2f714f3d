"""The pages in a real browser: what is read on them, with and without JavaScript, wide, narrow and on paper."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.dashboard.contrasts import CONTRASTS
from tests.dashboard.sample import COUNTY, DAY
from tests.dashboard.served import Dashboard
from tests.dashboard.year import organisations

pytestmark = [pytest.mark.servers, pytest.mark.browser]

HOME = [org for org in organisations() if org.county == COUNTY]
BUSY = "fengjie-changantujiazuxiang"
PAGES = (
    "/",
    "/heat",
    "/heat?measure=items_published",
    "/heat?measure=overdue",
    "/due",
    f"/units/{BUSY}",
    "/nowhere",
)


@pytest_asyncio.fixture
async def page(browser: Browser, dashboard: Dashboard) -> AsyncIterator[Page]:
    """A wide window that fails the test on any error and on any request to another host."""
    context = await browser.new_context(base_url=dashboard.url, viewport={"width": 1400, "height": 900})
    opened = await context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None)
    opened.on("request", lambda asked: None if asked.url.startswith(dashboard.url) else faults.append(asked.url))
    yield opened
    await context.close()
    assert faults == []


async def test_the_overview_ranks_the_county_with_most_reporting_units(page: Page) -> None:
    await page.goto("/?period=2026-10")
    await expect(page.locator("h1")).to_contain_text("奉节县 2026 年 10 月")
    await expect(page.locator("header")).to_contain_text(f"数据完整截至 {DAY}")
    await expect(page.locator("main")).to_contain_text("按期率 = 按期履行 ÷（应履行 − 未到期 − 免除）")
    lines = page.locator("table.ranking tbody tr")
    await expect(lines).to_have_count(len(HOME))
    for text in await lines.locator("td.rate").all_inner_texts():
        match = re.search(r"([\d.]+)%\s+(\d+) ÷ \((\d+) − (\d+) − (\d+)\)", text)
        if match:
            met, due, still, excused = map(int, match.groups()[1:])
            assert float(match[1]) == pytest.approx(100 * met / (due - still - excused), abs=0.051)
    silent = page.locator("table.ranking tr.silent")
    await expect(silent).to_have_count(1)
    await expect(silent.locator("td.none").last).to_have_text("—")
    await expect(silent).to_contain_text("本期无数据")


async def test_the_overview_offers_other_counties_and_kinds_of_period(page: Page) -> None:
    await page.goto("/")
    await page.get_by_label("县（区）", exact=True).select_option("yubei")
    await page.get_by_role("button", name="查看").click()
    await expect(page.locator("h1")).to_contain_text("渝北区 2026 年 11 月")
    await page.get_by_role("link", name="季", exact=True).click()
    await expect(page.locator("h1")).to_contain_text("渝北区 2026 年第 4 季度")
    await page.get_by_role("link", name="上一期").click()
    await expect(page.locator("h1")).to_contain_text("渝北区 2026 年第 3 季度")
    await page.get_by_role("link", name="年", exact=True).click()
    await expect(page.locator("h1")).to_contain_text("进行中，数字截至 2026-11-18")


async def test_the_heat_table_carries_the_published_numbers_in_readable_colours(
    page: Page, dashboard: Dashboard
) -> None:
    published = {
        row["org"]: row["counts"].get("items_published", 0)
        for row in dashboard.get("/api/rows?period=2026-03").json()["rows"]
    }
    for measure in ("items_published", "overdue", "rate", "applications_received"):
        await page.goto(f"/heat?measure={measure}")
        await expect(page.locator("table.heat tbody tr")).to_have_count(len(HOME))
        for contrast in await page.evaluate(CONTRASTS):
            assert contrast >= 4.5, f"{measure}: text on colour with a contrast of {contrast}"
    await page.goto("/heat?measure=items_published")
    for org in HOME[:5]:
        line = page.locator("table.heat tbody tr", has_text=org.name)
        await expect(line.locator("td").nth(2)).to_have_text(str(published[org.org]))
    await expect(page.locator("table.heat tbody tr").last.locator("td").nth(11)).to_have_text("")
    await expect(page.locator(".legend")).to_contain_text("没有数据（沉默）")


async def test_the_measure_and_the_year_of_the_heat_table_can_be_chosen(page: Page) -> None:
    await page.goto("/heat")
    await page.get_by_label("指标").select_option("items_published")
    await page.get_by_role("button", name="查看").click()
    await expect(page.locator("h1")).to_have_text("奉节县 2026 年各单位逐月：主动公开：公开")
    await page.get_by_label("指标").select_option("rate")
    await page.get_by_role("button", name="查看").click()
    await expect(page.locator("h1")).to_have_text("奉节县 2026 年各单位逐月：按期率")
    await expect(page.locator("table.heat tfoot td").first).to_contain_text("%")
    await page.goto("/heat?year=2019")
    await expect(page.locator("table.heat tbody td.silent").first).to_have_text("—")


async def test_the_unit_page_puts_the_overdue_first_and_explains_each_date(page: Page) -> None:
    await page.goto("/")
    await page.locator("table.ranking").get_by_role("link", name="长安土家族乡").click()
    await expect(page.locator("h1")).to_have_text("长安土家族乡")
    await expect(page.locator("table.periods").first.locator("tbody tr")).to_have_count(17)
    groups = page.locator("section.group")
    assert [await groups.nth(index).get_attribute("id") for index in range(5)] == [
        "overdue",
        "within3",
        "within10",
        "later",
        "order",
    ]
    first = page.locator("#overdue table tbody tr").first
    await expect(first.locator("td.left")).to_contain_text(re.compile(r"逾期 \d+ 天"))
    await expect(first.locator("td.basis")).to_contain_text(
        re.compile(r"条例第二十六条：自 \d{4}-\d\d-\d\d 起算（当日不计入），期限 20 个工作日。")
    )
    await expect(first.locator("td.basis")).to_contain_text("日历：2026 年第 1 版")
    await expect(first.locator("td.basis .ids")).to_contain_text("-drafted")
    # The page names the most urgent; the days of a year without a calendar are further ahead.
    await page.goto(f"/due?org={BUSY}&group=later")
    moved = page.locator("table.owed tr", has_text="暂定").first
    await expect(moved).to_contain_text("原到期日")
    await expect(moved).to_contain_text("2027 年暂定")


async def test_a_count_leads_to_the_list_behind_it(page: Page) -> None:
    await page.goto("/")
    count = int((await page.locator(".now .within3 b").inner_text()).replace(",", ""))
    await page.locator(".now .within3 a").click()
    await expect(page.locator("h1")).to_contain_text("到期提醒")
    lines = page.locator("table.owed tbody tr").filter(visible=True)
    await expect(page.locator(".group .count")).to_have_text(str(count))
    await expect(lines).to_have_count(min(count, 50))
    await page.goto("/due?group=later")
    await expect(lines).to_have_count(50)
    first = await lines.first.inner_text()
    await page.get_by_role("link", name="下一页").click()
    await expect(page.locator(".pages")).to_contain_text("第 2 /")
    assert await lines.first.inner_text() != first


async def test_the_whole_list_prints_whichever_page_of_it_is_open(page: Page) -> None:
    printed: list[list[str]] = []
    for number in (1, 2):
        await page.goto(f"/due?group=later&page={number}")
        count = int(await page.locator(".group .count").inner_text())
        assert count > 100
        await page.emulate_media(media="print")
        await expect(page.get_by_text("打印全部请先点")).to_be_visible()
        await page.emulate_media(media="screen")
        await page.evaluate("window.print = () => {}")
        await page.keyboard.press("p")
        await page.wait_for_url("**whole=1#print")
        await page.emulate_media(media="print")
        lines = page.locator("table.owed tbody tr").filter(visible=True)
        await expect(lines).to_have_count(count)
        await expect(page.locator(".pages")).to_be_hidden()
        printed.append(await lines.all_inner_texts())
        await page.emulate_media(media="screen")
    assert printed[0] == printed[1]


async def test_the_overview_counts_what_the_list_of_due_dates_counts(page: Page) -> None:
    numbers = []
    for address in ("/", "/due"):
        await page.goto(address)
        numbers.append(await page.locator(".now b").all_inner_texts())
        await expect(page.locator("main")).to_contain_text("程序性义务（登记政府信息公开申请、申请办理材料归档、")
    assert numbers[0] == numbers[1]
    assert all(text != "0" for text in numbers[0])


@pytest.mark.parametrize("width", [1400, 390])
async def test_who_is_overdue_stands_before_who_is_on_time(page: Page, width: int) -> None:
    await page.set_viewport_size({"width": width, "height": 800})
    await page.goto("/")
    behind = page.locator("ol.behind li")
    overdue = [int(number) for text in await behind.all_inner_texts() for number in re.findall(r"逾期 (\d+) 项", text)]
    assert overdue == sorted(overdue, reverse=True)
    shown = page.locator("table.ranking tbody td:nth-child(3)")
    assert sum(overdue) == sum(int(text) for text in await shown.all_inner_texts()) > 0
    list_box, table_box, cell_box = [
        await part.bounding_box() for part in (behind.first, page.locator("table.ranking"), shown.first)
    ]
    assert list_box is not None
    assert table_box is not None
    assert cell_box is not None
    assert list_box["y"] < table_box["y"]
    assert cell_box["x"] + cell_box["width"] <= width


@pytest.mark.parametrize("address", ["/?lang=en", f"/units/{BUSY}"])
async def test_the_widest_tables_fit_their_window(page: Page, address: str) -> None:
    await page.goto(address)
    await expect(page.locator(".wide").first).to_be_visible()
    for wide in await page.locator(".wide").all():
        assert await wide.evaluate("box => box.scrollWidth <= box.clientWidth")
    assert await page.evaluate("document.documentElement.scrollWidth") == 1400


@pytest.mark.parametrize("address", PAGES)
async def test_every_page_and_print_of_a_demonstration_says_that_its_data_are_simulated(
    browser: Browser, demonstration: Dashboard, address: str
) -> None:
    context = await browser.new_context(base_url=demonstration.url)
    page = await context.new_page()
    await page.goto(address)
    await expect(page.locator(".simulated")).to_contain_text("演示数据（模拟）")
    await expect(page).to_have_title(re.compile("^演示数据（模拟）"))
    margins = await page.evaluate(MARGINS)
    assert len(margins) == 2
    assert all("@top-right" in margin and "演示数据（模拟）" in margin for margin in margins)
    await context.close()


async def test_a_stack_that_is_no_demonstration_calls_nothing_simulated(page: Page) -> None:
    await page.goto("/")
    await expect(page.locator(".simulated")).to_have_count(0)
    assert await page.evaluate(MARGINS) == []


async def test_the_language_is_toggled_on_the_page_and_kept(page: Page) -> None:
    await page.goto("/heat?measure=rate")
    await page.get_by_role("link", name="English").click()
    await expect(page.locator("h1")).to_have_text("奉节县, 2026, unit by month: On-time rate")
    await page.get_by_role("link", name="Overview").click()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await page.get_by_role("link", name="中文").click()
    await expect(page.locator("html")).to_have_attribute("lang", "zh-CN")


async def test_without_javascript_everything_is_read_and_chosen(browser: Browser, dashboard: Dashboard) -> None:
    context = await browser.new_context(base_url=dashboard.url, java_script_enabled=False)
    page = await context.new_page()
    await page.goto("/")
    await expect(page.locator("table.ranking tbody tr")).to_have_count(len(HOME))
    await page.get_by_label("期间", exact=True).select_option("2026-03")
    await page.get_by_role("button", name="查看").click()
    await expect(page.locator("h1")).to_contain_text("2026 年 3 月")
    await page.get_by_role("link", name="月度热力表").click()
    await expect(page.locator("table.heat")).to_be_visible()
    await page.locator("table.heat").get_by_role("link", name="长安土家族乡").click()
    await expect(page.locator("#overdue table")).to_be_visible()
    await page.get_by_role("link", name="到期提醒").click()
    await expect(page.locator("table.owed")).to_be_visible()
    await expect(page.locator("#live")).to_be_hidden()
    await context.close()


@pytest.mark.parametrize("address", PAGES)
async def test_no_page_is_wider_than_a_narrow_window(page: Page, address: str) -> None:
    await page.set_viewport_size({"width": 390, "height": 800})
    await page.goto(address)
    assert await page.evaluate("document.documentElement.scrollWidth") == 390
    await expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize(
    ("address", "landscape", "most"),
    [("/", False, 2), ("/heat", True, 1), ("/due?group=within3", False, 4), (f"/units/{BUSY}", True, 8)],
)
async def test_every_page_prints_on_a4_without_its_controls(
    page: Page, address: str, landscape: bool, most: int
) -> None:
    await page.goto(address)
    await page.emulate_media(media="print")
    for control in (".choose", ".bar nav", ".language", "#live"):
        for shown in await page.locator(control).all():
            await expect(shown).to_be_hidden()
    pdf = await page.pdf(prefer_css_page_size=True)
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert 1 <= len(sheets) <= most
    a4 = (842, 595) if landscape else (595, 842)
    assert {(round(float(width)), round(float(height))) for width, height in sheets} == {a4}


MARGINS = """() => [...document.styleSheets].flatMap(sheet => [...sheet.cssRules])
  .flatMap(rule => rule instanceof CSSMediaRule && rule.media.mediaText === 'print' ? [...rule.cssRules] : [])
  .filter(rule => rule instanceof CSSPageRule).map(rule => rule.cssText)"""
"""The rules for sheets of paper that a demonstration has: one for each kind of page."""
