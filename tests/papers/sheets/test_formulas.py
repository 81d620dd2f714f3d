"""A formula is no value, wherever its result stands and however the package is laid out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from io import BytesIO
from zipfile import ZipFile

import pytest

from papers.files.refusal import NotTaken
from papers.sheets.reading import read_filled
from tests.papers.catalog.building import with_parts
from tests.papers.sheets.building import table
from tests.papers.sheets.clerks_table import HEADS, ROW, SHEET, codes

BELOW = ["a-2", None, *ROW[2:]]
"""A row whose second cell is what the test makes of it."""


def part(data: bytes, name: str = SHEET) -> str:
    """A part of the package."""
    with ZipFile(BytesIO(data)) as package:
        return package.read(name).decode()


def computed(below: Sequence[object], merges: tuple[str, ...] = (), formula: str = "<f>A9</f>") -> bytes:
    """A table whose B2 is a formula with a result, and under it the row ``below``."""
    data = table([HEADS, ["a-1", "=A9", *ROW[2:]], below], merges=merges)
    xml = re.sub(r"<f>A9</f>(?:<v ?/>|<v></v>)", f"{formula}<v>46083</v>", part(data))
    return with_parts(data, {SHEET: xml.encode()})


@pytest.mark.parametrize(
    "data",
    [
        computed(BELOW, ("B2:B3",)),
        computed(["a-2", "同上", *ROW[2:]]),
        computed(["a-2", 46083, *ROW[2:]], formula='<f t="array" ref="B2:B3">C2:C3</f>'),
        computed(["a-2", 46083, *ROW[2:]], formula='<f t="dataTable" ref="B2:B3" r1="C2"/>'),
    ],
    ids=["merged", "同上", "array", "data table"],
)
def test_what_takes_the_result_of_a_formula_is_no_value_either(data: bytes) -> None:
    read = read_filled(data)
    assert {("cell.formula", "B2"), ("cell.formula", "B3")} <= codes(read)
    assert all(row.refused for row in read.rows)


def moved(data: bytes) -> bytes:
    """The same workbook with its sheet in another part: only the relations say which it is."""
    whole = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(whole, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(b"worksheets/sheet1.xml", b"tables/first.xml")
            new.writestr(name.replace("worksheets/sheet1.xml", "tables/first.xml"), content)
    return whole.getvalue()


def with_wrong_dimension(data: bytes) -> bytes:
    """As some programs write it: the area of the cells is claimed to be one cell."""
    xml = re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1"', part(data))
    return with_parts(data, {SHEET: xml.encode()})


def without_fills(data: bytes) -> bytes:
    """A style names a fill that is not there: one library does not open it, and the cells can be read."""
    styles = part(data, "xl/styles.xml")
    return with_parts(data, {"xl/styles.xml": re.sub(r"<fills.*</fills>", "", styles, flags=re.DOTALL).encode()})


@pytest.mark.parametrize("change", [moved, with_wrong_dimension, without_fills])
def test_a_formula_is_seen_in_a_package_that_is_written_in_another_way(change: Callable[[bytes], bytes]) -> None:
    read = read_filled(change(computed(["a-2", "2026-03-02", *ROW[2:]])))
    assert ("cell.formula", "B2") in codes(read)
    assert [row.refused for row in read.rows] == [True, False]


def test_a_sheet_is_measured_wherever_it_lies_and_one_that_is_not_there_is_said_to_be_missing() -> None:
    data = table([HEADS, ROW])
    far = part(data).replace("</sheetData>", '<row r="1000000"><c r="CV1000000"><v>1</v></c></row></sheetData>')
    with pytest.raises(NotTaken) as refused:
        read_filled(moved(with_parts(data, {SHEET: far.encode()})))
    assert refused.value.code == "file.too_large"
    relations = part(data, "xl/_rels/workbook.xml.rels").replace("sheet1.xml", "sheet7.xml")
    with pytest.raises(NotTaken, match="缺少1张工作表"):
        read_filled(with_parts(data, {"xl/_rels/workbook.xml.rels": relations.encode()}))


def test_a_formula_over_more_cells_than_are_read_is_refused() -> None:
    areas = "".join('<f t="array" ref="A1:F3">1</f>' for _ in range(120_000))
    with pytest.raises(NotTaken) as refused:
        read_filled(computed(["a-2", "2026-03-02", *ROW[2:]], formula=areas))
    assert refused.value.code == "file.too_large"
