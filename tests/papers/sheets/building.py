"""Sheets as clerks fill them in: the template of a family, with rows under its example."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from papers.sheets.forms import FORMS
from papers.sheets.template import save_template

HEADINGS, FIRST = 4, 6
"""Rows of a template: its headings, and the first under the example."""

Texts = Mapping[str, object]


def filled(
    family: str, rows: Mapping[str, Sequence[Texts]], change: Callable[[Workbook], None] = lambda _: None
) -> bytes:
    """The family's template with rows: sheet → rows by heading; ``change`` is done to the workbook at the end."""
    empty = BytesIO()
    save_template(FORMS[family], empty)
    book = load_workbook(empty)
    for name, texts in rows.items():
        fill(book[name], texts)
    change(book)
    whole = BytesIO()
    book.save(whole)
    return whole.getvalue()


def row(number: str, formed: str = "2026年3月2日", published: str = "2026.3.4", **other: object) -> Texts:
    """A piece of information that was formed and published, as a clerk writes it."""
    usual = {
        "本单位编号": number,
        "形成日期": formed,
        "公开属性": "主动公开",
        "标题": "低保名单",
        "发布日期": published,
        "公开渠道": "公示栏",
    }
    return usual | other


def information(*rows: Texts) -> bytes:
    """The workbook of such rows."""
    return filled("disclosure", {"信息公开": rows})


def fill(sheet: Worksheet, rows: Sequence[Texts]) -> None:
    """Writes rows under the example."""
    places = {str(cell.value).removesuffix("*"): cell.column for cell in sheet[HEADINGS] if cell.value}
    for line, texts in enumerate(rows, start=FIRST):
        for heading, value in texts.items():
            sheet.cell(line, places[heading]).value = value  # type: ignore[assignment]


def table(rows: Sequence[Sequence[object]], name: str = "Sheet1", merges: Sequence[str] = ()) -> bytes:
    """A workbook of the clerk's own with one sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    for texts in rows:
        sheet.append([text if text != "" else None for text in texts])
    for area in merges:
        sheet.merge_cells(area)
    whole = BytesIO()
    book.save(whole)
    return whole.getvalue()
