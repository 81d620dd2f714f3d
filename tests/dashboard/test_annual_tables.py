"""Tables 二, 三 and 四 on their page: the numbers that the services come to from the same states, each as long as its list."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping
from typing import Any

import httpx
import pytest
import pytest_asyncio
from openpyxl import load_workbook

from contracts.state import SubjectState
from dashboard.annual import cells
from dashboard.annual.cells import Cell
from law import table2, table3, table4
from services.catalog import tables as catalog
from services.requests import tables as requests
from services.requests.store import decode_application, decode_dispute, decode_opening
from tests.dashboard import lived
from tests.dashboard.inside import showing
from tests.dashboard.test_drill import links, listed, page

YEARS = (2025, 2026, 2027)
CELLS = [
    *(Cell("table2", row, column) for row, columns in table2.COLUMNS.items() for column in columns),
    *(Cell("table3", row, column) for row in table3.ROWS for column in table3.COLUMNS),
    *(Cell("table4", row.value, column) for row in table4.BLOCKS for column in table4.COLUMNS),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def county() -> AsyncIterator[httpx.AsyncClient]:
    """A dashboard that shows a county's year as the services fold it."""
    async with showing(lived.county()) as client:
        yield client


def by_services(states: Mapping[str, SubjectState], year: int) -> dict[str, Any]:
    """The tables as the services make them, of the county and by unit."""
    asked: defaultdict[str, requests.Sources] = defaultdict(requests.Sources)
    counted: defaultdict[str, catalog.Sources] = defaultdict(catalog.Sources)
    for key, state in states.items():
        kind, org, _ = key.split("/", 2)
        body = state.model_dump_json()
        if kind == "requests.application":
            asked[org].applications.append(decode_application(body))
        elif kind == "requests.dispute":
            asked[org].disputes.append(decode_dispute(body))
        elif kind == "requests.opening_balance" and (opening := decode_opening(body).opening()) is not None:
            asked[org].openings.append(opening)
        elif kind in ("catalog.document", "catalog.annual_figure"):
            counted[org].add(catalog.decode(body))
    county_of = dict.fromkeys({*asked, *counted}, lived.COUNTY)
    (three,) = requests.counties(asked, county_of, year).values()
    (two,) = catalog.counties(counted, county_of, year).values()
    units = {org: dict(unit) for org, unit in three["units"].items()}
    for org, unit in two["units"].items():
        units.setdefault(org, {}).update(unit)
    return {**three, "table2": two["table2"], "units": units}


def shown(html: str, year: int) -> dict[str, float]:
    """Cell → number above nothing on a page."""
    amounts = {}
    for target, text in links(html, among=r' class="n" '):
        if "cell=" in target:
            assert f"period={year}" in target
            amounts[re.findall(r"cell=([^&]*)", target)[0].replace("%2F", "/")] = float(text.replace(",", ""))
    return amounts


def told(body: Mapping[str, Any], tables: Iterable[str] = ("table2", "table3", "table4")) -> dict[str, float]:
    """The same of a services' answer."""
    return {
        f"{table}/{row}/{column}": float(number)
        for table in tables
        for row, columns in body.get(table, {}).items()
        for column, number in columns.items()
        if number
    }


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("year", YEARS)
async def test_the_tables_of_a_county_are_those_of_the_services(county: httpx.AsyncClient, year: int) -> None:
    assert shown(await page(county, f"/tables?year={year}"), year) == told(by_services(lived.states(), year))


@pytest.mark.asyncio(loop_scope="module")
async def test_the_tables_of_each_unit_are_those_of_the_services(county: httpx.AsyncClient) -> None:
    units = by_services(lived.states(), 2026)["units"]
    assert sum(bool(told(body)) for body in units.values()) > 10
    for org, body in units.items():
        assert shown(await page(county, f"/tables?org={org}&year=2026"), 2026) == told(body), org


