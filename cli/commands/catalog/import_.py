"""``gongkai catalog import``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.catalog.options import Issuer, UnitsFile
from cli.exits import REFUSED, USAGE, Stop
from cli.options import AsJson, Deadline, State, day_of

if TYPE_CHECKING:
    from cli.catalog.importing import Imported


def import_(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help=".xlsx, .xls or CSV; - is standard input.")],
    org: Issuer = None,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="DATE", help="First day on which the changes oblige.", show_default="the stack's"
        ),
    ] = None,
    domain: Annotated[str, typer.Option(help="领域 of rows whose file does not tell it.")] = "",
    origin: Annotated[
        str | None,
        typer.Option(help="国家 or 地方, of new rows that do not tell.", show_default="国家; a township's: 地方"),
    ] = None,
    units: UnitsFile = None,
    reason: Annotated[str, typer.Option(help="Why, for local changes and repeals.")] = "按工作簿调整",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be sent, and send nothing.")] = False,
    take_good: Annotated[bool, typer.Option("--take-good", help="Send the good rows when others are refused.")] = False,
    bad: Annotated[
        str | None, typer.Option(metavar="FILE|-", help="Write the workbook back here, with what is wrong in red.")
    ] = None,
    repeal_missing: Annotated[
        bool, typer.Option("--repeal-missing", help="Repeal items of the file's domains that it has no row for.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over a --bad file that is there.")] = False,
    deadline: Deadline = 120,
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Takes a workbook of the standard catalog (基层政务公开标准目录) in.

    Heads of up to four rows, merged cells, 同上, ■/□ and √ in their variants, several sheets (one a domain) are read as
    the tables of counties have them. Only what is new or has changed is sent, as item.listed.v1 with the day of --from;
    a row that says 来源 地方 where the catalog has a national one becomes a local change beside it (item.adapted.v1).
    The same file twice changes nothing. When a row is refused nothing is sent, unless --take-good; --bad gives the
    workbook back. --units is a CSV with 公开主体,单位: whom words mean that the registry does not know.

    Example: gongkai catalog import 标准目录.xlsx --from 2027-01-01 --bad 请修改.xlsx

    Exit codes: 0 all rows were taken or stand already, 1 no stack, or lines were not acknowledged (import again),
    2 wrong usage or a file that cannot be read, 3 rows were refused, 4 sent, but not judged within the deadline,
    130 stopped with Ctrl-C
    """
    from cli.catalog.importing import Wishes, bring_in, refuse_wrong_origin
    from cli.files import free
    from cli.target import find

    if bad is not None:
        free(bad, force=force)
    if bad == "-" and as_json:
        raise Stop("--bad - and --json both write to standard output; give --bad a file", USAGE)
    wishes = Wishes(
        org=org,
        effective_on=day_of(from_) if from_ else None,
        domain=domain,
        origin=refuse_wrong_origin(origin),
        units=units,
        reason=reason,
        dry_run=dry_run,
        take_good=take_good,
        repeal_missing=repeal_missing,
    )
    imported = bring_in(file, wishes, bad, deadline, find(state))
    _show(imported, as_json=as_json, err=bad == "-")
    if imported.catalog_refused or imported.outcome.refusals:
        raise typer.Exit(REFUSED)


def _show(imported: Imported, *, as_json: bool, err: bool) -> None:
    from cli.catalog.report import show_json, show_vanished
    from cli.findings import show_findings
    from cli.refusals import show

    if as_json:
        show_json(imported.catalog.findings, imported.changes, imported.numbers())
        show(imported.refusals(), as_json=True)
        return
    if not err:
        show_findings(imported.catalog.findings)
        show_vanished(imported.changes)
        show(imported.refusals(), as_json=False)
    for remark in imported.catalog.file.remarks:
        typer.echo(remark, err=err)
    typer.echo(imported.summary(), err=err)
