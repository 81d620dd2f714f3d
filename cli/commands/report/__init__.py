"""``gongkai report``."""

from __future__ import annotations

import typer

from cli.commands.report.annual import annual
from cli.commands.report.check import check
from cli.commands.report.handed_in import handed_in

app = typer.Typer()


@app.callback()
def report() -> None:
    """Reports: the annual report on government information disclosure (政府信息公开工作年度报告).

    Example: gongkai report check 2026年度报告.docx --before 2025年度报告.docx
    """


app.command()(annual)
app.command()(check)
app.command("handed-in")(handed_in)
