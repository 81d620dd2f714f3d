"""A county of three hundred units, a year without data, a year that began a week ago, a broker that is away."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from tests.dashboard.boards import unit
from tests.dashboard.inside import client_of, read_in, showing
from tests.dashboard.sample import (
    DAY,
    Line,
    Record,
    complete,
    owed,
    owed_record,
    period_record,
    registered,
    row,
    words,
)

UNITS = 300


def large(units: int = UNITS) -> list[Record]:
    """Every unit with a month and its year, and something overdue."""
    records = [*words(), complete(DAY)]
    for number in range(units):
        org, line = f"u{number:03}", Line(published=number, on_time=number % 7, late=1)
        records += [registered(unit(org, f"第{number:03}号单位", kind=("镇", "乡", "部门", "街道")[number % 4]))]
        records += [period_record(row(period, org, line)) for period in ("2026-11", "2026-Q4", "2026")]
        records.append(owed_record(owed(org, "1", DAY - timedelta(days=2), status="overdue")))
    return records


async def test_a_county_of_three_hundred_units_is_shown_whole() -> None:
    async with showing(large()) as client:
        for address, pattern in (
            ("/", r'<th scope="row" class="unit"><a href="/units/(u\d{3})'),
            ("/", r'<li><a href="/units/(u\d{3})"'),
            ("/heat", r'<th scope="row" class="unit"><a href="/units/(u\d{3})'),
            ("/due?whole=1", r'data-label="单位"><a href="/units/(u\d{3})"'),
            ("/due", r'<option value="(u\d{3})"'),
        ):
            answer = await client.get(address)
            assert answer.status_code == 200
            assert len(set(re.findall(pattern, answer.text))) == UNITS, address
        assert len(re.findall(r'data-label="单位"', (await client.get("/due")).text)) == 50


@pytest.mark.parametrize("year", ["0001", "2025", "2031", "9999"])
@pytest.mark.parametrize(
    "address",
    [
        "/?period={}",
        "/?period={}-01",
        "/?period={}-Q1",
        "/heat?year={}",
        "/heat?year={}&measure=items_published",
        "/units/u001?year={}",
        "/scores?period={}-12",
        "/scores/u001?period={}",
        "/subjects?measure=items_published&period={}",
    ],
)
async def test_a_year_without_data_is_silence_and_no_error(address: str, year: str) -> None:
    async with showing(large(3)) as client:
        answer = await client.get(address.format(year))
    assert answer.status_code == 200
    assert "<h1" in answer.text


async def test_a_year_that_began_a_week_ago_shows_last_years_ranks_and_what_falls_due() -> None:
    records: list[Record] = [*words(), complete(date(2027, 1, 7))]
    for org, late in (("good", 0), ("bad", 5), ("silent", None)):
        records.append(registered(unit(org, f"{org}镇")))
        if late is not None:
            records += [period_record(row(period, org, Line(on_time=5, late=late))) for period in ("2026-12", "2026")]
            records.append(period_record(row("2027-01", org, Line(open=2))))
    records.append(owed_record(owed("bad", "1", date(2027, 1, 11), title="年度报告")))
    async with showing(records) as client:
        front = (await client.get("/")).text
        later = (await client.get("/?period=2026-12")).text
        english = (await client.get("/?lang=en")).text
    stood = re.search(r'<ol class="stood">(.*?)</ol>', front, re.DOTALL)
    assert stood
    assert re.findall(r'<li value="(\d)"><a href="/units/(\w+)', stood[1]) == [("1", "good"), ("2", "bad")]
    assert re.findall(r">([\d.]+%)<", stood[1]) == ["100.0%", "50.0%"]
    assert "2026 年名次" in front
    assert "/due?county=fengjie&amp;org=bad&amp;group=within3" in front
    assert 'class="stood"' not in later
    assert "Ranks of 2026" in english


async def test_while_the_broker_is_away_every_page_says_of_when_it_is() -> None:
    desk = read_in(large(3))
    async with client_of(desk) as client:
        assert "连接已中断" not in (await client.get("/")).text
        desk.reader.progress.connected = False
        heard = f"{desk.reader.progress.heard_at:%Y-%m-%d %H:%M}"
        for address in ("/", "/heat", "/due", "/units/u001", "/scores", "/reports", "/subjects"):
            answer = await client.get(address)
            assert answer.status_code == 200
            assert f"所示为 {heard} 的数据" in answer.text
        desk.reader.progress.connected = True
        assert "连接已中断" not in (await client.get("/")).text
