"""What docs/http.md shows works as it stands there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from chassis.drill import POINTS
from services.gateway.http import reading
from services.gateway.http.notices import MOST, USUAL
from services.gateway.records import LIMIT
from tests.documents.snippets import ROOT, block
from tests.gateway.http.asked import Gateway, fact, lines

pytestmark = pytest.mark.servers

PAGE = ROOT / "docs" / "http.md"


def run(gateway: Gateway, argv: list[str], piped: bytes = b"", token: str = "") -> subprocess.CompletedProcess[bytes]:
    environment = {
        "PATH": os.environ["PATH"],
        "GONGKAI_GATEWAY_URL": gateway.url,
        "GONGKAI_TOKEN": token or gateway.token("fengjie-caizhengju"),
    }
    return subprocess.run(argv, input=piped, env=environment, capture_output=True, timeout=120, check=False)


def test_the_first_fact_and_the_notices_of_the_page(gateway: Gateway) -> None:
    for heading, answer in (
        ("## The first fact", '"status":201'),
        ("## The first fact", '"status":200'),
        ("## Notices", '"after"'),
    ):
        done = run(gateway, ["sh", "-c", block(PAGE, heading, "sh")])
        assert done.returncode == 0, done.stderr
        assert answer in done.stdout.decode()
    shown = json.loads(block(PAGE, "## The first fact", "json"))
    assert shown.keys() == gateway.send(fact("doc-1")).json().keys()


def test_the_program_of_the_page_sends_a_file_and_says_what_was_refused(gateway: Gateway, tmp_path: Path) -> None:
    program = tmp_path / "send.py"
    program.write_text(block(PAGE, "## A program", "python"), encoding="utf-8")
    good, bad = fact("program-1"), fact("program-2", data={"received_on": "2026-03-05"})
    assert run(gateway, [sys.executable, str(program)], lines([good])).returncode == 0
    done = run(gateway, [sys.executable, str(program)], lines([good, bad]))
    assert (done.returncode, done.stdout.decode().split("\t")[:3]) == (3, ["2", "field.missing", "applicant_kind"])
    stranger = run(gateway, [sys.executable, str(program)], lines([good]), token="gk_nobody")
    assert stranger.returncode == 1
    assert b"token" in stranger.stderr


def test_the_numbers_and_names_of_the_page_are_those_of_the_program() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for size in (reading.MOST_OF_ONE, reading.MOST_OF_A_BATCH, reading.MOST_OF_LINES):
        assert f"{size // 2**20} MiB" in page
    assert f"{reading.MOST_FACTS_OF_A_BATCH:,} facts" in page
    assert f"{reading.MOST_LINES:,} lines" in page
    assert f"{LIMIT:,} bytes" in page
    assert f"`limit` is {USUAL}, at most {MOST:,}" in page
    assert all(f"`{kind}`" in page for kind in reading.MEDIA_TYPES)
    assert "http.acknowledged" in POINTS
