"""Workbooks as counties make them, built small: heads, rows, merged cells, and what else a test puts into them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from contracts.organisations import Organisation
from papers.catalog.obliging import oblige
from papers.catalog.reading import Catalog, read_catalog
from papers.catalog.roster import Resolver

TITLE = "奉节县社会救助领域基层政务公开标准目录"
GROUPED = [
    "序号",
    "公开事项",
    "",
    "公开内容（要素）",
    "公开依据",
    "公开时限",
    "公开主体",
    "公开渠道和载体",
    "公开对象",
    "",
    "公开方式",
    "",
    "公开层级",
    "",
]
LEAVES = [
    "",
    "一级事项",
    "二级事项",
    "",
    "",
    "",
    "",
    "",
    "全社会",
    "特定群体（请写明）",
    "主动",
    "依申请公开",
    "县级",
    "乡（村）级",
]
LIMIT = "信息形成或者变更之日起20个工作日内"
ROW = [
    "1",
    "综合业务",
    "政策法规文件",
    "法律法规",
    "《条例》",
    LIMIT,
    "县民政局",
    "■政府网站 □政府公报",
    "√",
    "",
    "√",
    "",
    "√",
    "",
]
HEAD_MERGES = ["A2:A3", "B2:C2", "D2:D3", "E2:E3", "F2:F3", "G2:G3", "H2:H3", "I2:J2", "K2:L2", "M2:N2"]

Rows = Sequence[Sequence[object]]


def row(**other: str) -> list[str]:
    """The usual row with other texts in some columns, which are named by their place in ``LEAVES`` or ``GROUPED``."""
    return [other.get(name, text) for name, text in zip(NAMES, ROW, strict=True)]


NAMES = [
    "order",
    "level1",
    "level2",
    "content",
    "basis",
    "limit",
    "body",
    "channels",
    "all",
    "group",
    "active",
    "request",
    "county",
    "town",
]


def standard(*rows: Sequence[object], title: str = TITLE, merges: Sequence[str] = ()) -> bytes:
    """The official layout: a title, a head of two rows, and the rows."""
    return xlsx({"目录": [[title], GROUPED, LEAVES, *rows]}, {"目录": ["A1:N1", *HEAD_MERGES, *merges]})


def xlsx(
    sheets: Mapping[str, Rows],
    merges: Mapping[str, Sequence[str]] | None = None,
    change: Callable[[Worksheet], None] = lambda _: None,
) -> bytes:
    """A workbook of sheets; ``change`` is done to each."""
    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for texts in rows:
            sheet.append([text if text != "" else None for text in texts])
        for area in (merges or {}).get(name, ()):
            sheet.merge_cells(area)
        change(sheet)
    whole = BytesIO()
    book.save(whole)
    return whole.getvalue()


def comma_separated(rows: Rows, encoding: str = "utf-8-sig") -> bytes:
    """The rows as CSV."""
    text = StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


def with_parts(workbook: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The workbook with other or further parts in its package."""
    whole = BytesIO()
    with ZipFile(BytesIO(workbook)) as old, ZipFile(whole, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename not in parts:
                new.writestr(info.filename, old.read(info))
        for name, content in parts.items():
            new.writestr(name, content)
    return whole.getvalue()


def codes(catalog: Catalog) -> list[tuple[str, str]]:
    """The findings' codes and places."""
    return [(finding.code, finding.cell) for finding in catalog.findings]


OFFICE = "x-fuban"


def organisation(org: str, name: str, kind: str) -> Organisation:
    """A unit of a county that is called 奉节县."""
    full = {
        "org": org,
        "name": name,
        "full_name": f"奉节县{name}",
        "county": "x",
        "county_name": "奉节县",
        "kind": kind,
    }
    return Organisation.model_validate(full)


COUNTY = [
    organisation(OFFICE, "人民政府办公室", "部门"),
    organisation("x-minzheng", "民政局", "部门"),
    organisation("x-caizheng", "财政局", "部门"),
    organisation("x-yingji", "应急管理局", "部门"),
    organisation("x-fagai", "发展和改革委员会", "部门"),
    organisation("x-yongan", "永安街道", "街道"),
    organisation("x-baidi", "白帝镇", "镇"),
    organisation("x-caotang", "草堂镇", "镇"),
    organisation("x-hongtu", "红土乡", "乡"),
]
RESOLVER = Resolver(COUNTY[0], COUNTY, {})


def read_and_oblige(data: bytes, name: str = "", *, domain: str = "", resolver: Resolver = RESOLVER) -> Catalog:
    """The catalog with its organisations, as the command reads it."""
    catalog = read_catalog(data, name, domain=domain)
    catalog.entries = [oblige(entry, resolver, catalog.heads[entry.sheet]) for entry in catalog.entries]
    return catalog
