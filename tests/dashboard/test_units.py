"""A unit's page and its timeline: what it owes first, twelve months, this month beside others, and ways down from each."""

from __future__ import annotations

import re
import time

import pytest

from tests.dashboard import unit_county
from tests.dashboard.boards import unit
from tests.dashboard.inside import showing
from tests.dashboard.lines import page, plain, table
from tests.dashboard.sample import registered, words


async def test_what_a_unit_owes_stands_before_how_it_goes_and_that_before_its_numbers() -> None:
    async with showing(unit_county.county()) as client:
        html = await page(client, "/units/beta")
    places = [html.index(f'id="{name}-heading"') for name in ("now", "owed", "course", "compare", "numbers")]
    assert places == sorted(places)


async def test_twelve_months_are_drawn_and_told_in_a_table_of_the_same_numbers() -> None:
    async with showing(unit_county.county()) as client:
        html = await page(client, "/units/beta")
        sheet = await page(client, "/scores/beta?period=2026-04")
    lines = {line[0]: line[1:] for line in table(html, "course")}
    drawings = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
    scores, overdue = (re.findall(r'<text x="\d+" y="[\d.-]+">(.*?)</text>', drawing) for drawing in drawings[-2:])
    assert scores == lines["总分"]
    assert len(scores) == 12
    amounts = [amount for amount in lines["逾期未履行"] if amount != "—"]
    assert overdue == amounts
    assert (len(amounts), lines["逾期未履行"][:8]) == (4, ["—"] * 8)
    assert f"<dd><b>{scores[-1]}</b>" in sheet
    for drawing in drawings[-2:]:
        label = re.search(r'aria-labelledby="([^"]+)"', drawing)
        assert label
        assert f'<figcaption id="{label[1]}">' in html


async def test_a_month_is_compared_with_the_one_before_and_the_same_one_a_year_before_in_words() -> None:
    async with showing(unit_county.county()) as client:
        html = await page(client, "/units/beta")
    lines = {line[0]: line[1:] for line in table(html, "compared")}
    now, last, than_last, year, than_year = lines["总分"]
    assert than_last == _words(float(now) - float(last))
    assert than_year == _words(float(now) - float(year))
    assert lines["逾期未履行"][3:] == ["—", "—"], "of a year ago nothing is known, which is not zero"


def _words(step: float) -> str:
    if not step:
        return "持平"
    return f"增 {step:g}（改善）" if step > 0 else f"减 {-step:g}（变差）"


async def test_a_timeline_tells_each_month_with_ways_down_to_its_ground() -> None:
    async with showing(unit_county.county()) as client:
        html = await page(client, "/units/beta/timeline?year=2026")
        months = dict(re.findall(r"<li><h2>(.*?)</h2>(.*?)</ul></li>", html, re.DOTALL))
        assert list(months) == [f"2026 年 {number} 月" for number in (4, 3, 2, 1)]
        april, march = months["2026 年 4 月"], months["2026 年 3 月"]
        assert "退回 1 条记录" in plain(april)
        assert "迟报 3 条事实" in plain(april)
        assert "搁置 1 个事项" in plain(april)
        assert "扣 2.5 分 1.1 按期答复" in plain(april)
        assert "已印发" in plain(march)
        for address in set(re.findall(r'href="(/(?!static)[^"#]*)', html)):
            assert (await client.get(address.replace("&amp;", "&"))).status_code == 200, address


async def test_a_month_without_a_word_is_silence_and_one_with_a_word_that_there_was_nothing_is_not() -> None:
    records = unit_county.county()
    async with showing([*records, registered(unit("delta", "青龙镇"))]) as client:
        silent = await page(client, "/units/delta/timeline?year=2026")
    assert plain(silent).count("沉默 本月没有任何事实") == 3, "April is not over"


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_unit_of_which_nothing_was_heard_has_its_pages_too(lang: str) -> None:
    async with showing([*words(), registered(unit("a", "白帝镇"))]) as client:
        for address in ("/units/a", "/units/a/timeline", "/units/a?year=2019", "/quality", "/rules", "/scores/a"):
            await page(client, f"{address}{'&' if '?' in address else '?'}lang={lang}")


async def test_the_pages_take_no_longer_than_a_moment() -> None:
    async with showing(unit_county.county()) as client:
        for address in ("/units/beta", "/units/beta/timeline", "/scores", "/quality?period=2026", "/rules"):
            taken = []
            for _ in range(5):
                began = time.perf_counter()
                await page(client, address)
                taken.append(time.perf_counter() - began)
            assert min(taken) < 0.2, (address, taken)
