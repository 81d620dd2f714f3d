"""Time is an event: who may ask the machine for the date or the time of day, and nobody else."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from contracts.families import FAMILIES

ROOT = Path(__file__).parents[2]
ROOMS = ("law", "contracts", "chassis", "services", "papers", "dashboard", "cli", "demo")
PURE = (
    "law/",
    "contracts/",
    "papers/",
    "chassis/counting/rows",
    *(family.module.replace(".", "/") for family in FAMILIES.all),
)
ASKING = {
    "now",
    "utcnow",
    "today",
    "time",
    "time_ns",
    "localtime",
    "gmtime",
    "fromtimestamp",
    "utcfromtimestamp",
}
OWNERS = {"datetime", "date", "time"}
ALLOWED = {
    "services/gateway/days.py": "the gateway's clock: it turns the passing of days into events",
    "services/gateway/webhooks/signing.py": "the moment of a delivery, by which a receiver knows an old one; nothing counts by it",
    "cli/moments.py": "the time of day at which an operator tells facts of a workbook; their day is the stack's",
    "dashboard/reader.py": "when Kafka last answered, which a page says while it is away",
    "chassis/telemetry.py": "the lag in seconds is against the clock by definition, and only shown",
}


def clock_readings(source: str) -> list[int]:
    """Lines that ask for the date or the time of day: ``datetime.now()``, ``date.today()``, ``time.time()`` …"""
    lines = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in ASKING:
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if owner in OWNERS:
                lines.append(node.lineno)
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            lines.extend(node.lineno for name in node.names if name.name in ASKING)
    return lines


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import datetime\ndatetime.now()",
        "import datetime\ndatetime.date.today()",
        "import time\ntime.time()",
        "from time import time",
        "from datetime import date\nclock = date.today",
    ],
)
def test_the_check_finds_each_way_of_asking(source: str) -> None:
    assert clock_readings(source)


def test_the_check_lets_pass_what_asks_for_no_date() -> None:
    assert not clock_readings("import time\nfrom datetime import date\ntime.monotonic()\ndate(2020, 1, 1)\nrow.time()")


@pytest.mark.parametrize("room", ROOMS)
def test_only_those_who_may_read_the_clock(room: str) -> None:
    readings = {
        f"{name}:{line}"
        for path in sorted((ROOT / room).rglob("*.py"))
        if (name := path.relative_to(ROOT).as_posix()) not in ALLOWED
        for line in clock_readings(path.read_text(encoding="utf-8"))
    }
    assert readings == set()


def test_pure_rooms_do_not_even_import_the_module_of_time() -> None:
    sources = [
        path
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if path.relative_to(ROOT).as_posix().startswith(PURE)
    ]
    assert len(sources) > 10
    importing = {
        path.name
        for path in sources
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import) and any(name.name == "time" for name in node.names)
    }
    assert importing == set()


def test_the_allowed_are_still_there_and_still_ask() -> None:
    for name in ALLOWED:
        assert clock_readings((ROOT / name).read_text(encoding="utf-8")), name
