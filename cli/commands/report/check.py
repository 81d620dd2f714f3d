"""``gongkai report check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.exits import REFUSED, USAGE, Stop
from cli.options import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cli.report.checking import Judged
    from contracts.assessment.hearing import Despite


def check(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE|-|KIND",
            help="An annual report, .docx, .xlsx, .xls, CSV or a web page (- is standard input); or with PERIOD the kind of a draft: "
            "monthly, quarterly, annual.",
        ),
    ],
    period: Annotated[
        str | None, typer.Argument(metavar="[PERIOD]", help="Of a draft: month (2026-03), quarter or year.")
    ] = None,
    before: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Last year's report of the same organ, for what was carried over."),
    ] = None,
    unit: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", help="A unit's report; may be given often. The report must be the sum of all."),
    ] = None,
    agency: Annotated[str | None, typer.Option(help="Whose report it is, where the file does not say.")] = None,
    live: Annotated[bool, typer.Option("--live", help="Compare with the tables of a running stack too.")] = False,
    org: Annotated[str | None, typer.Option(help="With --live: the organisation, by its slug.")] = None,
    county: Annotated[str | None, typer.Option(help="With --live, or of a draft: the county, by its slug.")] = None,
    despite_appeals: Annotated[
        str | None,
        typer.Option(metavar="REASON", help="Of a draft: issue it though appeals are not decided; printed in it."),
    ] = None,
    despite_order: Annotated[
        str | None,
        typer.Option(metavar="REASON", help="Of a draft: issue it though a later period was issued; printed in it."),
    ] = None,
    year: Annotated[int | None, typer.Option(help="Year of the report, where the file does not say.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines: one a finding, the numbers last.")] = False,
    state: State = None,
) -> None:
    """Checks an annual report that someone typed, or with KIND and PERIOD a draft before it is issued.

    Annual reports are those of 国办公开办函〔2021〕30号; the trial form of 2019 is read too, older ones are refused.

    Tables 二, 三 and 四 are found by their headings, in any order and on any number of sheets or pages. Said are: sums
    that do not add up, blanks (a blank is no 0), 上年结转 that is not what last year's report carried out, numbers in the
    text that differ from the tables, totals smaller than their parts, 规章 of an organ that cannot make any. A number
    of another scope (the office alone, the whole county) is a hint. The stock of 规范性文件 is a warning only. A
    file with several years is checked from year to year.

    Example: gongkai report check 2026年度报告.docx --before 2025年度报告.docx

    Example: gongkai report check 县年报.xlsx --unit 财政局.docx --unit 永乐镇.docx

    Example: gongkai report check 县年报.docx --live --county fengjie

    A draft can be issued when its period is complete and scored, it is what would come out now, and it is its turn. Appeals
    of the period that nobody has decided hold it up, unless the county's office says why it is issued all the same.

    Example: gongkai report check monthly 2026-03

    Example: gongkai report check monthly 2026-03 --despite-appeals 申诉材料不全，裁决另行通知

    Exit codes: 0 nothing is wrong (warnings and hints may be shown), 1 no stack, or no such draft, 2 wrong usage, or
    a file that is no annual report, 3 the report has errors, or something stands against issuing the draft
    """
    from cli.report.checking import judged, opened
    from cli.report.shown import show, show_json
    from contracts.assessment.hearing import Despite

    if period is not None:
        reasons = {Despite.APPEALS: despite_appeals, Despite.ORDER: despite_order}
        despite = {what: reason for what, reason in reasons.items() if reason is not None}
        _check_draft(file, period, county, state, despite, as_json=as_json)
        return
    if despite_appeals or despite_order:
        raise Stop("--despite-appeals and --despite-order are for a draft: give KIND and PERIOD", USAGE)
    _refuse(live=live, org=org, county=county)
    reading = opened(file, agency=agency, year=year)
    of_before = opened(before) if before else None
    checked = judged(reading, of_before, [opened(path) for path in unit or ()])
    if live:
        _compare(checked, org, county, year, state)
    (show_json if as_json else show)(checked, reading.remarks)
    if any(finding.level == "error" for _, findings in checked for finding in findings):
        raise typer.Exit(REFUSED)


def _check_draft(
    kind: str, period: str, county: str | None, state: Path | None, despite: Mapping[Despite, str], *, as_json: bool
) -> None:
    from cli.commands.report.steps import check_draft
    from law.reports import ReportKind

    if kind not in set(ReportKind):
        raise Stop(f"{kind!r} is no kind of report; before a period stands {', '.join(ReportKind)}", USAGE)
    check_draft(ReportKind(kind), period, county, state, despite, as_json=as_json)


def _refuse(*, live: bool, org: str | None, county: str | None) -> None:
    if live and (org is None) == (county is None):
        raise Stop("--live compares with one organisation or county: give --org or --county", USAGE)
    if not live and (org or county):
        raise Stop("--org and --county say with whom to compare: give --live too", USAGE)


def _compare(checked: list[Judged], org: str | None, county: str | None, year: int | None, state: Path | None) -> None:
    import asyncio

    from cli.report.live import add_differences

    asyncio.run(add_differences(checked, org, county, year, state))
