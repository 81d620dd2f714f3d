"""A county's own family, in a service of its own, as its users meet it; runs after the first days on the same stack."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from cli.bus import open_bus
from cli.target import Target, find
from contracts.topics import notices
from tests.cli.running import event, gongkai, ndjson

pytestmark = pytest.mark.servers

ORG = "fengjie-yingjiju"


@pytest.fixture(scope="module")
def wells(home: Path) -> Path:
    """Two wells were dug on 2 March 2026, and it is the 10th: neither was shown within five working days."""
    assert gongkai("day", "2026-03-02", cwd=home).returncode == 0
    dug = [
        event(f"well-{n}", "well.dug", f"well-{n}", "2026-03-02", ORG, dug_on="2026-03-02", depth=7 + n) for n in (1, 2)
    ]
    sent = gongkai("emit", "--org", ORG, "-", cwd=home, stdin=ndjson(dug))
    assert (sent.returncode, sent.stdout) == (0, "2 accepted, 0 refused\n"), sent.stderr
    for day in ("2026-03-05", "2026-03-10"):
        assert gongkai("day", day, cwd=home).returncode == 0
        assert gongkai("wait", cwd=home).returncode == 0
    return home


def stack(home: Path) -> Target:
    return find(home / ".gongkai")


def page(home: Path, program: str, path: str) -> str:
    answer = httpx.get(f"{stack(home).urls[program]}{path}", trust_env=False, timeout=120)
    assert answer.status_code == 200, answer.text
    return answer.text


def rows(home: Path, *arguments: str) -> list[dict[str, Any]]:
    done = gongkai("view", *arguments, "--org", ORG, "--json", cwd=home)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_its_facts_reach_its_service_and_are_folded(wells: Path) -> None:
    whole = json.loads(page(wells, "wells", f"/subjects/wells.well/{ORG}/well-1"))
    assert (whole["state"]["seconds_a_metre"], whole["failed"], len(whole["facts"])) == (75, None, 1)


def test_it_is_counted_in_every_period(wells: Path) -> None:
    for view, period in (("monthly", "2026-03"), ("quarterly", "2026-Q1"), ("annual", "2026")):
        (row,) = rows(wells, view, "--period", period)
        assert row["counts"]["wells_dug"] == 2
        assert row["obligations"]["show_well"]["overdue"] == 2


def test_its_unit_is_reminded_of_its_duty(wells: Path) -> None:
    async def reminders() -> list[tuple[str, str]]:
        async with open_bus(stack(wells)) as bus:
            return [
                (dict(record.headers)["ce_type"].decode(), json.loads(record.value)["duty"])
                for record in await bus.read([notices(ORG)])
                if dict(record.headers)["ce_subject"] == b"well-1"
            ]

    assert asyncio.run(reminders()) == [
        ("obligation.due_soon.v1", "show_well"),
        ("obligation.overdue.v1", "show_well"),
    ]


def test_what_is_owed_is_listed_in_its_words(wells: Path) -> None:
    owed = rows(wells, "obligations")
    assert [(row["kind"], row["obligation"]["duty"], row["obligation"]["due_on"]) for row in owed] == [
        ("wells.well", "show_well", "2026-03-09")
    ] * 2
    shown = gongkai("view", "obligations", "--org", ORG, cwd=wells).stdout
    assert "公示水井" in shown
    assert "掘井" in gongkai("view", "monthly", "--period", "2026-03", "--org", ORG, cwd=wells).stdout


def test_a_recount_of_the_log_knows_it_too(wells: Path) -> None:
    done = gongkai("verify", cwd=wells)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_dashboard_draws_its_column_and_lists_its_duty(wells: Path) -> None:
    unit = page(wells, "dashboard", f"/units/{ORG}")
    assert "水井" in unit
    assert "掘井" in unit
    assert "公示水井" in unit
    assert "Wells" in page(wells, "dashboard", f"/units/{ORG}?lang=en")
