"""``gongkai columns`` and ``gongkai accounts`` against a stack that runs."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import ORG, event, gongkai, ndjson


@pytest.fixture(scope="module")
def stocked(march: Path) -> Path:
    """A stack with a stale column, an empty one that owes nothing, and an account that fell silent."""
    site = {"site": "portal", "kind": "动态要闻"}
    lines = [
        event("col-1", "column.registered", "lm-1", "2026-01-20", registered_on="2026-01-20", name="要闻", **site),
        event("col-2", "column.posted", "lm-1", "2026-02-01", posted_on="2026-02-01"),
        event(
            "col-3",
            "column.registered",
            "lm-2",
            "2026-01-20",
            registered_on="2026-01-20",
            name="专题",
            must_update=False,
            **site,
        ),
        event(
            "acc-1", "account.opened", "wx-1", "2026-02-02", opened_on="2026-02-02", platform="微信", name="财政发布"
        ),
    ]
    sent = gongkai("emit", "--org", ORG, "-", cwd=march, stdin=ndjson(lines))
    assert (sent.returncode, sent.stdout) == (0, "4 accepted, 0 refused\n"), sent.stderr
    assert gongkai("wait", cwd=march).returncode == 0
    return march


def rows(home: Path, command: str, *arguments: str) -> list[dict[str, Any]]:
    done = gongkai(command, "--json", *arguments, cwd=home)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_column_goes_stale_the_day_after_its_last_and_an_empty_one_is_listed_beside(stocked: Path) -> None:
    stale, empty = rows(stocked, "columns", "--org", ORG, "--within", "0")
    assert (stale["county"], stale["subject"], stale["site"]) == ("fengjie", "lm-1", f"{ORG}:portal")
    assert (stale["due_on"], stale["stale_on"]) == ("2026-02-15", "2026-02-16")
    assert stale["days_left"] < 0
    assert (empty["subject"], empty["due_on"], empty["empty_since"]) == ("lm-2", None, "2026-01-20")
    shown = gongkai("columns", "--county", "fengjie", cwd=stocked)
    assert "超期1个" in shown.stdout
    assert "奉节县财政局" in shown.stdout


def test_the_matrix_has_the_account_with_its_state(stocked: Path) -> None:
    (account,) = rows(stocked, "accounts", "--org", ORG)
    assert (account["platform"], account["name"], account["state"]) == ("微信", "财政发布", "failing")
    assert account["stale_on"] == (date(2026, 2, 2) + timedelta(days=15)).isoformat()
    assert "不合格" in gongkai("accounts", cwd=stocked).stdout


@pytest.mark.parametrize("command", ["columns", "accounts"])
def test_an_unknown_unit_or_county_is_wrong_usage_with_what_is_near(stocked: Path, command: str) -> None:
    unit = gongkai(command, "--org", "fengjie-caizhenju", cwd=stocked)
    assert (unit.returncode, f"did you mean {ORG}" in unit.stderr) == (2, True)
    county = gongkai(command, "--county", "fengji", cwd=stocked)
    assert (county.returncode, "did you mean fengjie" in county.stderr) == (2, True)


def test_more_days_than_the_service_looks_ahead_are_wrong_usage(stocked: Path) -> None:
    far = gongkai("columns", "--within", "401", cwd=stocked)
    assert (far.returncode, "give a number of days, 0 to 400" in far.stderr) == (2, True)
