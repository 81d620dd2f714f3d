"""Templates on paper: pages end between steps where they can, and each says what its columns are."""

from __future__ import annotations

from io import BytesIO
from itertools import accumulate, pairwise

import pytest
from openpyxl import load_workbook

from papers.sheets.forms import FORMS
from papers.sheets.printing import PAGE, page_ends
from papers.sheets.template import save_template


@pytest.mark.parametrize(
    ("widths", "steps", "ends"),
    [
        ([20, 60, 60, 60], "-aab", []),
        ([20, 60, 60, 61], "-aab", [3]),
        ([20, 60, 60, 61, 60], "-aabb", [3]),
        ([20, 90, 50, 50, 90], "-abbc", [2, 4]),
        ([20, 90, 90, 90, 90], "-aaaa", [3]),
        ([20, 60, 90, 90, 90], "-abbb", [3]),
        ([20, 20, 80, 81, 90], "--abb", [3, 4]),
    ],
)
def test_a_page_ends_between_steps_and_within_one_that_no_page_has_room_for(
    widths: list[float], steps: str, ends: list[int]
) -> None:
    assert page_ends(widths, steps, steps.count("-")) == ends


@pytest.mark.parametrize("family", FORMS)
def test_no_page_of_a_template_is_too_wide_and_no_step_s_name_goes_over_its_edge(family: str) -> None:
    whole = BytesIO()
    save_template(FORMS[family], whole)
    for sheet in load_workbook(BytesIO(whole.getvalue())).worksheets[: len(FORMS[family].layouts)]:
        own = 2 if str(sheet.freeze_panes).startswith("C") else 1
        reach = [0.0, *accumulate(column.width for column in sheet.column_dimensions.values())]
        ends = [own, *(end.id for end in sheet.col_breaks.brk), len(reach) - 1]
        if len(ends) > 2:
            assert max(reach[last] - reach[first] for first, last in pairwise(ends)) <= PAGE - reach[own]
            assert (sheet.cell(1, 1).value, sheet.cell(1, own + 1).value is None) == (None, False)
        for area in sheet.merged_cells.ranges:
            assert not any(area.min_col <= end < area.max_col for end in ends), str(area)