@pytest.mark.asyncio(loop_scope="module")
async def test_a_cell_is_what_the_subjects_behind_it_come_to(county: httpx.AsyncClient) -> None:
    html = await page(county, "/tables?year=2026")
    numbers = {target: text for target, text in links(html, among=r' class="n" ') if "cell=" in target}
    assert any("2_carried_in" in target for target in numbers)
    assert any("pending" in target for target in numbers)
    for target, text in numbers.items():
        number = float(text.replace(",", ""))
        _, amount = await listed(county, target)
        assert amount == (number if "20_8_fees" not in target else round(number * 10_000)), target


@pytest.mark.asyncio(loop_scope="module")
async def test_what_was_brought_along_stands_in_the_list_as_the_rest_of_it(county: httpx.AsyncClient) -> None:
    answer = await county.get("/subjects?cell=table3/2_carried_in/natural&period=2026&format=csv")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[4:]
    openings = {line[0]: int(line[4]) for line in lines if line[1] == "期初数"}
    assert openings
    assert all(amount > 0 for amount in openings.values())
    searched = await county.get("/subjects?cell=table3/2_carried_in/natural&period=2026&q=opening&format=csv")
    found = list(csv.reader(io.StringIO(searched.content.decode("utf-8-sig"))))[4:]
    assert {line[1] for line in found} == {"期初数"}
    assert len(found) == len(openings)


def test_every_cell_of_the_form_has_a_number_and_a_name() -> None:
    for each in CELLS:
        assert cells.cell(str(each)) == each
        assert each.number.terms
    assert cells.cell("table3/none/natural") is None
    assert cells.cell("table2/20_8_fees/made") is None
    assert cells.cell("table5") is None


@pytest.mark.asyncio(loop_scope="module")
async def test_the_workbook_has_the_layout_of_the_form_and_the_file_every_cell(county: httpx.AsyncClient) -> None:
    book = load_workbook(io.BytesIO((await county.get("/tables?year=2026&format=xlsx")).content))
    assert book.sheetnames == ["表二", "表三", "表四", "各单位"]
    text = (await county.get("/tables?year=2026&format=csv")).content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    expected = told(by_services(lived.states(), 2026))
    assert len(lines[3:]) == len(CELLS)
    assert sorted(float(line[3]) for line in lines[3:] if float(line[3])) == sorted(expected.values())


@pytest.mark.asyncio(loop_scope="module")
async def test_the_form_is_read_in_english_too(county: httpx.AsyncClient) -> None:
    html = await page(county, "/tables?year=2026&lang=en")
    headings = re.findall(r"<th scope=[^>]*>([^<]*)</th>", html)
    assert [text for text in headings if re.search(r"[\u4e00-\u9fff]", text)] == []
    assert "2. Carried in from last year" in headings


@pytest.mark.asyncio(loop_scope="module")
async def test_the_tables_open_at_the_year_that_runs_though_something_falls_due_in_the_next(
    county: httpx.AsyncClient,
) -> None:
    rows = (await county.get("/api/rows?period=2027")).json()["rows"]
    assert rows
    assert f"{lived.DAY.year} 年</h1>" in re.sub(r"</span>.*?</h1>", "</h1>", await page(county, "/tables?lang=zh"))


@pytest.mark.asyncio(loop_scope="module")
async def test_a_year_without_data_says_what_is_missing(county: httpx.AsyncClient) -> None:
    html = await page(county, "/tables?year=2008&lang=zh")
    assert "opening_balance" in html
    assert shown(html, 2008) == {}


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    "query",
    [
        "cell=table3/1_new",
        "cell=table9/a/b&period=2026",
        "cell=table3/1_new/natural",
        "cell=table3/1_new/natural&period=2026-03",
    ],
)
async def test_a_cell_that_there_is_none_of_is_refused(county: httpx.AsyncClient, query: str) -> None:
    assert (await county.get(f"/subjects?{query}")).status_code == 400
