"""Files that are no annual report, or cannot be read: refused in words with what to do."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from papers.annual.reading.reading import read_reports
from papers.files.refusal import NotTaken
from tests.papers.annual import building
from tests.papers.annual.building import docx, texts_of

SAMPLES = Path(__file__).parents[1] / "catalog" / "samples"
LOCKED = (SAMPLES / "password.xlsx").read_bytes()
TITLE, TEXTS = ["宿迁市2023年政府信息公开工作年度报告"], texts_of(building.real()["宿迁市2023"])
REPORT = docx(TITLE, TEXTS)


def saved(made: object) -> bytes:
    """A document or a workbook."""
    stream = BytesIO()
    made.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def with_body(xml: bytes) -> bytes:
    """A document with another body."""
    stream = BytesIO()
    with ZipFile(BytesIO(REPORT)) as old, ZipFile(stream, "w") as made:
        for part in old.namelist():
            made.writestr(part, xml if part == "word/document.xml" else old.read(part))
    return stream.getvalue()


def roster() -> bytes:
    """A workbook of something else."""
    book = Workbook()
    book.worksheets[0].append(["单位", "行政许可", "行政处罚"])
    book.worksheets[0].append(["财政局", 3, 4])
    return saved(book)


def letter() -> bytes:
    """A document of something else, with a table."""
    page = Document()
    page.add_paragraph("关于做好政府信息公开工作年度报告的通知")
    page.add_table(2, 2).cell(0, 0).text = "行政许可"
    return saved(page)


def ofd() -> bytes:
    """A page layout file as printing offices give out."""
    stream = BytesIO()
    with ZipFile(stream, "w") as made:
        made.writestr("OFD.xml", "<OFD/>")
    return stream.getvalue()


REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "nothing": (lambda: b"", "file.empty", "年度报告"),
    "spaces": (lambda: b" \n ", "file.empty", "年度报告"),
    "a workbook of something else": (roster, "report.no_tables", "2021〕30号"),
    "a document of something else": (letter, "report.no_tables", "2021〕30号"),
    "a CSV of something else": ("单位,数量\n财政局,3\n".encode, "report.no_tables", "2021〕30号"),
    "locked": (lambda: LOCKED, "file.encrypted", "取消打开密码"),
    "PDF": (lambda: b"%PDF-1.7\n1 0 obj", "file.other_kind", "PDF"),
    "a web page of something else": (lambda: b"<html><table></table></html>", "report.no_tables", "2021〕30号"),
    "RTF": (lambda: rb"{\rtf1\ansi 2023}", "file.other_kind", "另存为"),
    "a page in one file": (lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related", "file.other_kind", "另存为"),
    "OFD": (ofd, "file.other_kind", "向起草的人要"),
    "the tables up to 2018": (
        "指标名称,计量单位,统计数\n（一）收到申请数,件,3\n".encode,
        "report.old_form",
        "2021〕30号",
    ),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "file.other_kind", "另存为"),
    "cut off": (lambda: REPORT[: len(REPORT) // 2], "file.broken", "另存为"),
    "a body that ends": (lambda: with_body(b"<w:document><w:body>"), "file.broken", "另存为"),
    "a document type": (lambda: with_body(b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'), "file.broken", "另存为"),
    "no body": (lambda: with_body(b"<document/>"), "file.broken", "另存为"),
    "too deep": (
        lambda: with_body(b"<d><body>" + b"<p>" * 9000 + b"</p>" * 9000 + b"</body></d>"),
        "file.broken",
        "另存为",
    ),
    "too large": (lambda: b"a,b\n" * 6_000_000, "file.too_large", "只留下"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_with_a_reason_and_a_remedy(case: str) -> None:
    made, code, remedy = REFUSED[case]
    with pytest.raises(NotTaken) as refused:
        read_reports(made(), "年度报告")
    assert refused.value.code == code
    assert remedy in refused.value.remedy


def old_word() -> bytes:
    """An .xls whose stream is called as that of Word 97–2003."""
    data = bytearray((SAMPLES / "old.xls").read_bytes())
    at = data.index("Workbook".encode("utf-16-le"))
    name = "WordDocument".encode("utf-16-le")
    data[at : at + 64] = name.ljust(64, b"\0")
    data[at + 64 : at + 66] = (len(name) + 2).to_bytes(2, "little")
    return bytes(data)


def test_an_old_word_document_is_named_as_what_it_is() -> None:
    with pytest.raises(NotTaken, match="Word 文档") as refused:
        read_reports(old_word(), "年度报告.doc")
    assert "另存为 .docx" in refused.value.remedy


def test_a_hidden_sheet_is_passed_over_and_said_to_be() -> None:
    book = load_workbook(BytesIO(building.xlsx(TITLE, TEXTS)))
    book["表四"].sheet_state = "hidden"
    reading = read_reports(saved(book), "r.xlsx")
    assert reading.remarks == ["工作表“表四”是隐藏的，没有读取"]
    assert len(reading.reports[0].cells) == 185


def test_a_formula_that_nobody_computed_is_no_number() -> None:
    book = load_workbook(BytesIO(building.xlsx(TITLE, TEXTS)))
    book["表四"]["A5"] = "=SUM(B5:C5)"
    (report,) = read_reports(saved(book), "r.xlsx").reports
    assert [cell.text for cell in report.cells.values() if cell.kind == "unreadable"] == ["公式没有计算结果"]
