"""Flags of states have words: a clerk reads what is wrong, and no code alone."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import services
from contracts.flags import FLAGS, flag_words
from law import attributes
from services.publishing.disclosure import catalog

ROOT = Path(services.__path__[0])
COMPUTED = {attributes.NO_ATTRIBUTE, attributes.NO_REASON, catalog.ITEM_UNKNOWN, catalog.ITEM_NOT_IN_FORCE}
"""Those that a fold flags through a variable."""


def flagged() -> set[str]:
    """Every constant that a fold hands to ``Case.flag``."""
    codes = set()
    for path in sorted(ROOT.rglob("*.py")):
        calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
        names = [
            call.args[0].id
            for call in calls
            if isinstance(call.func, ast.Attribute) and call.func.attr == "flag" and isinstance(call.args[0], ast.Name)
        ]
        module = ".".join(path.relative_to(ROOT.parent).with_suffix("").parts)
        codes |= {getattr(importlib.import_module(module), name) for name in names if name.isupper()}
    return codes


def test_every_flag_has_words_and_no_word_has_lost_its_flag() -> None:
    assert flagged() | COMPUTED == set(FLAGS)


def test_a_flag_that_this_version_does_not_know_is_shown_by_its_code() -> None:
    assert flag_words("no_list") == f"{FLAGS['no_list']}（no_list）"
    assert flag_words("strange") == "strange"
