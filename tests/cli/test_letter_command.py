"""``gongkai letter`` as a user runs it: what it writes, where, and what it refuses."""

from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from typer.testing import CliRunner, Result

from cli import letters
from cli.__main__ import app
from cli.exits import Stop
from cli.target import find
from contracts.application.state import ApplicationState
from law.clock import State
from law.outcomes import AnswerCode, Ground
from tests.cli.running import gongkai
from tests.papers.lettering import ORGAN, TODAY, answered, extended, registered, state

CASE = "fengjie-caizhengju/a-2026-001"


def body(of: ApplicationState, *facts: dict[str, Any], case: str = CASE) -> dict[str, Any]:
    """An application as the requests service gives it."""
    return {
        "id": case,
        "key": f"requests.application/{case}",
        "as_of": TODAY.isoformat(),
        "repeat_of": None,
        "state": json.loads(of.model_dump_json()),
        "failed": None,
        "detail": {},
        "facts": [registered(), *facts],
    }


def run(monkeypatch: pytest.MonkeyPatch, folder: Path, bodies: list[dict[str, Any]], *more: str) -> Result:
    """The command in a folder, with the services' answer put in its place."""

    async def answer(*_: object) -> letters.Answers:
        return letters.Answers(bodies, {"fengjie-caizhengju": ORGAN})

    for name in ("of_case", "of_org", "of_today"):
        monkeypatch.setattr(letters, name, answer)
    monkeypatch.chdir(folder)
    return CliRunner().invoke(app, ["letter", *more])


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
    done = run(monkeypatch, tmp_path, [body(state())], CASE, "--kind", "registered")
    assert done.exit_code == 0
    name = "fengjie-caizhengju-a-2026-001-registered.docx"
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert done.stdout == f"{name}: GK-01 政府信息公开申请登记回执\n"
    assert "【申请人姓名或者名称】 由本机关填写；事实不记载这一内容" in done.stderr


def test_answer_is_named_after_the_result(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    of = answered(AnswerCode.WITHHELD, TODAY, Ground.IN_PROCESS)
    done = run(monkeypatch, tmp_path, [body(of)], CASE, "--kind", "answer")
    assert done.stdout.startswith(
        "fengjie-caizhengju-a-2026-001-answer.withheld.in_process.docx: GK-26 政府信息不予公开告知书"
    )


def test_a_file_that_is_there_is_written_over_only_when_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "mine.docx"
    path.write_text("mine", encoding="utf-8")
    refused = run(monkeypatch, tmp_path, [body(state())], CASE, "--kind", "registered", "-o", "mine.docx")
    assert isinstance(refused.exception, Stop)
    assert refused.exception.code == 2
    assert "--force writes over it" in str(refused.exception)
    assert path.read_text(encoding="utf-8") == "mine"
    assert (
        run(
            monkeypatch, tmp_path, [body(state())], CASE, "--kind", "registered", "-o", "mine.docx", "--force"
        ).exit_code
        == 0
    )
    assert path.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--kind", "answer"], "没有办理结果，不能确定答复的种类"),
        (["--kind", "registered", "-o", "nowhere/x.docx"], "cannot write nowhere/x.docx"),
        (["--kind", "registered", "-o", "."], "is a folder"),
        (["--kind", "registered", "--fill", "no.yaml"], "cannot read no.yaml"),
    ],
)
def test_what_cannot_be_written_ends_with_2(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, more: list[str], words: str
) -> None:
    done = run(monkeypatch, tmp_path, [body(state())], CASE, *more)
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
        (["--kind", "fee", "--org", "fengjie-caizhengju"], 2, "fee is about an application: give CASE"),
        ([CASE, "--due-today"], 2, "--due-today is about all applications"),
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


def test_a_refused_letter_ends_with_3_and_its_reason_and_anyway_writes_a_draft(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    overdue = [body(state(state=State.RUNNING, due_on=TODAY - timedelta(days=2)))]
    refused = run(monkeypatch, tmp_path, overdue, CASE, "--kind", "extension")
    assert isinstance(refused.exception, Stop)
    assert refused.exception.code == 3
    assert "尚未记录“延期告知”" in str(refused.exception)
    assert "答复期限2026年3月18日已过，延期告知没有效力" in str(refused.exception)
    assert list(tmp_path.iterdir()) == []
    drafted = run(monkeypatch, tmp_path, overdue, CASE, "--kind", "extension", "--anyway")
    assert drafted.exit_code == 0
    assert "草稿：答复期限2026年3月18日已过" in drafted.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["fengjie-caizhengju-a-2026-001-extension-draft.docx"]


def test_blanks_are_filled_from_a_local_file_and_nothing_of_it_is_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "office.yaml").write_text(f"{CASE}:\n  申请人姓名或者名称: 某公司\n", encoding="utf-8")
    done = run(
        monkeypatch, tmp_path, [body(state())], CASE, "--kind", "registered", "--fill", "office.yaml", "-o", "x.docx"
    )
    assert done.exit_code == 0
    assert "某公司" not in done.output
    assert "申请人姓名" not in done.stderr
    assert Document(str(tmp_path / "x.docx")).paragraphs[3].text == "某公司："


