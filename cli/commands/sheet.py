"""``gongkai sheet``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.exits import REFUSED, USAGE, Stop
from cli.options import AsJson, Deadline, State, day_of

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from cli.checking import Ground
    from cli.sheets.taking_in import Taken
    from papers.sheets.changes import Known
    from papers.sheets.forms import Form

app = typer.Typer()

File = Annotated[str, typer.Argument(metavar="FILE|-", help=".xlsx, .xls or CSV; - is standard input.")]
Org = Annotated[str, typer.Option(help="The organisation that reports, by its slug; gongkai orgs lists them.")]
Bad = Annotated[
    str | None, typer.Option(metavar="FILE|-", help="Write the workbook back here, with what is wrong in red.")
]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]


@app.callback()
def sheet() -> None:
    """Workbooks for units without a system (报送表): a template to fill in, checked and sent as facts.

    Example: gongkai sheet template disclosure -o 信息公开.xlsx
    """


@app.command()
def template(
    family: Annotated[str | None, typer.Argument(help="Family, or its Chinese name.", show_default="a list")] = None,
    to: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE|-", help="Where to write it.", show_default="FAMILY报送表.xlsx"),
    ] = None,
    force: Force = False,
) -> None:
    """Writes an empty workbook of a family: Chinese heads, drop-down lists, date cells, an example row and notes.

    Without FAMILY it lists what there is. It needs no stack.

    Example: gongkai sheet template application -o 依申请公开.xlsx

    Exit codes: 0 written, 2 no such family, or FILE is there
    """
    from cli.files import free, write
    from papers.sheets.forms import FORMS
    from papers.sheets.template import save_template

    if family is None:
        for name, form in FORMS.items():
            typer.echo(f"{name}  {form.title}：{'、'.join(layout.name for layout in form.layouts)}")
        return
    form = _form(family)
    file = to or f"{form.title}.xlsx"
    free(file, force=force)
    write(file, lambda stream: save_template(form, stream))
    typer.echo(f"{form.title}: {file}", err=file == "-")


@app.command()
def check(
    file: File,
    org: Org,
    today: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day at the door, YYYY-MM-DD.", show_default="the stack's")
    ] = None,
    bad: Bad = None,
    force: Force = False,
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Says what a filled-in workbook comes to, and sends nothing.

    By the gateway's own rules, as `sheet send` would; it asks the gateway what of the unit's was refused and taken later. With
    --today it needs no stack, and takes every row as new.

    Example: gongkai sheet check 信息公开.xlsx --org fengjie-baidizhen --bad 请修改.xlsx

    Exit codes: 0 all rows would be taken, 1 no stack or gateway and no --today, 2 wrong usage or a file that cannot be read,
    3 rows would be refused
    """
    from cli.sheets.taking_in import give_back, read

    _free(bad, force=force, as_json=as_json)
    ground, known = _ground(day_of(today) if today else None, org, state)
    taken = read(file, org, ground, known)
    taken.held_back = f"On {ground.today} {len(taken.lines)} facts would be sent; nothing was sent"
    give_back(taken, bad)
    _show(taken, as_json=as_json, err=bad == "-")


@app.command()
def send(
    file: File,
    org: Org,
    good_rows: Annotated[
        bool,
        typer.Option(
            "--good-rows/--all-or-nothing", help="Send the good rows when others are refused, or nothing then."
        ),
    ] = False,
    bad: Bad = None,
    force: Force = False,
    deadline: Deadline = 120,
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Sends a filled-in workbook as facts.

    Each row is known by 本单位编号: the same file twice changes nothing, a changed row becomes a correction of what was
    told (fact.corrected.v1) with the fields that changed as its reason, and 撤回 a withdrawal. A blank takes nothing
    back. While a row is refused nothing is sent (--all-or-nothing, the default); --good-rows sends the others. --bad
    gives the workbook back.

    Example: gongkai sheet send 信息公开.xlsx --org fengjie-baidizhen --bad 请修改.xlsx

    Exit codes: 0 all rows were taken or stand already, 1 no stack, or lines were not acknowledged (send again),
    2 wrong usage or a file that cannot be read, 3 rows were refused, 4 sent, but not judged within the deadline,
    130 stopped with Ctrl-C
    """
    from cli.interruptible import run
    from cli.sheets import taking_in
    from cli.target import find

    _free(bad, force=force, as_json=as_json)
    target = find(state)
    ground, known = run(taking_in.of_line(target, org))
    taken = taking_in.read(file, org, ground, known)
    if bad != "-":
        # Also where the line stops answering on the way.
        taking_in.give_back(taken, bad)
    taking_in.send(taken, org, deadline, target, good_rows=good_rows)
    if bad == "-" or taken.outcome.lines:
        taking_in.give_back(taken, bad)
    _show(taken, as_json=as_json, err=bad == "-")


def _form(family: str) -> Form:
    from papers.sheets.forms import FORMS

    for name, form in FORMS.items():
        if family in {name, form.family.chinese, form.title}:
            return form
    known = "、".join(f"{name} ({form.family.chinese})" for name, form in FORMS.items())
    raise Stop(f"there is no sheet of {family!r}; there are {known}", USAGE)


def _free(bad: str | None, *, force: bool, as_json: bool) -> None:
    from cli.files import free

    if bad is not None:
        free(bad, force=force)
    if bad == "-" and as_json:
        raise Stop("--bad - and --json both write to standard output; give --bad a file", USAGE)


def _ground(today: date | None, org: str, state: Path | None) -> tuple[Ground, Known]:
    from cli.checking import of_file
    from cli.interruptible import run
    from cli.sheets.taking_in import of_line
    from cli.target import find

    if today is not None:
        return of_file(today), {}
    try:
        target = find(state)
    except Stop as none:
        raise Stop(f"{none}. Without a stack give the day: --today 2026-03-06", none.code) from none
    return run(of_line(target, org))


def _show(taken: Taken, *, as_json: bool, err: bool) -> None:
    from cli.sheets.report import show, show_json

    if as_json:
        show_json(taken)
    else:
        if not err:
            show(taken)
        for remark in taken.filled.file.remarks:
            typer.echo(remark, err=err)
        typer.echo(taken.summary(), err=err)
    if taken.filled.refused:
        raise typer.Exit(REFUSED)
