"""Templates: everything a model has stands in them once, and what is filled in by their own lists is read back."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from pydantic.fields import FieldInfo

from contracts.fields import PATTERN_KEYED, BusModel
from contracts.terms import kinds_in
from papers.files.file import read_file
from papers.files.refusal import NotTaken
from papers.sheets.columns import Kind, Role, columns_of, pattern_of
from papers.sheets.example import NUMBER
from papers.sheets.forms import FORMS, LAYOUTS, NOTES, OPTIONS, Layout
from papers.sheets.headings import head_of
from papers.sheets.reading import read_filled
from papers.sheets.template import save_template

FAMILIES = pytest.mark.parametrize("family", FORMS)


def written(family: str) -> bytes:
    """The template."""
    whole = BytesIO()
    save_template(FORMS[family], whole)
    return whole.getvalue()


def book(family: str) -> Workbook:
    """The template, opened."""
    return load_workbook(BytesIO(written(family)))


def is_by_hand(layout: Layout, name: str, info: FieldInfo) -> bool:
    """Whether a clerk can write a field: a digest nobody can, and lists of parts stand a row each or not at all."""
    has_parts = any(issubclass(kind, BusModel) for kind in kinds_in(info.annotation))
    listed = "list[" in str(info.annotation)
    return pattern_of(info) != PATTERN_KEYED and (not has_parts or not listed or name == layout.parts)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_sheet_has_each_field_of_its_facts_and_headings_that_are_told_apart(layout: Layout) -> None:
    columns = columns_of(layout)
    headings = [column.heading for column in columns]
    assert len(set(headings)) == len(headings)
    for step in layout.steps:
        wanted = {name for name, info in step.model.model_fields.items() if is_by_hand(layout, name, info)}
        assert {column.path[0] for column in columns if column.step == step} == wanted


@FAMILIES
def test_a_template_is_the_same_bytes_each_time_and_its_example_is_never_sent(family: str) -> None:
    assert written(family) == written(family)
    with pytest.raises(NotTaken, match="示例行不报送"):
        read_filled(written(family))
    for sheet in book(family).worksheets[: len(FORMS[family].layouts)]:
        assert sheet["A5"].value == NUMBER


@FAMILIES
def test_each_sheet_of_a_template_is_known_by_its_head_with_every_column(family: str) -> None:
    grids = {grid.name: grid for grid in read_file(written(family)).grids}
    for layout in FORMS[family].layouts:
        head = head_of(grids[layout.name])
        assert head is not None
        assert (head.layout, tuple(head.columns.values()), head.remarks) == (layout, columns_of(layout), [])


@FAMILIES
def test_lists_days_and_codes_are_cells_of_their_kind(family: str) -> None:
    workbook = book(family)
    assert workbook[OPTIONS].sheet_state == "hidden"
    for layout in FORMS[family].layouts:
        sheet = workbook[layout.name]
        rules = {
            str(rule.sqref).split(":")[0].rstrip("0123456789"): rule for rule in sheet.data_validations.dataValidation
        }
        for at, column in enumerate(columns_of(layout), start=1):
            letter = get_column_letter(at)
            rule, form = rules[letter], sheet.column_dimensions[letter].number_format
            if column.kind is Kind.DATE:
                assert (rule.type, form) == ("date", "yyyy-mm-dd")
            elif column.kind is Kind.CODE:
                assert form == "@", "a number such as 2026-3 is no day"
            elif column.kind in {Kind.CHOICE, Kind.YES_NO}:
                assert rule.type == "list"
                area = str(rule.formula1).partition("!")[2]
                words = [str(cells[0].value) for cells in workbook[OPTIONS][area.replace("$", "")]]
                assert words == (list(column.choices) or ["是", "否"])
            assert rule.prompt


@FAMILIES
def test_the_notes_name_every_column_and_what_it_wants(family: str) -> None:
    rows = [[str(cell.value or "") for cell in cells] for cells in book(family)[NOTES].iter_rows()]
    headings = {(row[0], row[2]) for row in rows}
    for layout in FORMS[family].layouts:
        assert {(layout.name, column.heading) for column in columns_of(layout)} <= headings


def test_what_has_no_row_of_its_own_is_told_of_a_subject_that_a_column_names() -> None:
    roles = {layout.name: {column.role for column in columns_of(layout)} for layout in LAYOUTS}
    assert all((Role.SUBJECT in roles[layout.name]) == bool(layout.subject) for layout in LAYOUTS)
    assert Role.NTH not in roles["栏目更新"] | roles["村务清单"]
