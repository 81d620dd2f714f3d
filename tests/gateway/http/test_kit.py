"""The conformance kit against a running door: over HTTP with a test token, and over Kafka."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from chassis.outbox import Message
from cli.checking import of_file
from cli.kit.writing import EXPECTED, PROGRAM, write
from contracts.envelope import STRUCTURED
from contracts.topics import inbox, notices
from tests.deploy.waiting import until
from tests.gateway.http.asked import ORG, TODAY, Gateway

pytestmark = pytest.mark.servers

ACCEPTED_ONES = 25
"""Of the valid samples so many are sent here; the door's own tests judge them all."""


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A kit from which is left out what would only be more of the same."""
    folder = tmp_path_factory.mktemp("kit")
    write(folder, ORG, of_file(TODAY))
    lines = list(csv.reader((folder / EXPECTED).open(encoding="utf-8")))
    accepted = [line for line in lines[1:] if not line[1]]
    one_of_each_code = {line[1]: line for line in lines[1:] if line[1]}
    with (folder / EXPECTED).open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([lines[0], *accepted[:: len(accepted) // ACCEPTED_ONES], *one_of_each_code.values()])
    return folder


def run(kit: Path, *arguments: str, piped: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    """Run the kit's program without anything of ours."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("GONGKAI_", "PYTHON"))}
    return subprocess.run(
        [sys.executable, "-I", str(kit / PROGRAM), *arguments],
        env={**own, "no_proxy": "*", **env},
        input=piped,
        capture_output=True,
        text=True,
        check=False,
    )


def access(gateway: Gateway, kind: str) -> dict[str, str]:
    return {"GONGKAI_GATEWAY_URL": gateway.url, "GONGKAI_TOKEN": gateway.token(ORG, kind)}


def verdicts(gateway: Gateway, begin: int) -> list[str]:
    """Those on the records of the test inbox from an offset on."""
    lines = [record.value.decode() for record in gateway.records(notices(ORG, test=True))]
    return [line for line in lines if json.loads(line)["record"]["offset"] >= begin]


def test_over_http_every_sample_is_judged_as_expected_the_second_time_too(gateway: Gateway, kit: Path) -> None:
    before = len(gateway.inbox())
    for _ in range(2):
        done = run(kit, **access(gateway, "test"))
        assert done.returncode == 0, done.stdout + done.stderr
        (line,) = done.stdout.splitlines()
        judged, wanted = line.rsplit(" ", 3)[1::2]
        assert judged == wanted
        assert int(judged) > ACCEPTED_ONES
    assert len(gateway.inbox()) == before


def test_what_is_judged_otherwise_is_named(gateway: Gateway, kit: Path, tmp_path: Path) -> None:
    (tmp_path / PROGRAM).write_bytes((kit / PROGRAM).read_bytes())
    (tmp_path / "wrong.json").write_text("not json", encoding="utf-8")
    (tmp_path / EXPECTED).write_text("file,code\nwrong.json,date.future\n", encoding="utf-8")
    done = run(tmp_path, **access(gateway, "test"))
    assert (done.returncode, done.stdout.splitlines()[0]) == (
        1,
        "wrong.json: 应为 expected date.future，实为 was json.invalid",
    )


def test_with_a_unit_s_own_token_nothing_is_sent(gateway: Gateway, kit: Path) -> None:
    before = len(gateway.inbox())
    done = run(kit, **access(gateway, "unit"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "no test token" in done.stderr
    assert len(gateway.inbox()) == before


@pytest.mark.parametrize("env", [{}, {"GONGKAI_GATEWAY_URL": "http://127.0.0.1:1", "GONGKAI_TOKEN": "gk_a_b"}])
def test_who_has_no_token_or_no_door_is_told(kit: Path, env: dict[str, str]) -> None:
    done = run(kit, **env)
    assert (done.returncode, done.stdout) == (2, "")
    assert "GONGKAI_GATEWAY_URL" in done.stderr or "127.0.0.1:1" in done.stderr


def test_over_kafka_the_verdicts_are_compared_by_what_was_sent(gateway: Gateway, kit: Path) -> None:
    files = [line["file"] for line in csv.DictReader((kit / EXPECTED).open(encoding="utf-8"))]
    headers = [("content-type", STRUCTURED)]
    sent = [Message(inbox(ORG, test=True), None, (kit / file).read_bytes(), headers) for file in files]
    begin = min(gateway.put(sent))
    until(lambda: len(verdicts(gateway, begin)) == len(files), "all are judged")
    lines = verdicts(gateway, begin)
    done = run(kit, "--verdicts", piped="\n".join(lines))
    assert done.returncode == 0, done.stdout + done.stderr
    accepted = [line for line in lines if json.loads(line)["accepted"]]
    assert run(kit, "--verdicts", piped="\n".join(accepted)).returncode == 1
