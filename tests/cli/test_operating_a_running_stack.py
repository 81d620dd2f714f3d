"""The operator's commands against the same real stack: refusals, dead letters, status, what is set aside, verify."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from contracts.families import FAMILIES
from deploy import runtime
from tests.cli.running import ORG, event, gongkai, ndjson, rows

pytestmark = pytest.mark.servers


def test_refused_lines_are_named_by_number_with_code_and_remedy(march: Path) -> None:
    bad = [
        event("9", "application.answered", "a9", "2026-02-27", answered_on="2026-02-27"),
        b"",
        b'{"not": "an event"}',
        event("10", "application.answered", "a9", "2026-02-27", answered_on="2027-01-01"),
        event("9", "application.answered", "a9", "2026-02-27", answered_on="2026-02-26"),
        b"x" * 1_000_001,
    ]
    done = gongkai("emit", "--json", "--org", ORG, "-", cwd=march, stdin=ndjson(bad))
    assert done.returncode == 3
    refusals = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(refusal["line"], refusal["code"]) for refusal in refusals] == [
        (3, "envelope.invalid"),
        (4, "date.future"),
        (5, "id.reused"),
        (6, "value.too_large"),
    ]
    assert all(refusal["rule"] and refusal["remedy"] for refusal in refusals)
    assert done.stderr.endswith("1 accepted, 4 refused\n")


def test_dead_letters_are_listed_shown_and_taken_again_or_refused_again(march: Path) -> None:
    listed = gongkai("dead-letters", "list", "--service", "gateway", "--json", cwd=march)
    letters = [json.loads(line) for line in listed.stdout.splitlines()]
    future = next(letter for letter in letters if letter["code"] == "date.future")
    where = f"{future['topic']}/{future['partition']}/{future['offset']}"
    shown = gongkai("dead-letters", "show", where, cwd=march)
    assert "code: date.future" in shown.stdout
    assert "2027-01-01" not in shown.stdout
    assert '"answered_on": "2027-01-01"' in gongkai("dead-letters", "show", where, "--value", cwd=march).stdout
    again = gongkai("dead-letters", "replay", where, cwd=march)
    assert (again.returncode, "is refused again" in again.stderr) == (3, True)
    listed_again = gongkai("dead-letters", "list", "--service", "gateway", "--json", cwd=march)
    assert [json.loads(line)["code"] for line in listed_again.stdout.splitlines()] == [
        letter["code"] for letter in letters
    ]
    assert gongkai("dead-letters", "replay", f"dept.{ORG}.events/0/999999", cwd=march).returncode == 1
    missing = gongkai("dead-letters", "show", f"dept.{ORG}.events/0/999999", cwd=march)
    assert (missing.returncode, "there is no dead letter" in missing.stderr) == (1, True)


def test_status_says_that_all_is_well_and_how_far_behind_it_is(march: Path) -> None:
    done = gongkai("status", "--json", cwd=march)
    assert done.returncode == 0, done.stderr
    programs = {row["program"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert set(programs) == {"gateway", *FAMILIES.services, "wells", "metrics", "assessment", "dashboard"}
    assert all(row["up"] and row["ready"] for row in programs.values())
    assert programs["gateway"]["lag"][f"dept.{ORG}.events"] == 0
    assert programs["metrics"]["outbox"]["depth"] == 0
    (today,) = {programs[service]["day"] for service in (*FAMILIES.services, "wells")}
    assert today >= "2026-03-01"
    for service in (*FAMILIES.services, "wells"):
        row = programs[service]
        assert (row["closed"], row["stuck"]) == (today, [])
        assert row["subjects"] == {"failed": 0, "behind": 0}
    assert "gateway" in gongkai("status", cwd=march).stdout


def test_a_subject_whose_fold_raises_is_set_aside_shown_and_folded_again(march: Path) -> None:
    key = f"wells.well/{ORG}/w1"
    dug = [
        event("w-1", "well.dug", "w1", "2026-02-25", dug_on="2026-02-25", depth=0),
        event("w-2", "well.dug", "w2", "2026-02-25", dug_on="2026-02-25", depth=7),
    ]
    assert gongkai("emit", "--org", ORG, "-", cwd=march, stdin=ndjson(dug)).returncode == 0
    assert gongkai("wait", cwd=march).returncode == 0
    (failed,) = map(json.loads, gongkai("refold", "--list", "--json", cwd=march).stdout.splitlines())
    assert (failed["key"], failed["failed"].split()[0]) == (key, "ZeroDivisionError")
    status = gongkai("status", cwd=march)
    assert (status.returncode, "wells: subjects set aside: 1" in status.stdout) == (0, True)
    verified = gongkai("verify", cwd=march)
    assert (verified.returncode, f"set aside: {key}" in verified.stdout) == (1, True)
    again = gongkai("refold", key, cwd=march)
    assert (again.returncode, "1 subject will be folded again" in again.stdout) == (0, True)
    unknown = gongkai("refold", f"wells.well/{ORG}/w77", cwd=march)
    assert (unknown.returncode, "no subject" in unknown.stderr) == (1, True)
    withdrawn = event(
        "w-3", "fact.withdrawn", "w1", "2026-02-26", fact="w-1", fact_type="well.dug.v1", reason="登记有误"
    )
    assert gongkai("emit", "--org", ORG, "-", cwd=march, stdin=ndjson([withdrawn])).returncode == 0
    assert gongkai("wait", cwd=march).returncode == 0
    assert "nothing is set aside" in gongkai("refold", "--list", cwd=march).stdout
    assert "公示水井" in gongkai("view", "obligations", "--org", ORG, cwd=march).stdout


def test_a_recount_of_the_log_agrees_with_the_views(march: Path) -> None:
    done = gongkai("verify", cwd=march)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the views are right" in done.stdout


def test_a_deadline_that_is_too_short_ends_with_4_and_names_what_is_behind(march: Path) -> None:
    many = [
        event(f"m{n}", "disclosure.published", f"m{n}", "2026-02-10", published_on="2026-02-10", channel="报刊")
        for n in range(20_000)
    ]
    done = gongkai("emit", "--deadline", "0", "--org", ORG, "-", cwd=march, stdin=ndjson(many))
    assert done.returncode == 4
    assert "records behind" in done.stderr
    assert "20000 lines sent, 20000 of them acknowledged" in done.stderr
    assert "Sending the file again is safe" in done.stderr
    assert gongkai("wait", cwd=march).returncode == 0
    (month,) = rows(march, "monthly", "--period", "2026-02", "--org", ORG)
    assert month["counts"]["items_published"] == 20_001


def test_verify_finds_a_view_that_was_tampered_with(march: Path) -> None:
    import asyncio

    from cli.bus import open_bus, open_sender
    from cli.target import find
    from contracts.envelope import SEQUENCE
    from contracts.topics import MONTHLY

    (month,) = rows(march, "monthly", "--period", "2026-02", "--org", ORG)
    true = json.dumps(month).encode()
    false = json.dumps(month | {"counts": month["counts"] | {"items_published": 7}}).encode()

    async def newest() -> int:
        # The row's own sequence: one far ahead would hide whatever metrics says of the month later.
        async with open_bus(find(march / ".gongkai")) as bus:
            written = [dict(record.headers)[SEQUENCE] for record in await bus.read([MONTHLY])]
        return max(map(int, written))

    async def write(value: bytes, sequence: int) -> None:
        headers = [(SEQUENCE, str(sequence).encode())]
        async with open_sender(find(march / ".gongkai")) as sender:
            await (await sender.send(MONTHLY, value, f"2026-02|{ORG}".encode(), headers))

    asyncio.run(write(false, 0))
    assert gongkai("verify", cwd=march).returncode == 0, "a row below the last sequence is dropped"
    last = asyncio.run(newest())
    asyncio.run(write(false, last))
    done = gongkai("verify", cwd=march)
    assert done.returncode == 1
    assert f"monthly 2026-02|{ORG} counts.items_published: the log says 20001, the view 7" in done.stdout
    asyncio.run(write(true, last))
    assert gongkai("verify", cwd=march).returncode == 0


def test_a_service_that_does_not_answer_is_behind_and_one_that_ended_is_waited_for(march: Path) -> None:
    running = runtime.read(march / ".gongkai")
    assert running is not None
    pid = running.pids["requests"]
    os.kill(pid, signal.SIGSTOP)
    try:
        behind = gongkai("wait", "--deadline", "0.5", cwd=march)
        emitted = gongkai("emit", "--org", ORG, "--deadline", "0.5", "facts.ndjson", cwd=march)
    finally:
        os.kill(pid, signal.SIGCONT)
    for done in (behind, emitted):
        assert (done.returncode, "requests has not answered yet" in done.stderr) == (4, True), done.stderr
    os.kill(pid, signal.SIGKILL)
    assert gongkai("wait", cwd=march).returncode == 0
