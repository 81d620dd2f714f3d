"""The conformance kit as it is written: what is in it, and that its program needs nothing."""

from __future__ import annotations

import ast
import csv
import hashlib
import json
import subprocess
import sys
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from cli.checking import of_file
from cli.exits import Stop
from cli.kit.trials import ACCEPTED, trials
from cli.kit.writing import EXPECTED, PROGRAM, write
from contracts.families import FAMILIES
from contracts.kit import Speaker
from tests.cli.running import ORG, gongkai
from tests.documents.snippets import INTEGRATING, block

TODAY = date(2026, 12, 31)
OFFICE = "fengjie-renminzhengfubangongshi"


def test_a_kit_has_a_record_to_be_accepted_of_every_type_that_the_unit_may_send() -> None:
    made = trials(ORG, of_file(TODAY))
    types = {trial.path.parts[1] for trial in made if trial.code == ACCEPTED}
    own = {name for name, fact in FAMILIES.facts.items() if FAMILIES.of_fact(name).speaker is Speaker.OWNER}
    assert own <= types
    assert len({trial.value for trial in made if trial.code == ACCEPTED}) == sum(t.code == ACCEPTED for t in made)


def test_who_supervises_units_has_what_is_told_about_them_too() -> None:
    types = {trial.path.parts[1] for trial in trials(OFFICE, of_file(TODAY)) if trial.code == ACCEPTED}
    assert types == set(FAMILIES.messages)


def test_each_code_that_a_record_alone_decides_is_in_it() -> None:
    codes = {trial.code for trial in trials(ORG, of_file(TODAY))}
    assert {"json.invalid", "utf8.invalid", "field.missing", "date.order", "identity.other_org", "type.unknown"} < codes


def test_on_an_earlier_day_what_is_dated_after_it_is_left_out() -> None:
    assert 0 < len(trials(ORG, of_file(date(2024, 1, 1)))) < len(trials(ORG, of_file(TODAY)))


def test_the_folder_holds_each_record_under_the_name_in_the_list(tmp_path: Path) -> None:
    count = write(tmp_path / "kit", ORG, of_file(TODAY))
    lines = list(csv.DictReader((tmp_path / "kit" / EXPECTED).open(encoding="utf-8")))
    assert len(lines) == count
    assert all((tmp_path / "kit" / line["file"]).is_file() for line in lines)
    words = (tmp_path / "kit" / "README.md").read_text(encoding="utf-8")
    assert f"dept.{ORG}.events-test" in words
    assert "$org" not in words
    config, end, _ = block(INTEGRATING, "### kcat", "sh").partition("chmod 600 kcat.conf\n")
    assert config + end in words, "the folder may be all that an integrator is handed"
    with pytest.raises(Stop, match="there already"):
        write(tmp_path / "kit", ORG, of_file(TODAY))


def test_the_program_is_plain_python_3_9_and_imports_nothing_beside_the_standard_library(tmp_path: Path) -> None:
    write(tmp_path / "kit", ORG, of_file(TODAY))
    tree = ast.parse((tmp_path / "kit" / PROGRAM).read_text(encoding="utf-8"), feature_version=(3, 9))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names


@pytest.mark.parametrize(
    ("arguments", "address", "piped", "words"),
    [
        ([], "gongkai.example.gov.cn", "", "https://"),
        ([], "http://127.0.0.1:9/", "", "refused"),
        ([], "http://[", "", "http://["),
        (["--verdicts"], "", "% Reached end of topic\n", "第 1 行不是结论"),
    ],
)
def test_what_the_program_cannot_do_is_said_in_a_sentence(
    arguments: list[str], address: str, piped: str, words: str, tmp_path: Path
) -> None:
    (tmp_path / EXPECTED).write_text("file,code\n", encoding="utf-8")
    (tmp_path / PROGRAM).write_bytes(files("cli.kit").joinpath(PROGRAM).read_bytes())
    done = subprocess.run(
        [sys.executable, "-I", str(tmp_path / PROGRAM), *arguments],
        env={"GONGKAI_GATEWAY_URL": address, "GONGKAI_TOKEN": "gk_x", "no_proxy": "*"},
        input=piped,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
    assert words in done.stderr


def test_verdicts_are_utf_8_in_any_locale(tmp_path: Path) -> None:
    (tmp_path / EXPECTED).write_text("file,code\nsample.json,date.future\n", encoding="utf-8")
    (tmp_path / "sample.json").write_bytes(b"{}")
    (tmp_path / PROGRAM).write_bytes(files("cli.kit").joinpath(PROGRAM).read_bytes())
    verdict = {"sha256": hashlib.sha256(b"{}").hexdigest(), "refusal": {"code": "date.future", "rule": "早于今天。"}}
    done = subprocess.run(
        [sys.executable, str(tmp_path / PROGRAM), "--verdicts"],
        env={"PYTHONIOENCODING": "gbk"},
        input=json.dumps(verdict, ensure_ascii=False).encode() + b"\n",
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout.decode("gbk").splitlines()) == (0, ["符合预期 as expected: 1 / 1"]), (
        done.stderr
    )


def test_an_unknown_organisation_is_told_with_one_near_it(tmp_path: Path) -> None:
    done = gongkai("kit", str(tmp_path / "kit"), "--org", f"{ORG}x", "--today", "2026-03-06", cwd=tmp_path)
    assert done.returncode == 2
    assert ORG in done.stderr
    assert not (tmp_path / "kit").exists()
