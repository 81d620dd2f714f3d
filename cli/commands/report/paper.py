"""``gongkai report paper``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.commands.report.naming import County, Kind, Period
from cli.exits import FAILED, USAGE, Stop
from cli.files import STANDARD
from cli.options import State

if TYPE_CHECKING:
    from papers.assessed.issued import Report
    from papers.official.blocks import Paper


def paper(
    kind: Kind,
    period: Period,
    file: Annotated[
        str | None, typer.Argument(metavar="FILE|-", help="FILE.pdf, .docx or .xlsx.", show_default="<报告>.pdf")
    ] = None,
    county: County = None,
    org: Annotated[
        str | None, typer.Option(help="The score sheet of this organisation in the report, by its slug.")
    ] = None,
    restated: Annotated[bool, typer.Option("--restated", help="What the report would say otherwise now.")] = False,
    form: Annotated[
        str | None, typer.Option("--as", metavar="pdf|docx|xlsx", help="Form, where FILE does not say it.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    state: State = None,
) -> None:
    """Writes a report as a paper: PDF/A in the form of official papers (GB/T 9704), .docx to edit, or .xlsx.

    月报告, 季通报 or 年考核 as 通报: text, ranking, faults by name, what the report before named and is not mended, restatements.
    An issued report gives the same bytes for ever; the paper of a draft says on every page that it is one. In .xlsx are the
    paper's tables, with live sums. The fonts of the PDF are fetched the first time from Debian's packages.

    Example: gongkai report paper quarterly 2026-Q1 季通报.pdf

    Example: gongkai report paper monthly 2026-03 --org fengjie-caizhengju --as xlsx

    Example: gongkai report paper monthly 2026-03 更正.pdf --restated

    Exit codes: 0 written, 1 no stack, no such report, or no fonts, 2 wrong usage, or FILE is there already
    """
    import asyncio

    from cli.papers import check, form_of, named, put
    from cli.report.papers import made

    if org is not None and restated:
        raise Stop("give --org or --restated, not both", USAGE)
    ending = check(file, form, force=force) if file else form_of(".pdf", form or "pdf")
    report = asyncio.run(made(kind, period, county, state))
    drawn = _paper(report, org, restated=restated)
    to = file or named(drawn.title, ending)
    if file is None:
        check(to, form, force=force)
    put(drawn, to, ending)
    typer.echo(f"{to}: {drawn.title}，数据截至 {report.head.as_of}", err=to == STANDARD)


def _paper(report: Report, org: str | None, *, restated: bool) -> Paper:
    from papers.assessed import amended, bulletin, scoring

    if restated:
        if not report.issued:
            raise Stop(f"{report.head.id} was not issued; a draft is drafted again, it has no restatements", FAILED)
        return amended.paper(report)
    if org is None:
        return bulletin.paper(report)
    try:
        return scoring.paper(scoring.of_report(report, org))
    except LookupError as error:
        raise Stop(str(error.args[0]), FAILED) from error
