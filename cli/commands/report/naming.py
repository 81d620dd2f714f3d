"""What names a report on the command line."""

from __future__ import annotations

from typing import Annotated

import typer

from law.reports import ReportKind

Kind = Annotated[ReportKind, typer.Argument(help="monthly 月报告, quarterly 季通报 or annual 年考核.")]
Period = Annotated[str, typer.Argument(metavar="PERIOD", help="Month (2026-03), quarter (2026-Q1) or year (2026).")]
County = Annotated[
    str | None, typer.Option(help="The county, by its slug; may be left out where only one has a rubric.")
]
