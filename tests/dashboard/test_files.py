"""The heat table and the ranking as files are the cells of the pages, in the order of the pages."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from tests.dashboard import unit_county
from tests.dashboard.inside import showing
from tests.dashboard.lines import exported, page, table


@pytest.mark.parametrize("measure", ["rate", "overdue", "items_published"])
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_heat_table_as_a_file_is_the_page(measure: str, lang: str) -> None:
    address = f"/heat?year=2026&measure={measure}&lang={lang}"
    async with showing(unit_county.county()) as client:
        html = await page(client, address)
        lines = await exported(client, address)
    assert lines[1:] == [*table(html, "heat"), *table(html, "heat", "tfoot")]
    assert lines[0] == table(html, "heat", "thead")[0]


@pytest.mark.parametrize("address", ["/?period=2026-04", "/?period=2026&order=overdue&back=1", "/?period=2025-12"])
async def test_the_ranking_as_a_file_is_the_page(address: str) -> None:
    async with showing(unit_county.county()) as client:
        html = await page(client, address)
        lines = await exported(client, address)
    shown = table(html, "ranking")
    assert [line[2] for line in lines[1 : len(shown) + 1]] == [line[1] for line in shown]
    for file, line in zip(lines[1:], shown, strict=False):
        assert file[0] == line[0].split()[0].replace("—", "")
        assert file[3:6] == line[2:5]
        amounts = [cell.split()[0] for cell in line[6:]]
        assert file[7:] == amounts
        assert file[6] in line[5] or file[6] == "·"


async def test_a_workbook_has_the_same_numbers_as_numbers() -> None:
    async with showing(unit_county.county()) as client:
        answer = await client.get("/heat?year=2026&measure=overdue&format=xlsx")
        lines = await exported(client, "/heat?year=2026&measure=overdue")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert rows[-len(lines) :] == lines
    assert isinstance(sheet.cell(sheet.max_row, 2).value, int)


async def test_the_list_of_reports_as_a_file_is_the_page() -> None:
    async with showing(unit_county.county()) as client:
        html = await page(client, "/reports")
        lines = await exported(client, "/reports")
    shown = table(html, "subjects")
    assert [line[:4] for line in lines[1:]] == [line[:4] for line in shown]
    assert [line[4] for line in lines[1:]] == ["0", "1", "0"]
