"""The lines that docs/operating.md gives for containers, as they stand there, against a real stack: files go in and out by -."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.cli.running import ORG, ROOT, environment, event, gongkai, ndjson
from tests.documents.snippets import blocks

pytestmark = pytest.mark.servers

INSIDE, OURS = "docker compose exec ", "office gongkai "
LINES = [
    line
    for block in blocks(ROOT / "docs" / "operating.md", "## With Docker", "sh")
    for line in block.splitlines()
    if line.startswith(INSIDE) and OURS in line
]
OFF_2028 = [
    *("2028-01-03", "2028-01-25", "2028-01-26", "2028-01-27", "2028-01-28", "2028-01-31", "2028-04-04"),
    *("2028-05-01", "2028-05-02", "2028-05-03", "2028-05-29"),
    *("2028-10-02", "2028-10-03", "2028-10-04", "2028-10-05", "2028-10-06"),
]


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The line, with the command of this checkout in the place of the container's."""
    _, _, words = line.partition(OURS)
    return subprocess.run(
        ["bash", "-c", f"{shlex.quote(sys.executable)} -m cli {words}"],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def april(home: Path) -> Path:
    """The stack on 1 April 2026, and the files that the lines name."""
    assert gongkai("day", "2026-04-01", cwd=home).returncode == 0
    lines = [
        event(
            "sq-1-r", "application.received", "sq-1", "2026-03-05", received_on="2026-03-05", applicant_kind="natural"
        ),
        event("sq-1-a", "application.answered", "sq-1", "2026-03-20", answered_on="2026-03-20", code="granted"),
    ]
    (home / "facts.ndjson").write_bytes(ndjson(lines))
    # A year that no other test has a notice for: the day of the file's name does not matter.
    notice = "".join(f"{day},off\n" for day in OFF_2028)
    (home / "notice-2027.csv").write_text(f"date,change\n{notice}", encoding="utf-8")
    unit = f"{ORG}-two,fengjie,奉节县,财政局二科,部门\n"
    (home / "organisations.csv").write_text(f"org,county,county_name,name,kind\n{unit}", encoding="utf-8")
    return home


def test_every_line_does_what_it_says_and_what_it_writes_is_whole(april: Path) -> None:
    assert len(LINES) > 6
    for line in LINES:
        done = run(line, april)
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
        if " emit " in line:
            assert gongkai("wait", cwd=april).returncode == 0
        if " > " in line:
            assert done.stdout == ""
    assert Document(str(april / "answer.docx")).paragraphs
    assert load_workbook(april / "tables-2026.xlsx").sheetnames
    assert "2028" in gongkai("calendar", "show", "--year", "2028", "--json", cwd=april).stdout
    assert ORG in (april / "monthly.ndjson").read_text(encoding="utf-8")