def test_a_letter_about_ones_own_record_needs_an_organisation_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    of = state(subject="", received_on=None, registered_on=None)
    asked = body(of, case="fengjie-caizhengju") | {"facts": []}
    done = run(monkeypatch, tmp_path, [asked], "--org", "fengjie-caizhengju", "--kind", "record.corrected")
    assert done.exit_code == 0
    assert done.stdout == "fengjie-caizhengju-record.corrected.docx: GK-61 政府信息更正告知书\n"


def test_the_letters_of_the_day_are_written_at_once_and_what_is_missing_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bodies = [
        body(answered(AnswerCode.GRANTED, TODAY), case="fengjie-caizhengju/a"),
        body(answered(AnswerCode.GRANTED, TODAY - timedelta(days=1)), case="fengjie-caizhengju/b"),
        body(answered(AnswerCode.WITHHELD, TODAY, Ground.THIRD_PARTY), case="fengjie-caizhengju/c"),
        body(state(state=State.RUNNING, due_on=TODAY), case="fengjie-caizhengju/d"),
        body(state(), extended() | {"data": {"notified_on": TODAY.isoformat()}}, case="fengjie-caizhengju/e"),
        body(state(), case="fengjie-caizhengju/f") | {"failed": "ValueError"},
    ]
    done = run(monkeypatch, tmp_path, bodies, "--due-today")
    assert done.exit_code == 3
    names = {"fengjie-caizhengju-a-answer.granted.docx", "fengjie-caizhengju-e-extension.docx"}
    assert {path.name for path in tmp_path.iterdir()} == names
    assert "不予出具：fengjie-caizhengju/c 政府信息不予公开告知书（answer.withheld.third_party）" in done.stderr
    assert "今日到期，尚无答复：fengjie-caizhengju/d" in done.stderr
    assert "fengjie-caizhengju/f is set aside" in done.stderr
    assert done.stdout.endswith("2 letters written, 2 refused, 1 answers due today missing\n")


def test_the_letters_of_the_day_are_pdfs_where_that_is_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bodies = [body(answered(AnswerCode.GRANTED, TODAY), case="fengjie-caizhengju/a")]
    name = "fengjie-caizhengju-a-answer.granted.pdf"
    assert run(monkeypatch, tmp_path, bodies, "--due-today", "--as", "pdf").exit_code == 0
    assert (tmp_path / name).read_bytes().startswith(b"%PDF-1.7")
    zipped = [
        run(monkeypatch, tmp_path, bodies, "--due-today", "--as", "pdf", "-o", "-").stdout_bytes for _ in range(2)
    ]
    assert zipped[0] == zipped[1]
    with ZipFile(BytesIO(zipped[0])) as archive:
        assert archive.read(name) == (tmp_path / name).read_bytes()


@pytest.mark.parametrize("arguments", [["-o", "x.xlsx"], ["-o", "x"], ["--as", "xlsx"]])
def test_a_letter_has_no_other_forms(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str]) -> None:
    done = run(monkeypatch, tmp_path, [body(state())], CASE, "--kind", "registered", *arguments)
    assert isinstance(done.exception, Stop)
    assert done.exception.code == 2
    assert "docx|pdf" in str(done.exception)


def test_a_kind_limits_the_letters_of_the_day(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bodies = [
        body(answered(AnswerCode.GRANTED, TODAY), case="fengjie-caizhengju/a"),
        body(state(state=State.RUNNING, due_on=TODAY), case="fengjie-caizhengju/d"),
    ]
    done = run(monkeypatch, tmp_path, bodies, "--due-today", "--kind", "extension", "--anyway")
    assert done.exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["fengjie-caizhengju-d-extension-draft.docx"]
    again = run(monkeypatch, tmp_path, bodies, "--due-today", "--kind", "answer")
    assert min(path.name for path in tmp_path.iterdir()) == "fengjie-caizhengju-a-answer.granted.docx"
    assert "尚无答复：fengjie-caizhengju/d" in again.stderr


@pytest.mark.parametrize(("setting", "simulated"), [("true", True), ("false", False), ("", False)])
def test_a_stack_elsewhere_is_a_demonstrations_when_the_environment_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, setting: str, simulated: bool
) -> None:
    monkeypatch.setenv("GONGKAI_KAFKA", "127.0.0.1:1")
    monkeypatch.setenv("GONGKAI_DEMONSTRATION", setting)
    assert find(tmp_path).demonstration is simulated


def test_the_letters_of_the_day_leave_a_container_as_a_zip(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bodies = [body(answered(AnswerCode.GRANTED, TODAY), case="fengjie-caizhengju/a")]
    done = run(monkeypatch, tmp_path, bodies, "--due-today", "-o", "-")
    assert done.exit_code == 0
    with ZipFile(BytesIO(done.stdout_bytes)) as archive:
        assert archive.namelist() == ["fengjie-caizhengju-a-answer.granted.docx"]
        page = Document(BytesIO(archive.read(archive.namelist()[0])))
    assert page.paragraphs[2].text == "政府信息公开答复书"
    assert "1 letters written" in done.stderr
    assert list(tmp_path.iterdir()) == []
