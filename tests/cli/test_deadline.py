"""The answer to "by when?", from the command line, without a running stack."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.__main__ import app
from cli.exits import USAGE, Stop

_run = CliRunner()


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [("2020-01-17", 20, "2020-02-21"), ("2025-09-25", 7, "2025-10-11"), ("2026-02-10", 40, "2026-04-14")],
)
def test_working_days_follow_the_holiday_notices(start: str, n: int, due: str) -> None:
    answer = json.loads(_run.invoke(app, ["deadline", start, str(n), "--json"]).stdout)
    assert answer["due_on"] == due
    assert answer["provisional"] is False


def test_a_limit_that_reaches_an_unannounced_year_is_marked_provisional() -> None:
    assert json.loads(_run.invoke(app, ["deadline", "2026-12-03", "20", "--json"]).stdout)["provisional"] is False
    text = _run.invoke(app, ["deadline", "2026-12-04", "20"]).stdout
    assert "暂定" in text


def test_calendar_days_are_never_working_days() -> None:
    answer = json.loads(_run.invoke(app, ["deadline", "2026-01-30", "20", "--calendar-days", "--json"]).stdout)
    assert (answer["due_on"], answer["unit"]) == ("2026-02-19", "日")


def test_the_explanation_counts_every_day_and_says_why_not() -> None:
    answer = json.loads(_run.invoke(app, ["deadline", "2026-02-10", "7", "--explain", "--json"]).stdout)
    counted = [day["date"] for day in answer["days"] if day["counted"]]
    assert len(counted) == 7
    assert counted[-1] == answer["due_on"] == "2026-02-26"
    why = {day["date"]: day["why"] for day in answer["days"]}
    assert (why["2026-02-14"], why["2026-02-17"], why["2026-02-21"]) == ("调休上班", "节假日", "周末")


@pytest.mark.parametrize("start", ["1999-12-03", "2026-02-30", "tomorrow"])
def test_a_date_that_cannot_be_answered_for_is_wrong_usage(start: str) -> None:
    stop = _run.invoke(app, ["deadline", start, "20"]).exception
    assert isinstance(stop, Stop)
    assert stop.code == USAGE


def test_where_a_stack_is_named_its_notices_are_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GONGKAI_STATE", str(tmp_path))
    for more in ([], ["--state", str(tmp_path)]):
        stop = _run.invoke(app, ["deadline", "2026-12-18", "20", *more]).exception
        assert isinstance(stop, Stop)
        assert str(tmp_path) in str(stop)
