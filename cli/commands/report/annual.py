"""``gongkai report annual``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.exits import USAGE, Stop
from cli.files import STANDARD, free, write
from cli.options import State

if TYPE_CHECKING:
    from pathlib import Path

    from papers.annual.report import Report


def annual(
    year: Annotated[int, typer.Argument(metavar="YEAR", help="Year of the annual report, e.g. 2026.")],
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="FILE|-", help="The document to write; - is standard output.", show_default="annual-….docx"
        ),
    ] = None,
    org: Annotated[str | None, typer.Option(help="The organisation whose report it is, by its slug.")] = None,
    county: Annotated[str | None, typer.Option(help="The county whose report it is, by its slug.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    state: State = None,
) -> None:
    """Writes the annual report (国办公开办函〔2021〕30号) as .docx: six sections, numbers filled, blanks marked.

    The numbers of the text and of tables 二, 三 and 四 are those of gongkai tables; section 六 states the 信息处理费.
    What only people can write is 【　　】, in yellow. A report of a year that is not over, or with a broken
    identity, says on every page that it is a draft. Without --org and --county: the county's, where there is one.
    The digest of its tables is printed, to be told with annual_report.submitted and published: gongkai report
    handed-in then says whether the tables kept here are still the same.

    Example: gongkai report annual 2026 --org fengjie-yonglezhen

    Example: gongkai report annual 2026 奉节县2026年度报告.docx --county fengjie

    Exit codes: 0 written, 1 no stack, 2 wrong usage, an unknown organisation or county, or FILE is there already
    """
    import asyncio

    if org is not None and county is not None:
        raise Stop("give --org or --county, not both", USAGE)
    if file is not None:
        free(file, force=force)
    report, slug = asyncio.run(_report(year, org, county, state))
    to = file or f"annual-{year}-{slug}.docx"
    if file is None:
        free(to, force=force)
    from papers.annual.document import write as write_report
    from papers.annual.report import problems

    write(to, lambda stream: write_report(report, stream))
    typer.echo(f"{to}: {report.name} {year}年，数据截至 {report.as_of}", err=to == STANDARD)
    typer.echo(f"  表格摘要（提交、公布时写入 tables）：{report.digest}", err=to == STANDARD)
    for text in problems(report):
        typer.echo(f"  {text}", err=True)


async def _report(year: int, org: str | None, county: str | None, state: Path | None) -> tuple[Report, str]:
    from cli.organisations import must_know, registry
    from cli.target import find
    from cli.yearly import annual_tables
    from papers.annual.report import reports

    target = find(state)
    known = await registry(target)
    must_know(org, known.orgs, "organisation")
    must_know(county, known.counties, "county")
    body = await annual_tables(target, year, org)
    body["simulated"] = target.demonstration
    if org is None and county is None:
        slugs = sorted(body["counties"] or known.counties)
        if len(slugs) != 1:
            raise Stop(f"there are {len(slugs)} counties; give --org, or --county: {', '.join(slugs)}", USAGE)
        county = slugs[0]
    (report,) = reports(body, known.orgs, known.counties, county)
    return report, org or county or ""
