"""From numbers of every kind down to the events that make them, against a real stack; runs after March's report was issued and restated."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import ORG, event, gongkai, ndjson

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def april(march: Path) -> Path:
    """The same stack on 1 April, with five answers on that day."""
    lines = []
    for number in range(5):
        name = f"heap-{number}"
        received = {"received_on": "2026-04-01", "applicant_kind": "natural"}
        lines.append(event(f"{name}-r", "application.received", name, "2026-04-01", **received))
        lines.append(event(f"{name}-a", "application.answered", name, "2026-04-01", answered_on="2026-04-01"))
    emit(march, "heap.ndjson", lines)
    return march


def emit(home: Path, name: str, lines: list[bytes]) -> None:
    (home / name).write_bytes(ndjson(lines))
    done = gongkai("emit", "--org", ORG, name, cwd=home)
    assert done.returncode == 0, done.stderr
    assert gongkai("wait", cwd=home).returncode == 0


def explained(home: Path, path: str) -> tuple[str, dict[str, Any]]:
    """What is shown, without blanks and branches, and what is written as JSON."""
    shown = gongkai("explain", path, cwd=home)
    assert shown.returncode == 0, shown.stderr
    return re.sub(r"[\s│├└─]+", "", shown.stdout), json.loads(gongkai("explain", path, "--json", cwd=home).stdout)


def test_a_deduction_goes_down_to_its_obligation_and_the_very_events(april: Path) -> None:
    text, body = explained(april, f"2026-03/{ORG}")
    owed = next(row for row in body["deductions"] if row["duty"] == "publish")
    assert f"义务{owed['obligation']}" in text
    for fact in owed["facts"]:
        told = body["facts"][fact]
        assert told["key"] == owed["key"]
        assert told["place"].startswith("intake.publishing.v1/")
        assert told["inbox"].startswith(f"dept.{ORG}.events/")
        days = f"{told['on']}，{told['recorded_on']}收录"
        assert f"（{told['type']}）{days}{told['place']}，收件{told['inbox']}" in text
    alone, _ = explained(april, owed["id"])
    assert f"义务{owed['obligation']}" in alone


def test_an_indicator_goes_down_to_the_facts_that_make_it(april: Path) -> None:
    text, body = explained(april, f"2026-04/{ORG}/!mass_answers")
    assert body["indicator"]["amount"] == 5
    assert all(f"heap-{number}-a答复" in text for number in range(5))
    assert "heap-0-r" not in text
    assert "!mass_answers" in gongkai("score", "2026-04", "--org", ORG, cwd=april).stdout
    shown = gongkai("show", ORG, "heap-0", cwd=april).stdout
    assert "迹象" in shown
    assert "一日集中答复" in shown
    none = gongkai("explain", f"2026-04/{ORG}/!close_and_reopen", cwd=april)
    assert (none.returncode, "it has !mass_answers" in none.stderr) == (1, True)


def test_a_measure_and_a_cell_of_table_three_go_down_to_what_they_count(april: Path) -> None:
    text, body = explained(april, f"2026-04/{ORG}/applications_answered")
    assert (body["amount"], {row["amount"] for row in body["subjects"]}) == (5, {1})
    assert "heap-4-a" in text
    text, body = explained(april, f"2026/{ORG}/表三/1_new/natural")
    assert body["amount"] == len(body["subjects"])
    assert {"requests.application/fengjie-caizhengju/a1"} <= {row["key"] for row in body["subjects"]}
    assert "heap-0-r" in text
    _, body = explained(april, f"2026/{ORG}/表二/行政规范性文件/made")
    assert (body["amount"], body["subjects"]) == (0, [])
    none = gongkai("explain", f"2026-04/{ORG}/applications_extended", cwd=april)
    assert (none.returncode, "did you mean" in none.stderr) == (1, True)
    status = gongkai("explain", f"2026-03/{ORG}/publish!overdue", cwd=april)
    assert status.returncode == 0, status.stderr


def test_a_restated_cell_goes_down_to_the_fact_that_came_late(april: Path) -> None:
    cell = f"monthly/2026-03/{ORG}/by.items_published_by_channel.公示栏"
    unknown = gongkai("explain", f"{cell}2", cwd=april)
    assert (unknown.returncode, "has no cell" in unknown.stderr) == (2, True)
    text, body = explained(april, cell)
    assert body["cells"] == [{"path": cell.split("/", 3)[3], "before": "", "after": "1"}]
    assert "印发时—→现在1" in text
    assert body["facts"]["late-1"]["type"] == "disclosure.published.v1"
    assert f"gongkaiexplain2026-03/{ORG}/items_published_by_channel@公示栏" in text
    whole, restated = explained(april, f"monthly/2026-03/{ORG}")
    assert "late-1" in whole
    paths = {cell["path"] for cell in restated["cells"]}
    shown = json.loads(gongkai("report", "show", "monthly", "2026-03", "--org", ORG, "--json", cwd=april).stdout)
    stands = next(row for row in shown["parts"][0]["sheet"]["clauses"] if f"sheet.{row['path']}.score" not in paths)
    as_issued, _ = explained(april, f"monthly/2026-03/{ORG}/sheet.{stands['path']}.score")
    assert f"{stands['score']}，没有更正" in as_issued


def test_wrong_paths_are_refused_with_what_is_near(april: Path) -> None:
    for path, code, said in (
        (f"2026-03/{ORG[:-1]}/1", 2, f"did you mean {ORG}"),
        (f"2026-03/{ORG}/!mass_answer", 2, "did you mean mass_answers"),
        (f"2026-03/{ORG}/77", 1, "its clauses are"),
        (f"quarterly/2026-Q1/{ORG}", 1, "no such report"),
    ):
        done = gongkai("explain", path, cwd=april)
        assert (done.returncode, said in done.stderr) == (code, True), done.stderr
