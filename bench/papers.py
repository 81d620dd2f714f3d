"""A county's 季通报 and 年考核 as PDF, Word and Excel: the first, with the fonts read, and the next."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from bench.processes import usage
from bench.results import Result
from deploy.fonts import ready
from law.reports import REPORT_NAMES, ReportKind
from papers.assessed import bulletin
from papers.assessed.issued import report
from papers.official import pdf, word, workbook
from tests.papers.assessed import made

MOST_S = 1.0
"""CPU seconds that a PDF of a county of ``USUAL`` units may take."""
USUAL = 103
LARGE = 300
"""Units of a large county."""
_PERIODS = {ReportKind.QUARTERLY: ("2026-Q1", "2025-Q4"), ReportKind.ANNUAL: ("2026", "2025")}


def measure(units: int) -> list[Result]:
    """CPU seconds and bytes of each form, of a usual county and of a large one.

    Raises ``AssertionError`` where two PDFs of one report differ, or one of a usual county takes too long.
    """
    fonts = ready()
    return [_measured(kind, many, fonts) for many in (units, LARGE) for kind in _PERIODS]


def _measured(kind: ReportKind, units: int, fonts: Path) -> Result:
    names = [f"单位{number}" for number in range(units)]
    period, before = _PERIODS[kind]
    issued = report(made.body(kind, period, names), made.body(kind, before, names))
    began = time.process_time()
    paper = bulletin.paper(issued)
    composed = time.process_time() - began
    first, once = _timed(lambda to: pdf.write(paper, fonts, to))
    again, twice = _timed(lambda to: pdf.write(bulletin.paper(issued), fonts, to))
    assert once == twice
    document, words = _timed(lambda to: word.write(paper, to))
    book, sheets = _timed(lambda to: workbook.write(paper, to))
    assert first <= MOST_S or units > USUAL, f"{first:.2f} CPU s for a PDF, at most {MOST_S}"
    figures = {
        "units": f"{units}",
        "deductions": f"{sum(len(part.deductions) for part in issued.parts):,}",
        "CPU s to compose it": f"{composed:.3f}",
        "CPU s for the first PDF, fonts read": f"{first:.2f}",
        "CPU s for the same PDF again": f"{again:.2f}",
        "CPU s as Word": f"{document:.2f}",
        "CPU s as Excel": f"{book:.2f}",
        "KiB: PDF, Word, Excel": ", ".join(f"{len(content) / 1024:.0f}" for content in (twice, words, sheets)),
        "peak MiB": f"{usage(os.getpid()).peak:.0f}",
    }
    return Result(f"a {REPORT_NAMES[kind]} of {units} units", figures, {}, first)


def _timed(write: Callable[[BytesIO], object]) -> tuple[float, bytes]:
    to = BytesIO()
    began = time.process_time()
    write(to)
    return time.process_time() - began, to.getvalue()
