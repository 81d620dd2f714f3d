"""The same data give the same bytes in every form, in whatever process, zone, language and order of hashes they are drawn."""

from __future__ import annotations

import os
import subprocess
import sys

_DRAW = """
import hashlib
from datetime import date
from io import BytesIO
from deploy.fonts import ready
from law.reports import ReportKind
from papers.annual import paper as annual, workbook as tables
from papers.assessed import amended, bulletin, owed, scoring
from papers.letters.paper import paper as letter
from papers.official import pdf, word, workbook
from tests.papers.annual.test_document import empty
from tests.papers.assessed import made
from tests.papers.assessed.reading import monthly
from tests.papers.assessed.test_sheets_and_reminders import row
from tests.papers.lettering import made as lettered

cells = {"obligations.publish.overdue": ("2", ""), "sheet.1.2.score": ("4", "6")}
month = monthly(later=[made.restatement(ReportKind.MONTHLY, "2026-03", "u002", cells)])
note = owed.Owing("奉节县财政局", "奉节县", [row("救助标准", -3)], 7, date(2026, 4, 2), date(2026, 4, 1), rubric=1)
year = empty("奉节县", units=(empty("甲局"), empty("乙镇")))
tabled = [bulletin.paper(month), amended.paper(month), owed.paper(note), scoring.paper(scoring.of_report(month, "u000"))]
writers = [lambda to, paper=paper: workbook.write(paper, to) for paper in tabled]
writers.append(lambda to: tables.save([year], to))
for paper in [*tabled, annual.paper(year), letter(lettered("fee"))]:
    writers += [lambda to, paper=paper: pdf.write(paper, ready(), to), lambda to, paper=paper: word.write(paper, to)]
for write in writers:
    to = BytesIO()
    write(to)
    print(hashlib.sha256(to.getvalue()).hexdigest())
"""


def drawn(**settings: str) -> list[str]:
    """Digests of what a process of its own draws."""
    done = subprocess.run(
        [sys.executable, "-c", _DRAW],
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return done.stdout.split()


def test_zone_language_and_order_of_hashes_change_no_byte() -> None:
    first = drawn(TZ="Asia/Shanghai", LC_ALL="C.UTF-8", PYTHONHASHSEED="1")
    second = drawn(TZ="America/Los_Angeles", LC_ALL="POSIX", PYTHONHASHSEED="2", PYTHONUTF8="1")
    assert len(set(first)) == 17
    assert first == second
