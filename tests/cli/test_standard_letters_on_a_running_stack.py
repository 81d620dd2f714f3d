"""``gongkai letter`` against a real stack; runs after the tests of the first days on the same one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx import Document

from tests.cli.running import ORG, event, gongkai, ndjson

pytestmark = pytest.mark.servers

QUIET = "fengjie-shigangxiang"
"""A unit to which no other test of this stack sends an application."""


@pytest.fixture(scope="module")
def april(home: Path) -> Path:
    """The stack on 1 April 2026, with one application that was registered and refused in part."""
    day = gongkai("day", "2026-04-01", cwd=home)
    assert day.returncode == 0, day.stderr
    answer: dict[str, Any] = {
        "answered_on": "2026-03-30",
        "reasoned": True,
        "parts": [{"code": "granted"}, {"code": "withheld", "ground": "internal_affairs"}],
    }
    lines = [
        event(
            "letter-1",
            "application.received",
            "letter-a",
            "2026-03-10",
            received_on="2026-03-10",
            applicant_kind="natural",
            channel="当面",
        ),
        event(
            "letter-2",
            "application.registered",
            "letter-a",
            "2026-03-11",
            registered_on="2026-03-11",
            number="2026-017",
        ),
        event("letter-3", "application.answered", "letter-a", "2026-03-30", **answer),
    ]
    sent = gongkai("emit", "--org", ORG, "-", cwd=home, stdin=ndjson(lines))
    assert (sent.returncode, sent.stdout) == (0, "3 accepted, 0 refused\n"), sent.stderr
    assert gongkai("wait", cwd=home).returncode == 0
    return home


def test_an_answer_is_written_from_what_the_services_hold(april: Path, tmp_path: Path) -> None:
    path = tmp_path / "answer.docx"
    done = gongkai("letter", "letter-a", "--kind", "answer", "-o", str(path), cwd=april)
    assert done.returncode == 0, done.stderr
    assert "GK-13 政府信息公开答复书" in done.stdout
    lines = [paragraph.text for paragraph in Document(str(path)).paragraphs]
    assert lines[0] == lines[-2] == "奉节县财政局"
    assert lines[-1] == "2026年3月30日"
    assert (
        "本机关于2026年3月10日收到你（单位）提出的政府信息公开申请（申请编号：letter-a，登记编号：2026-017）"
        in lines[4]
    )
    assert any("属于内部事务信息（《条例》第十六条第一款）" in line for line in lines)
    assert any("应当先申请行政复议" in line for line in lines)


def test_a_step_that_is_not_recorded_is_refused_and_its_draft_leaves_blanks(april: Path, tmp_path: Path) -> None:
    path = tmp_path / "extension.docx"
    asked = ("letter", f"{ORG}/letter-a", "--kind", "extension", "-o", str(path))
    refused = gongkai(*asked, cwd=april)
    assert refused.returncode == 3
    assert "尚未记录“延期告知”（application.extended.v1）" in refused.stderr
    assert "该申请已答复，现在作出没有效力" in refused.stderr
    done = gongkai(*asked, "--anyway", cwd=april)
    assert done.returncode == 0, done.stderr
    assert "【延长后的答复期限】 现有事实没有载明" in done.stderr
    assert Document(str(path)).sections[0].header.paragraphs[0].text.startswith("草稿，不得送达")


def test_the_letters_of_the_day_are_found_by_the_services(april: Path, tmp_path: Path) -> None:
    sent = [
        event(f"today-{number}", verb, "letter-b", "2026-04-01", org=QUIET, **data)
        for number, (verb, data) in enumerate(
            [
                (
                    "application.received",
                    {"received_on": "2026-04-01", "applicant_kind": "natural", "channel": "当面"},
                ),
                ("application.answered", {"answered_on": "2026-04-01", "code": "granted"}),
            ]
        )
    ]
    assert gongkai("emit", "--org", QUIET, "-", cwd=april, stdin=ndjson(sent)).returncode == 0
    assert gongkai("wait", cwd=april).returncode == 0
    done = gongkai("letter", "--due-today", "--org", QUIET, "-o", str(tmp_path), cwd=april)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [f"{QUIET}-letter-b-answer.granted.docx"]


def test_an_application_that_nobody_has_ends_with_1_in_the_services_words(april: Path) -> None:
    done = gongkai("letter", "no?such", "--kind", "registered", cwd=april)
    assert done.returncode == 1
    assert "requests: no application 'no?such'; give <org>/<subject>" in done.stderr
