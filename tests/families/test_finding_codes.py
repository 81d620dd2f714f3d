"""Every finding has a name in its family: rubrics are checked by them, and people read them."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from contracts.families import FAMILIES
from contracts.kit import Family
from tests.families.conformance import every_telling_family, examples
from tests.families.lives import TODAYS, lives

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"[a-z_]+(\.[a-z_]+)?")
TYPED = ROOT / "law" / "report_check"
"""Checks of typed reports: what they come upon is a report's, no family's."""


@every_telling_family
@examples(60)
@given(drawn=st.data(), today=TODAYS)
def test_a_fold_finds_what_its_family_names(family: Family, drawn: st.DataObject, today: date) -> None:
    state = drawn.draw(lives(family)).fold(today).state
    assert {finding.code for finding in state.findings} <= family.findings.keys()


FINDERS = {"Finding", "note", "_note", "find", "_find", "_find_answers", "_find_missing", "_finding"}
"""Functions of the rules that a code is given to: whole, or the part that follows the family's name."""


def written(tree: ast.AST) -> set[str]:
    """Codes that stand as text in calls that make findings or note them."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    named = (call for call in calls if getattr(call.func, "id", getattr(call.func, "attr", "")) in FINDERS)
    texts = (node.value for call in named for node in call.args if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and CODE.fullmatch(text)}


def test_every_code_that_is_written_in_a_rule_has_a_name() -> None:
    rooms = (path for room in ("law", "services") for path in (ROOT / room).rglob("*.py"))
    files = [path for path in rooms if TYPED not in path.parents]
    codes = {code for path in files for code in written(ast.parse(path.read_text(encoding="utf-8")))}
    known = FAMILIES.findings.keys() | {code.partition(".")[2] for code in FAMILIES.findings}
    assert len(codes) > 90
    assert codes <= known


def test_a_code_of_several_families_is_called_the_same_in_all() -> None:
    for family in FAMILIES.all:
        assert family.findings == {code: FAMILIES.findings[code] for code in family.findings}, family.name
