"""Every flag that a fold sets has words."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

import pytest

from contracts.flags import FLAG_NAMES

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for room in ("services", "chassis") for path in (ROOT / room).rglob("*.py"))
VARIABLES = {"doubt", "returned", "code"}
"""Names under which a flag's code is passed on; what they hold is a constant of the module that says it."""


def flags(path: Path) -> set[str]:
    """The constants that a module sets as flags."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    set_by = [call.args[0] for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "flag"]
    module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    return {getattr(module, name.id) for name in set_by if isinstance(name, ast.Name) and name.id not in VARIABLES}


@pytest.mark.parametrize("path", [path for path in SOURCES if ".flag(" in path.read_text(encoding="utf-8")], ids=str)
def test_every_flag_that_a_module_sets_has_words(path: Path) -> None:
    assert flags(path) <= FLAG_NAMES.keys()
