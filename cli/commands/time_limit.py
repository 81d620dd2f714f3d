"""``gongkai time-limit``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from cli.exits import REFUSED, USAGE, Stop
from cli.options import day_of

if TYPE_CHECKING:
    from datetime import date

    from law.calendar import CalendarView
    from law.time_limits import Reading

MOST_LINES = 100_000


def time_limit(
    text: Annotated[str, typer.Argument(metavar="TEXT|-", help="The cell's words; - reads a column, a cell a line.")],
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="Day of the event, YYYY-MM-DD.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="An object of JSON a cell.")] = False,
) -> None:
    """What the words of 公开时限 in a standard catalog come to, clause by clause, and with --on until when.

    What cannot be read is said with its reason, and 条例第二十六条 (20 working days) holds for it. 同上 takes the cell
    above. Needs no running stack.

    Example: gongkai time-limit "信息形成或者变更之日起20个工作日内，公示7个工作日" --on 2026-11-02

    Exit codes: 0 all were read, 2 wrong usage, 3 one could not be read
    """
    import json

    from law.calendar import CalendarError, WorkingCalendar
    from law.data import load_calendars
    from law.time_limits import read_column

    cells = [text] if text != "-" else sys.stdin.read().splitlines()
    if len(cells) > MOST_LINES:
        raise Stop(f"{len(cells)} lines: a column has at most {MOST_LINES}; give it in parts", USAGE)
    day = day_of(on) if on else None
    view = WorkingCalendar(load_calendars()).latest()
    readings = read_column(cells)
    try:
        for reading in readings:
            answer = _answer(reading, day, view)
            typer.echo(json.dumps(answer, ensure_ascii=False) if as_json else _line(answer))
    except (CalendarError, ValueError) as error:
        raise Stop(str(error), USAGE) from error
    if not all(reading.parsed for reading in readings):
        raise typer.Exit(REFUSED)


def _answer(reading: Reading, day: date | None, view: CalendarView) -> dict[str, object]:
    from law.time_limits import NOTES, due

    clauses: list[dict[str, object]] = []
    for clause in reading.clauses:
        shown: dict[str, object] = {"words": clause.words}
        if day is not None and (ends := due(clause, day, view)) is not None:
            shown |= {"due_on": ends.due_on.isoformat(), "provisional": ends.provisional}
        clauses.append(shown)
    answer: dict[str, object] = {
        "text": reading.text,
        "clauses": clauses,
        "notes": [NOTES[note] for note in reading.notes],
    }
    if not reading.parsed:
        from law.limit import last_day
        from law.time_limits import ART_26

        answer["fallback"] = f"条例第二十六条：{ART_26.words}"
        if day is not None:
            answer["due_on"] = last_day(ART_26, day, view).due_on.isoformat()
    return answer


def _line(answer: dict[str, object]) -> str:
    clauses = answer["clauses"]
    assert isinstance(clauses, list)
    parts = [clause["words"] + (f"（{clause['due_on']}）" if "due_on" in clause else "") for clause in clauses]
    if "fallback" in answer:
        parts.append(f"{answer['fallback']}" + (f"（{answer['due_on']}）" if "due_on" in answer else ""))
    notes = answer["notes"]
    assert isinstance(notes, list)
    return "；".join(parts) + (f"  —— {'；'.join(notes)}" if notes else "")
