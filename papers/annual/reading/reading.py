"""A file read as annual reports."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePath

from law.report_check.published import Passage, PublishedReport
from papers.annual.reading.blocks import Block, Sheet, in_lines, in_workbook
from papers.annual.reading.gathered import Gathered
from papers.annual.reading.sweep import Sweep
from papers.annual.reading.tidy import tidy
from papers.annual.reading.titles import title_of
from papers.annual.reading.web import is_page, page
from papers.annual.reading.word import document
from papers.files.bounds import MOST_BYTES
from papers.files.file import FileKind, read_file
from papers.files.package import is_document
from papers.files.refusal import NotTaken

_NEEDED = "请给出 .docx、.xlsx、.xls、.csv 或者网页（.html）的年度报告，表格按国办公开办函〔2021〕30号的格式"
_BEFORE_2019 = re.compile(r"收到申请数|申请办结数|主动公开政府信息数|主动公开规范性文件数")
"""Rows of the statistical table that annual reports had up to 2018."""
_OF_PAGES = frozenset({"", ".html", ".htm", ".shtml", ".xhtml", ".jsp", ".php", ".aspx"})
_REMEDIES = {
    "file.too_large": "年度报告不会这么大：请只留下报告的表格和正文，去掉图片",
    "file.broken": "请用Word、Excel或者WPS打开，另存为 .docx 或者 .xlsx 后再核对",
    "file.encrypted": "请在Word、Excel或者WPS中取消打开密码后再核对",
    "file.other_kind": (
        "请用Word、Excel或者WPS打开，另存为 .docx 或者 .xlsx；"
        "PDF、图片请向起草的人要原来的文件，或者在网站上把报告的网页另存为 .html"
    ),
    "file.empty": "请检查选的是不是年度报告",
}


@dataclass(frozen=True)
class Reading:
    """The reports of a file, in its order, and what one should know of how it was read."""

    reports: list[PublishedReport]
    remarks: list[str] = field(default_factory=list)


def read_reports(data: bytes, name: str = "") -> Reading:
    """The annual reports in a file that is called ``name``. Raises ``NotTaken``, with what to do."""
    try:
        reading = _read(data, name)
    except NotTaken as refused:
        remedy = _REMEDIES.get(refused.code, refused.remedy)
        raise NotTaken(refused.code, refused.text, remedy) from refused
    if not reading.reports:
        raise NotTaken("report.no_tables", "没有找到年度报告的表二、表三或者表四", _NEEDED)
    return reading


def _read(data: bytes, name: str) -> Reading:
    if len(data) <= MOST_BYTES and is_document(data):
        return _swept(document(data), name, [])
    if len(data) <= MOST_BYTES and is_page(data):
        ending = PurePath(name).suffix.lower()
        remarks = [f"文件名是 {ending}，内容是网页，按网页读取"] if ending not in _OF_PAGES else []
        return _swept(page(data), name, remarks)
    file = read_file(data, name)
    remarks = [*file.remarks]
    where = in_lines if file.kind is FileKind.CSV else in_workbook
    shown = [grid for grid in file.grids if not grid.hidden]
    if len(shown) == 1 and (lines := tidy(shown[0], where)) is not None:
        return Reading(lines[0], [*remarks, *lines[1]])
    remarks += [f"工作表“{grid.name}”是隐藏的，没有读取" for grid in file.grids if grid.hidden]
    return _swept([Sheet(grid, where) for grid in shown], name, remarks)


def _swept(blocks: list[Block], name: str, remarks: list[str]) -> Reading:
    gathered = Gathered()
    sweep = Sweep(gathered)
    for block in blocks:
        if isinstance(block, Passage):
            gathered.text(block)
        else:
            sweep.read(block)
            if block.where is in_workbook:
                gathered.named(block.grid.name)
    reports = gathered.filled()
    if not reports and any(_BEFORE_2019.search(passage.text) for each in gathered.reports for passage in each.passages):
        raise NotTaken("report.old_form", "表格是2018年度以前的统计表，没有表二、表三、表四", _NEEDED)
    titled = title_of(PurePath(name).stem)
    if titled is not None and len(reports) == 1:
        reports[0].agency = reports[0].agency or titled.agency
        reports[0].year = reports[0].year or titled.year
    return Reading(reports, remarks)
