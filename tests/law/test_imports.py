"""The parts of the law build on one another in one direction, imports inside functions included."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

LAW = Path(__file__).parents[2] / "law"


def part(module: str) -> str:
    """law.calendar.view → law.calendar."""
    return ".".join(module.split(".")[:2])


def imports() -> dict[str, set[str]]:
    """Part of the law → the other parts that its files import."""
    parts: dict[str, set[str]] = {}
    for path in LAW.rglob("*.py"):
        importer = part(".".join(path.relative_to(LAW.parent).with_suffix("").parts))
        imported = parts.setdefault(importer, set())
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "law":
                imported.add(part(node.module))
        imported.discard(importer)
    return parts


def test_no_part_of_the_law_imports_one_that_imports_it() -> None:
    graph = imports()
    assert "law.data" in graph["law.calendar"]
    order = list(TopologicalSorter(graph).static_order())
    assert order.index("law.holiday_notices") < order.index("law.data") < order.index("law.calendar")
