"""``gongkai deadline``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.exits import USAGE, Stop
from cli.options import day_of

if TYPE_CHECKING:
    from datetime import date

    from law.calendar import CalendarView, WorkingCalendar


def deadline(
    start: Annotated[str, typer.Argument(metavar="DATE", help="Day that starts the clock, YYYY-MM-DD; not counted.")],
    days: Annotated[int, typer.Argument(metavar="N", min=0, max=10_000, help="Length of the limit.")],
    calendar_days: Annotated[
        bool, typer.Option("--calendar-days", help="N are calendar days (日), not working days (工作日).")
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Every day, and why it counts or not.")] = False,
    state: Annotated[
        Path | None,
        typer.Option(
            "--state",
            envvar="GONGKAI_STATE",
            help="Count by the notices of the stack on this folder, not the packaged ones.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of text.")] = False,
) -> None:
    """The last lawful day of a limit, by the packaged holiday notices, or by those of a stack.

    Working days leave out weekends and holidays and count made-up Saturdays and Sundays (调休上班). In a year without
    a notice the answer is provisional (暂定) and says so. Needs no running stack. Where one is named, by --state,
    GONGKAI_STATE or GONGKAI_KAFKA, a notice that was loaded there counts too.

    Example: gongkai deadline 2026-09-18 20 --explain

    Exit codes: 0 answered, 1 the stack that is named does not run, 2 wrong usage, or a date that no calendar can answer for
    """
    from law.calendar import CalendarError

    view = _notices(state).latest()
    try:
        answer = _calendar(day_of(start), days) if calendar_days else _working(view, day_of(start), days)
        if explain:
            answer["days"] = _explained(view, day_of(start), days, calendar_days=calendar_days)
    except (CalendarError, OverflowError) as error:
        raise Stop(str(error), USAGE) from error
    _say(answer, as_json=as_json)


def _notices(state: Path | None) -> WorkingCalendar:
    """The packaged notices, or those of the stack that is named."""
    import os

    if state is None and not {"GONGKAI_KAFKA", "GONGKAI_KAFKA_FILE"} & os.environ.keys():
        from law.calendar import WorkingCalendar
        from law.data import load_calendars

        return WorkingCalendar(load_calendars())
    import asyncio

    from cli.notices import of_stack

    return asyncio.run(of_stack(state))


def _working(view: CalendarView, start: date, n: int) -> dict[str, object]:
    due = view.add_working_days(start, n)
    return {
        "start": start.isoformat(),
        "limit": n,
        "unit": "工作日",
        "due_on": due.due_on.isoformat(),
        "provisional": due.provisional,
        "calendars": {str(year): version for year, version in due.calendars.items()},
    }


def _calendar(start: date, n: int) -> dict[str, object]:
    from law.calendar import add_calendar_days

    due = add_calendar_days(start, n)
    return {
        "start": start.isoformat(),
        "limit": n,
        "unit": "日",
        "due_on": due.isoformat(),
        "provisional": False,
    }


def _explained(view: CalendarView, start: date, n: int, *, calendar_days: bool) -> list[dict[str, object]]:
    if calendar_days:
        from law.calendar import add_calendar_days

        return [
            {
                "date": add_calendar_days(start, k).isoformat(),
                "counted": k > 0,
                "why": "自然日" if k else "起算日",
            }
            for k in range(n + 1)
        ]
    return [
        {
            "date": day.date.isoformat(),
            "weekday": day.weekday,
            "counted": day.counted,
            "why": day.why.value,
            "notice": day.notice,
            "provisional": day.provisional,
        }
        for day in view.explain(start, n)
    ]


def _say(answer: dict[str, object], *, as_json: bool) -> None:
    import json

    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False))
        return
    days = answer.get("days")
    counted = 0
    for day in days if isinstance(days, list) else []:
        counted += day["counted"]
        number = f"{counted:>4}" if day["counted"] else "   -"
        note = "暂定" if day.get("provisional") else ""
        typer.echo(
            " ".join(
                str(part)
                for part in (
                    day["date"],
                    day.get("weekday", ""),
                    number,
                    day["why"],
                    day.get("notice", ""),
                    note,
                )
            ).rstrip()
        )
    mark = (
        "（暂定：所涉年份尚无放假通知 / provisional: a year without a holiday notice）" if answer["provisional"] else ""
    )
    typer.echo(f"{answer['start']} + {answer['limit']}{answer['unit']} → {answer['due_on']}{mark}")
