"""docs/sheets.md: the templates that it names are those there are, and days are read as it says."""

from __future__ import annotations

import re
from datetime import date

from papers.sheets.days import read_day
from papers.sheets.forms import FORMS
from tests.documents.snippets import ROOT, section

PAGE = ROOT / "docs" / "sheets.md"


def rows(heading: str) -> list[list[str]]:
    """The rows of the tables under a heading."""
    lines = [line for line in section(PAGE, heading).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_page_names_every_template_with_its_sheets() -> None:
    listed = {
        name.strip("`"): (title, sheets) for name, title, sheets in rows("## 用命令：五步") if name.startswith("`")
    }
    assert listed == {
        name: (form.family.chinese, "、".join(layout.name for layout in form.layouts)) for name, form in FORMS.items()
    }


def test_days_are_read_or_refused_as_the_page_says() -> None:
    written, refused = (re.findall("`([^`]+)`", row[0]) for row in rows("## 怎样填")[2:4])
    assert len(written) > 6
    assert {read_day(text) for text in written} == {date(2026, 3, 5)}
    assert all(isinstance(read_day(text), str) for text in refused)
