"""Help with an example for every command, and errors that say what to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from cli.__main__ import app
from cli.demonstration.folder import prepare
from cli.exits import Stop
from cli.periods import checked, covers, latest
from deploy import folder as states
from deploy.runtime import DEMONSTRATION
from tests.cli.running import ORG, event, gongkai, ndjson


def commands(group: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command that there is: its words, and the command."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*words, name))
        else:
            yield (*words, name), command


COMMANDS = dict(commands(get_command(app)))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_an_example_and_its_exit_codes(words: tuple[str, ...]) -> None:
    text = COMMANDS[words].help
    assert f"Example: gongkai {' '.join(words)}" in text
    assert "Exit codes: 0 " in text


def test_help_names_every_command_and_shows_its_example_as_it_is_written(tmp_path: Path) -> None:
    done = gongkai("--help", cwd=tmp_path)
    assert done.returncode == 0
    assert {words[0] for words in COMMANDS} <= set(done.stdout.split())
    shown = gongkai("orgs", "close", "--help", cwd=tmp_path)
    assert shown.returncode == 0
    assert "Example: gongkai orgs close" in shown.stdout
    assert "Exit codes: 0 " in shown.stdout


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    done = gongkai("--help", cwd=tmp_path, env={"PYTHONPROFILEIMPORTTIME": "1"})
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "typer" in imported
    assert not imported & {"aiokafka", "asyncpg", "pydantic", "httpx", "services", "chassis"}


@pytest.mark.parametrize(
    "command",
    [
        ["wait"],
        ["view", "monthly"],
        ["columns"],
        ["accounts", "--json"],
        ["verify"],
        ["status"],
        ["refold"],
        ["day", "2026-01-01"],
        ["dead-letters", "list"],
        ["calendar", "show"],
        ["profile", "show"],
        ["rubric", "show"],
        ["rubric", "compare", "2", "--period", "2026-01"],
        ["orgs"],
        ["token", "list"],
        ["orgs", "财政"],
        ["deadline", "2026-03-01", "20", "--state", "nowhere"],
        ["application", "list"],
        ["application", "show", "sq-1"],
        ["tables", "2026"],
        ["letter", "sq-1", "--kind", "registered"],
    ],
    ids=" ".join,
)
def test_without_a_stack_a_command_says_how_to_start_one(command: list[str], tmp_path: Path) -> None:
    done = gongkai(*command, cwd=tmp_path)
    assert done.returncode == 1
    assert "Start one: gongkai up" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broker_of_the_environment_that_does_not_answer_is_named(tmp_path: Path) -> None:
    done = gongkai("wait", cwd=tmp_path, env={"GONGKAI_KAFKA": "127.0.0.1:1"})
    assert done.returncode == 1
    assert "Kafka does not answer at 127.0.0.1:1" in done.stderr


def test_a_broker_of_the_environment_may_be_named_in_a_file_and_its_password_is_not_shown(tmp_path: Path) -> None:
    file = tmp_path / "kafka"
    env = {"GONGKAI_KAFKA_FILE": str(file)}
    missing = gongkai("wait", cwd=tmp_path, env=env)
    assert missing.returncode == 2
    assert f"GONGKAI_KAFKA_FILE cannot be read: No such file or directory: {file}" in missing.stderr
    file.write_text("scram://operator:long-password@127.0.0.1:1\n")
    silent = gongkai("wait", cwd=tmp_path, env=env)
    assert silent.returncode == 1
    assert "Kafka does not answer at 127.0.0.1:1" in silent.stderr
    assert "long-password" not in silent.stdout + silent.stderr


def test_a_gateway_of_the_environment_that_does_not_answer_is_named(tmp_path: Path) -> None:
    env = {"GONGKAI_KAFKA": "127.0.0.1:1", "GONGKAI_GATEWAY_URL": "http://127.0.0.1:1"}
    done = gongkai("day", "2026-01-01", cwd=tmp_path, env=env)
    assert done.returncode == 1
    assert "gateway does not answer at http://127.0.0.1:1/clock/days" in done.stderr


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["day", "2026-02-30"], "'2026-02-30' is not a day that exists"),
        (["day"], "Missing argument"),
        (["columns", "--within", "-1"], "greater than or equal to 0"),
        (["view", "weekly"], "'weekly' is not one of"),
        (["view", "monthly", "--period", "2026-13"], "write it as 2026-03"),
        (["view", "quarterly", "--period", "2026"], "write it as 2026-Q1"),
        (["emit", "facts.ndjson"], "Missing option '--org'"),
        (["calendar", "load", "nowhere.json"], "cannot read nowhere.json"),
        (["calendar", "load", "nowhere.csv"], "cannot read nowhere.csv"),
        (["calendar", "load", "-"], "add --notice"),
        (["tables", "2026", "-"], "a file is written with --xlsx only"),
        (["orgs", "load", "nowhere.csv"], "cannot read nowhere.csv"),
        (["orgs", "load", "-"], "line 1 names no column org, county, county_name, name, kind"),
        (
            ["check", "--org", "caizhengju", "--today", "2026-03-06", "-"],
            "did you mean fengjie-caizhengju (奉节县财政局)",
        ),
        (["check", "--org", "o", "--today", "2026-02-30", "-"], "'2026-02-30' is not a day that exists"),
        (["wait", "--state", "file"], "file is a file; a stack's state is a folder"),
        (["demo", "--state", "file"], "file is a file; the demonstration needs a folder"),
        (["dead-letters", "show", "17"], "is not TOPIC/PARTITION/OFFSET"),
        (["dead-letters", "show", "dept.a.events/²/17"], "is not TOPIC/PARTITION/OFFSET"),
        (["dead-letters", "list", "--service", "kafka"], "there is no service 'kafka'"),
        (["refold", "sq-1"], "a key is <kind>/<organisation>/<subject>"),
        (["refold", "requests.aplication/o/sq-1"], "did you mean requests.application"),
        (["refold", "requests.application/o/sq-1", "--list"], "give KEY or --list"),
        (["webhook", "remove", "a?x"], "'a?x' is no slug"),
        (["demo", "--scale", "0"], "Invalid value for '--scale'"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_right(command: list[str], words: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = gongkai(*command, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert words in " ".join(done.stderr.replace("│", " ").split())


@pytest.mark.parametrize(("command", "place"), [("up", "file"), ("up", "/proc/nothing"), ("demo", "/proc/nothing")])
def test_a_state_that_cannot_be_used_is_told_in_a_sentence(command: str, place: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = gongkai(command, "--state", place, cwd=tmp_path)
    assert done.returncode in {1, 2}
    assert done.stderr.startswith("gongkai: ")
    assert "--state" in done.stderr
    assert "Traceback" not in done.stderr


def test_facts_are_checked_without_a_stack_when_the_day_is_given(tmp_path: Path) -> None:
    good = event("1", "application.received", "a1", "2026-02-27", received_on="2026-02-27", applicant_kind="natural")
    (tmp_path / "facts.ndjson").write_bytes(ndjson([good, b"", good]))
    done = gongkai("check", "--org", ORG, "--today", "2026-02-27", "facts.ndjson", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "on 2026-02-27 2 would be accepted, 0 refused; nothing was sent\n")
    early = gongkai("check", "--org", ORG, "--today", "2026-02-26", "facts.ndjson", cwd=tmp_path)
    assert (early.returncode, "date.future" in early.stdout) == (3, True)
    none = gongkai("check", "--org", ORG, "facts.ndjson", cwd=tmp_path)
    assert (none.returncode, "--today 2026-03-06" in none.stderr) == (1, True)


def test_the_version_is_told(tmp_path: Path) -> None:
    done = gongkai("--version", cwd=tmp_path)
    assert (done.returncode, done.stdout.startswith("gongkai 0.")) == (0, True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("date,change\n2027-01-01,holiday\n", "line 2: needs a date, and off or work"),
        ("date,change\n2027-01-01,off\n2028-01-03,off\n", "must be about one year, but has 2027, 2028"),
        ("date,change\n", "has no days"),
    ],
)
def test_a_csv_notice_that_is_not_one_year_of_days_is_refused(text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text(text, encoding="utf-8")
    done = gongkai("calendar", "load", "n.csv", "--notice", "x", cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr


def test_a_demonstration_never_empties_a_folder_that_is_not_its_own(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("data", encoding="utf-8")
    with pytest.raises(Stop, match="nothing is touched"):
        prepare(tmp_path, seed=1, scale=1, keep=False)
    assert (tmp_path / "precious").exists()


def test_a_demonstration_empties_its_own_folder_and_keeps_it_when_asked(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    prepare(folder, seed=1, scale=1, keep=False)
    (folder / "kafka").mkdir()
    prepare(folder, seed=1, scale=1, keep=True)
    assert (folder / "kafka").exists()
    with pytest.raises(Stop, match="--seed 1 --scale 1"):
        prepare(folder, seed=2, scale=1, keep=True)
    prepare(folder, seed=2, scale=1, keep=False)
    assert not (folder / "kafka").exists()


@pytest.mark.parametrize("marked", [True, False], ids=["of a demonstration", "of a stack that has only just begun"])
def test_a_demonstration_leaves_alone_what_another_holds_that_has_not_started_yet(tmp_path: Path, marked: bool) -> None:
    folder = tmp_path / "state"
    if marked:
        prepare(folder, seed=1, scale=1, keep=False)
    with states.take(folder):
        if marked:
            (folder / "kafka").mkdir()
        before = sorted(folder.rglob("*"))
        with pytest.raises(Stop, match="another gongkai uses "):
            prepare(folder, seed=2, scale=1, keep=False)
        assert sorted(folder.rglob("*")) == before
        with pytest.raises(states.FolderError, match="another gongkai uses "):
            states.take(folder)
    prepare(folder, seed=2, scale=1, keep=False)
    assert {entry.name for entry in folder.iterdir()} == {"lock", DEMONSTRATION}


def test_the_latest_period_is_one_that_has_begun() -> None:
    months = {"2026-01", "2026-03", "2027-01"}
    assert latest("monthly", months, "2026-03-05") == "2026-03"
    assert latest("monthly", months, None) == "2027-01"
    assert latest("monthly", set(), "2026-03-05") is None
    assert checked("quarterly", "2026-Q4") == "2026-Q4"
    assert all(covers(period, "2026-03-05") for period in ("2026-03", "2026-Q1", "2026"))
    assert not covers("2026-Q2", "2026-03-05")
