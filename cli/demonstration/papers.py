"""The papers of the demonstration's reports, written beside its state: each issued report, and what restates it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cli.exits import Stop
from cli.papers import draw, fonts
from cli.report.papers import read
from cli.web import Web
from papers.assessed import amended, bulletin
from papers.assessed.issued import Report

FOLDER = "papers"
"""In the folder of the state."""


async def written(web: Web, county: str, reports: Iterable[tuple[str, str]], folder: Path) -> tuple[list[Path], str]:
    """Files of the reports of these kinds and periods, and why they are no PDFs; empty where they are.

    Where no fonts can be had they are documents of Word: the demonstration needs nothing that it cannot do without.
    """
    ending, why = ".pdf", ""
    try:
        fonts()
    except Stop as stop:
        ending, why = ".docx", str(stop)
    issued = [await read(web, county, kind, period, simulated=True) for kind, period in reports]
    return _files(issued, folder, ending), why


def _files(issued: Iterable[Report], folder: Path, ending: str) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for report in issued:
        papers = {"": bulletin.paper(report)} | ({"-restated": amended.paper(report)} if report.restated else {})
        for suffix, paper in papers.items():
            file = folder / f"{report.head.kind}-{report.head.period}{suffix}{ending}"
            with file.open("wb") as stream:
                draw(paper, stream, ending=ending)
            files.append(file.absolute())
    return files
