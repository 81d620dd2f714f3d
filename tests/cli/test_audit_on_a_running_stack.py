"""The audit of a running stack: what was done is listed, the chains hold, and what is changed in a database is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from cli.target import SERVICES
from deploy import runtime
from tests.cli.running import ORG, event, gongkai, ndjson

pytestmark = pytest.mark.servers


def entries(home: Path, service: str) -> list[dict[str, Any]]:
    done = gongkai("audit", "list", "--service", service, "--limit", "1000", "--json", cwd=home)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


async def tamper(home: Path, *statements: str) -> None:
    """As who rules the database."""
    running = runtime.read(home / ".gongkai")
    assert running is not None
    connection = await asyncpg.connect(running.database)
    try:
        for statement in ("SET session_replication_role = replica", *statements):
            await connection.execute(statement)
    finally:
        await connection.close()


def test_what_was_done_is_listed_with_who_did_it(march: Path) -> None:
    first, second, *_ = entries(march, "gateway")
    assert (first["action"], first["by"]) == ("references.loaded", "program")
    assert (second["action"], second["subject"], second["by"]) == ("days.published", "2026-03-01", "office")
    listed = gongkai("audit", "list", "--service", "gateway", cwd=march)
    assert "人工开启日期" in listed.stdout


def test_a_dead_letter_that_is_taken_again_is_entered_where_it_lay(march: Path) -> None:
    future = event("audit-1", "application.answered", "audited", "2026-02-27", answered_on="2027-01-01")
    assert gongkai("emit", "--org", ORG, "-", cwd=march, stdin=ndjson([future])).returncode == 3
    letters = gongkai("dead-letters", "list", "--service", "gateway", "--json", cwd=march).stdout.splitlines()
    letter = next(letter for letter in map(json.loads, letters) if letter["fact"] == "audit-1")
    where = f"{letter['topic']}/{letter['partition']}/{letter['offset']}"
    assert gongkai("dead-letters", "replay", where, cwd=march).returncode == 3
    last = entries(march, "gateway")[-1]
    assert (last["action"], last["subject"]) == ("dead_letter.replayed", where)
    assert last["details"] == {"outcome": "refused"}


async def test_the_chains_hold_until_a_row_is_changed_and_the_first_wrong_entry_is_named(march: Path) -> None:
    holds = gongkai("audit", "verify", cwd=march)
    assert holds.returncode == 0, holds.stderr
    named = {line.partition(":")[0] for line in holds.stdout.splitlines()}
    assert named == {*SERVICES, "wells", "the audit holds"}
    await tamper(march, "UPDATE gateway.audit SET entry = replace(entry, 'office', 'nobody') WHERE number = 2")
    try:
        broken = gongkai("audit", "verify", "--deadline", "0", cwd=march)
        assert broken.returncode == 1
        assert "gateway: entry 2 was changed: its hash is of another content" in broken.stderr
        assert "requests:" in broken.stdout
    finally:
        await tamper(march, "UPDATE gateway.audit SET entry = replace(entry, 'nobody', 'office') WHERE number = 2")
    assert gongkai("audit", "verify", cwd=march).returncode == 0
