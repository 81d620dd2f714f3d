"""A county's 季通报 as PDF, Word and Excel: the first, with the fonts read, and the next."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from io import BytesIO

from bench.processes import usage
from bench.results import Result
from deploy.fonts import ready
from law.reports import ReportKind
from papers.assessed import bulletin
from papers.assessed.issued import report
from papers.official import pdf, word, workbook
from tests.papers.assessed import made

MOST_S = 1.0
"""CPU seconds that a PDF may take."""


def measure(units: int) -> list[Result]:
    """CPU seconds and bytes of each form. Raises ``AssertionError`` where two PDFs of one report differ, or one takes too long."""
    names = [f"单位{number}" for number in range(units)]
    before = made.body(ReportKind.QUARTERLY, "2025-Q4", names)
    issued = report(made.body(ReportKind.QUARTERLY, "2026-Q1", names), before)
    fonts = ready()
    began = time.process_time()
    paper = bulletin.paper(issued)
    composed = time.process_time() - began
    first, once = _timed(lambda to: pdf.write(paper, fonts, to))
    again, twice = _timed(lambda to: pdf.write(bulletin.paper(issued), fonts, to))
    assert once == twice
    document, words = _timed(lambda to: word.write(paper, to))
    book, sheets = _timed(lambda to: workbook.write(paper, to))
    assert first <= MOST_S, f"{first:.2f} CPU s for a PDF, at most {MOST_S}"
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
    return [Result(f"a 季通报 of {units} units", figures, {}, first)]


def _timed(write: Callable[[BytesIO], None]) -> tuple[float, bytes]:
    to = BytesIO()
    began = time.process_time()
    write(to)
    return time.process_time() - began, to.getvalue()
