"""The page about reports: every finding that the checks can say stands in its table, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.running import ROOT

PAGE = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")


def codes() -> set[str]:
    """The codes of findings in the source."""
    sources = [path.read_text(encoding="utf-8") for path in Path(ROOT / "law" / "report_check").rglob("*.py")]
    prefixes = "sum|cell|row|table|carry|stock|regulations|units|live|text|form|before"
    return {code for source in sources for code in re.findall(rf'"((?:{prefixes})\.[a-z_]+)"', source)}


def test_every_finding_is_in_the_table_and_every_code_in_the_table_exists() -> None:
    listed = {
        code
        for line in PAGE.splitlines()
        if line.startswith("| `")
        for code in re.findall(r"`([a-z]+\.[a-z_]+)`", line)
    }
    assert listed == codes()
