"""The import rules of pyproject.toml reach every family there is."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from contracts.families import FAMILIES

ROOT = Path(__file__).parents[2]


def rule(name: str) -> dict[str, Any]:
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    return next(contract for contract in rules["contracts"] if name in contract["name"])


def test_the_rules_of_every_family_may_reach_no_network_process_or_server() -> None:
    pure = rule("reach no network")["source_modules"]
    left = [family.module for family in FAMILIES.all if not any(fnmatch(family.module, name) for name in pure)]
    assert left == []


def test_services_are_kept_apart_whatever_their_names() -> None:
    assert rule("services never import one another")["modules"] == ["services.*"]


def test_every_room_stands_in_the_rules_that_keep_the_law_pure() -> None:
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"law", "tests", "bench"}
    assert set(rule("law imports nothing of ours")["forbidden_modules"]) == rooms
