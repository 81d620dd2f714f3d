"""docs/publishing.md: the door takes every fact that it shows, and every code that it names exists."""

from __future__ import annotations

import re

from contracts.families import FAMILIES
from tests.documents.snippets import ROOT
from tests.documents.told import codes, refused, unknown

PAGE = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")


def test_the_door_takes_every_fact_of_the_page() -> None:
    assert refused(PAGE) == {}


def test_every_fact_and_finding_that_the_page_names_exists() -> None:
    assert len(codes(PAGE)) > 40
    assert unknown(PAGE) == set()


def test_every_duty_of_publishing_that_a_table_begins_with_exists() -> None:
    duties = {duty.code for family in FAMILIES.all for duty in family.duties}
    (participation,) = re.findall(r"\n\| duty \| by when \|\n\|---\|---\|\n(.*?)\n\n", PAGE, re.DOTALL)
    (columns,) = re.findall(r"\n\| 栏目种类 \| 义务 \| 期限 \|\n\|---\|---\|---\|\n(.*?)\n\n", PAGE, re.DOTALL)
    named = re.findall(r"`([a-z_]+)`", "\n".join(row.rsplit("|", 2)[0] for row in participation.splitlines()))
    named += re.findall(r"^\| [^|]+ \| `([a-z_]+)`", columns, re.MULTILINE)
    assert len(named) >= 11
    assert set(named) <= duties
