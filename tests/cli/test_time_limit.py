"""``gongkai time-limit``: the words of a cell of 公开时限, read for people and for programs."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from cli.__main__ import app

_run = CliRunner()


def test_a_cell_is_read_clause_by_clause_with_its_last_days() -> None:
    words = "信息形成20个工作日内公开；其中行政许可事项应自作出行政决定之日起7个工作日内公示"
    done = _run.invoke(app, ["time-limit", words, "--on", "2026-03-02"])
    assert done.exit_code == 0
    assert done.stdout == "形成+20个工作日（2026-03-30）；[行政许可事项]作出决定+7个工作日（2026-03-11）\n"


def test_a_column_takes_the_cell_above_and_says_which_cannot_be_read() -> None:
    column = "3个工作日\n同上\n按规定时限公开\n"
    done = _run.invoke(app, ["time-limit", "-", "--json", "--on", "2026-03-02"], input=column)
    assert done.exit_code == 3
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["text"] for row in rows] == ["3个工作日", "同上", "按规定时限公开"]
    assert rows[0]["clauses"] == rows[1]["clauses"]
    assert (rows[2]["clauses"], rows[2]["due_on"]) == ([], "2026-03-30")
    assert rows[2]["notes"] == ["读不出时限，请写明起算点和期限"]


@pytest.mark.parametrize("day", ["2026-02-30", "1900-01-01"])
def test_a_day_that_no_calendar_answers_for_is_wrong_usage(day: str) -> None:
    stop = _run.invoke(app, ["time-limit", "20个工作日", "--on", day]).exception
    assert getattr(stop, "code", None) == 2
