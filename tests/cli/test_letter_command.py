"""``gongkai letter`` as a user runs it: what it writes, where, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.__main__ import app
from cli.commands import letter as command
from cli.exits import Stop
from contracts.application.state import ApplicationState
from law.outcomes import AnswerCode, Ground
from tests.cli.running import gongkai
from tests.papers.lettering import KEY, ORGAN, TODAY, answered, registered, state

CASE = "fengjie-caizhengju/a-2026-001"


def run(monkeypatch: pytest.MonkeyPatch, folder: Path, of: ApplicationState, *more: str) -> Result:
    """The command in a folder, with the services' answer put in its place."""

    async def ask(case: str, _: Path | None) -> tuple[dict[str, Any], str]:
        body = {
            "id": case,
            "key": KEY,
            "as_of": TODAY.isoformat(),
            "repeat_of": None,
            "state": json.loads(of.model_dump_json()),
            "failed": None,
            "detail": {},
            "facts": [registered()],
        }
        return body, ORGAN

    monkeypatch.setattr(command, "_ask", ask)
    monkeypatch.chdir(folder)
    return CliRunner().invoke(app, ["letter", CASE, *more])


def test_help_has_an_example_and_the_exit_codes(tmp_path: Path) -> None:
    done = gongkai("letter", "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert "Example: gongkai letter" in done.stdout
    assert "Exit codes: 0 " in done.stdout


def test_the_list_names_every_text_without_a_stack(tmp_path: Path) -> None:
    done = gongkai("letter", "--list", cwd=tmp_path)
    assert done.returncode == 0
    assert "correction  GK-02 第1版 2019-05-15起  政府信息公开申请补正告知书" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_letter_is_written_where_the_user_stands_and_its_blanks_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    done = run(monkeypatch, tmp_path, state(), "--kind", "registered")
    assert done.exit_code == 0
    name = "fengjie-caizhengju-a-2026-001-registered.docx"
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert done.stdout == f"{name}: GK-01 政府信息公开申请登记回执\n"
    assert "【申请人姓名或者名称】 written by the office: no event holds it" in done.stderr


def test_answer_is_named_after_the_result(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    of = answered(AnswerCode.WITHHELD, TODAY, Ground.IN_PROCESS)
    done = run(monkeypatch, tmp_path, of, "--kind", "answer")
    assert done.stdout.startswith(
        "fengjie-caizhengju-a-2026-001-answer.withheld.in_process.docx: GK-26 政府信息不予公开告知书"
    )


def test_a_file_that_is_there_is_written_over_only_when_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "mine.docx"
    path.write_text("mine", encoding="utf-8")
    refused = run(monkeypatch, tmp_path, state(), "--kind", "fee", "-o", "mine.docx")
    assert isinstance(refused.exception, Stop)
    assert refused.exception.code == 2
    assert "--force writes over it" in str(refused.exception)
    assert path.read_text(encoding="utf-8") == "mine"
    assert run(monkeypatch, tmp_path, state(), "--kind", "fee", "-o", "mine.docx", "--force").exit_code == 0
    assert path.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--kind", "answer"], "no result that says which answer it is"),
        (["--kind", "fee", "-o", "nowhere/x.docx"], "cannot write nowhere/x.docx"),
        (["--kind", "fee", "-o", "."], "is a folder"),
    ],
)
def test_what_cannot_be_written_ends_with_2(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, more: list[str], words: str
) -> None:
    done = run(monkeypatch, tmp_path, state(), *more)
    assert isinstance(done.exception, Stop)
    assert done.exception.code == 2
    assert words in str(done.exception)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([CASE, "--kind", "anser.granted"], 2, "did you mean answer.granted"),
        ([CASE], 2, "give CASE and --kind"),
        (["--kind", "fee"], 2, "give CASE and --kind"),
        ([CASE, "--kind", "fee"], 1, "Start one: gongkai up"),
    ],
)
def test_wrong_usage_and_a_missing_stack_say_what_is_right(
    arguments: list[str], code: int, words: str, tmp_path: Path
) -> None:
    done = gongkai("letter", *arguments, cwd=tmp_path)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr
