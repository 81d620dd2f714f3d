"""docs/assessment.md: the rubric that it shows is one that the program takes, and what it says of the words holds."""

from __future__ import annotations

from contracts.rubric.file import read
from contracts.rubric.lawful import lawful
from contracts.rubric.words import CLAUSE, RULES, SETTINGS
from contracts.rubric.writing import written
from law.periods import Every
from tests.documents.snippets import ROOT, block, section

PAGE = ROOT / "docs" / "assessment.md"


def test_the_rubric_of_the_page_is_taken_and_shows_every_setting_and_every_rule() -> None:
    shown = block(PAGE, "### The file", "yaml")
    rubric = read(shown)
    assert (rubric.county, rubric.version, rubric.is_default) == ("fengjie", 2, False)
    assert {clause.rule for clause in rubric.clauses} == {"", *(rule for rule, _ in RULES.values())}
    text = section(PAGE, "### The file") + section(PAGE, "## The rubric")
    assert [name for name in (*SETTINGS, *CLAUSE) if name not in text] == []
    assert [name for name in RULES if f"| `{name}` |" not in text] == []
    assert [setting for _, settings in RULES.values() for setting in settings if setting not in text] == []
    assert read(written(rubric)) == rubric


def test_it_holds_for_both_rosters_in_every_kind_of_period() -> None:
    rubric = lawful(read(block(PAGE, "### The file", "yaml")))
    for roster in ("县级部门", "乡镇街道"):
        for every in Every:
            assert rubric.applicable(roster, every, rubric.since)
