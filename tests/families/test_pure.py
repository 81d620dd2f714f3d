"""Folds are pure: neither they nor anything of ours that they use reads a clock or does input or output."""

from __future__ import annotations

import ast
from importlib.util import find_spec
from pathlib import Path

import pytest

from contracts.kit import Family
from tests.deploy.test_clock_check import clock_readings
from tests.families.conformance import every_family

ROOT = Path(__file__).parents[2]
ROOMS = ("law", "contracts", "chassis", "services")
READS_WHAT_IS_INSTALLED = {
    "law/data/__init__.py": "the holiday notices come with the package; what is read is kept and never changes",
    "contracts/families.py": "which families a county adds is settled when the process starts",
}

CALLS = {"open", "print", "input", "exec", "eval", "__import__"}
METHODS = {
    "read_text",
    "write_text",
    "read_bytes",
    "write_bytes",
    "getenv",
    "urandom",
    "sleep",
    "uuid4",
    "environ",
}
MODULES = {
    "os",
    "sys",
    "io",
    "time",
    "random",
    "secrets",
    "uuid",
    "socket",
    "asyncio",
    "subprocess",
    "threading",
    "aiokafka",
    "asyncpg",
    "httpx",
    "structlog",
}


def impurities(source: str) -> list[str]:
    """Calls, attributes and imports of a module that reach outside it."""
    impure = [f"line {line}: asks for the time" for line in clock_readings(source)]
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in CALLS:
                impure.append(f"line {node.lineno}: {name}()")
            case ast.Attribute(attr=name) if name in METHODS:
                impure.append(f"line {node.lineno}: .{name}")
            case ast.Import(names=names):
                impure += [f"line {node.lineno}: import {n.name}" for n in names if n.name.split(".")[0] in MODULES]
            case ast.ImportFrom(module=str(module)) if module.split(".")[0] in MODULES:
                impure.append(f"line {node.lineno}: from {module}")
    return impure


def used_by(path: Path) -> set[Path]:
    """The file and all files of ours that it imports, and those import …"""
    seen: set[Path] = set()
    waiting = [path]
    while waiting:
        file = waiting.pop()
        if file in seen:
            continue
        seen.add(file)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in ROOMS:
                base = ROOT.joinpath(*node.module.split("."))
                places = [base.with_suffix(".py"), base / "__init__.py"]
                places += [base / f"{name.name}.py" for name in node.names]
                waiting += [place for place in places if place.exists()]
    return seen


@pytest.mark.parametrize(
    "source",
    [
        "open('x')",
        "from pathlib import Path\nPath('x').read_text()",
        "import os\nos.environ",
        "import socket",
        "from datetime import date\ndate.today()",
        "from random import random",
        "print(1)",
    ],
)
def test_the_check_finds_each_way_out(source: str) -> None:
    assert impurities(source)


@every_family
def test_a_fold_and_all_it_uses_reach_nothing_outside(family: Family) -> None:
    spec = find_spec(family.module)
    assert spec is not None
    assert spec.origin is not None
    files = {path.relative_to(ROOT).as_posix() for path in used_by(Path(spec.origin))}
    assert {"chassis/case.py", "contracts/kit.py"} < files
    impure = {
        name: wrong
        for name in sorted(files - READS_WHAT_IS_INSTALLED.keys())
        if (wrong := impurities((ROOT / name).read_text(encoding="utf-8")))
    }
    assert impure == {}


def test_the_law_reaches_nothing_outside_but_its_own_files() -> None:
    sources = {path.relative_to(ROOT).as_posix(): path for path in (ROOT / "law").rglob("*.py")}
    assert len(sources) > 20
    impure = {name for name, path in sources.items() if impurities(path.read_text(encoding="utf-8"))}
    assert impure <= READS_WHAT_IS_INSTALLED.keys()
