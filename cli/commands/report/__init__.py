"""``gongkai report``: 月报告, 季通报, 年考核, from draft to issue, and annual reports that others typed."""

from __future__ import annotations

import typer

from cli.commands.report import reading, steps
from cli.commands.report.annual import annual
from cli.commands.report.check import check
from cli.commands.report.handed_in import handed_in
from cli.commands.report.notices import notices

app = typer.Typer(no_args_is_help=True, help="Reports: drafted, checked, issued under a number, and never changed.")

app.command()(steps.draft)
app.command()(check)
app.command()(steps.issue)
app.command("list")(reading.list_reports)
app.command()(reading.show)
app.command()(reading.verify)
app.command()(notices)
app.command()(annual)
app.command("handed-in")(handed_in)
