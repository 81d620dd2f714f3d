"""Whole lists, however long: on one page for paper, as csv and as a workbook, a piece at a time and without an end that is too early."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from functools import cache

import pytest
from openpyxl import load_workbook

from dashboard import streams
from dashboard.desk import Desk
from dashboard.ledger.book import Ledger
from dashboard.workbook import Cell, Workbook
from tests.dashboard import ground
from tests.dashboard.boards import as_read, unit
from tests.dashboard.inside import client_of, read_in
from tests.dashboard.sample import DAY, Record, complete, owed, owed_record, registered, words

COUNT = 2_345


@cache
def county() -> Desk:
    """More documents and more that is overdue than any page shows; with titles of every sort."""
    records: list[Record] = [*words(), registered(unit("a", "白帝镇")), registered(unit("b", "兴隆镇")), complete(DAY)]
    titles = ("通知", "=1+1", "<b>甲</b>&乙", "\u202e逆", "长" * 5_000)
    for number in range(COUNT):
        org, title = "ab"[number % 2], f"{titles[number % len(titles) if number < 50 else 0]}{number}"
        due = DAY - timedelta(days=1 + number % 300)
        records.append(owed_record(owed(org, f"{number:05}", due, status="overdue", title=title)))
        records.append(ground.subject(org, f"{number:05}", {"2026-03": {"items_published": 1}}, title=title))
    return read_in(records)


def numbers(html: str) -> list[str]:
    """The subjects on a page, in its order."""
    return re.findall(r'class="title" href="/subjects/[^"/]+/[ab]/(\d{5})"', html)


@pytest.mark.parametrize("address", ["/due?group=overdue", "/due?group=overdue&order=subject", "/subjects?q="])
async def test_the_whole_list_is_every_page_of_it_in_order_on_paper_and_in_files(address: str) -> None:
    async with client_of(county()) as client:
        pages = [numbers((await client.get(f"{address}&page={number}")).text) for number in (1, 2, 47, 999)]
        whole = numbers((await client.get(f"{address}&whole=1")).text)
        text = (await client.get(f"{address}&format=csv")).content.decode("utf-8-sig")
        book = load_workbook(io.BytesIO((await client.get(f"{address}&format=xlsx")).content), read_only=True)
    assert len(whole) == len(set(whole)) == COUNT
    assert [pages[0], pages[1], pages[2], pages[3]] == [whole[:50], whole[50:100], whole[2_300:], whole[2_300:]]
    column = 3 if address.startswith("/due") else 2
    lines = list(csv.reader(io.StringIO(text, newline="")))
    assert [line[column] for line in lines[4:]] == whole
    sheet = list(book.worksheets[0].iter_rows(values_only=True))
    assert [line[column] for line in sheet[4:]] == whole


async def test_the_whole_list_says_title_day_and_who_signs_and_no_text_of_it_is_markup() -> None:
    async with client_of(county()) as client:
        html = (await client.get("/due?group=overdue&whole=1")).text
    assert html.startswith("<!doctype html>")
    assert html.rstrip().endswith("</html>")
    for said in ("到期提醒", DAY.isoformat(), "填报", "审核", "2,345"):
        assert said in html
    assert "&lt;b&gt;甲&lt;/b&gt;&amp;乙" in html
    assert "<!--lines-->" not in html


async def test_a_list_is_read_a_piece_at_a_time_and_what_is_gone_meanwhile_is_left_out() -> None:
    ledger = Ledger()
    records = [ground.subject("a", str(number)) for number in range(3 * streams.BATCH)]
    ledger.put([as_read(record, offset) for offset, record in enumerate(records)], {})
    asked: list[int] = []

    def read(connection: object, part: list[int]) -> list[int]:
        asked.append(len(part))
        return part

    pieces = streams.lines(ledger, list(range(3 * streams.BATCH - 1)), read)  # type: ignore[arg-type]
    assert await anext(pieces) == list(range(streams.BATCH))
    assert asked == [streams.BATCH]
    assert [len(piece) async for piece in pieces] == [streams.BATCH, streams.BATCH - 1]
    ledger.close()


def test_a_workbook_goes_on_on_the_next_sheet_when_one_is_full_with_its_head_again() -> None:
    day = date(2026, 3, 2)
    book = Workbook([["题目"], ["单位", "数", "日"]], 3, most_rows=5)
    content = (
        book.rows([["甲", number, day] for number in range(4)]) + book.rows([["=1+1", 2.5, None]] * 3) + book.end()
    )
    sheets = [list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(io.BytesIO(content)).worksheets]
    assert [len(sheet) for sheet in sheets] == [5, 5, 3]
    assert {sheet[:2].__repr__() for sheet in sheets} == {[("题目", None, None), ("单位", "数", "日")].__repr__()}
    assert sheets[0][2][:2] == ("甲", 0)
    assert sheets[0][2][2].date() == day  # type: ignore[union-attr]
    assert sheets[2][2] == ("=1+1", 2.5, None)


def test_equal_workbooks_are_equal_bytes_and_hold_any_text() -> None:
    texts = [
        "\u0001a",
        "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
        "😀<&>\"'",
        " 两端 ",
        "长" * 40_000,
    ]

    def made() -> bytes:
        book = Workbook([["t"]], 1)
        return book.rows([[text] for text in texts]) + book.end()

    assert made() == made()
    cells = [row[0] for row in load_workbook(io.BytesIO(made())).worksheets[0].iter_rows(min_row=2, values_only=True)]
    assert cells == ["a", texts[1], texts[2], texts[3], "长" * 32_000]
    assert {cell.data_type for cell in load_workbook(io.BytesIO(made())).worksheets[0]["A"]} <= {"s", "inlineStr"}


def test_a_workbook_gives_its_bytes_as_rows_come_and_holds_none_of_them_back() -> None:
    book = Workbook([["t"]], 2)
    rows: list[list[list[Cell]]] = [
        [[f"第{number}号", number] for number in range(start, start + 1_000)] for start in range(0, 20_000, 1_000)
    ]
    sizes = [len(book.rows(part)) for part in rows]
    assert sum(1 for size in sizes if size) > 2
    assert len(book.end()) < sum(sizes)
