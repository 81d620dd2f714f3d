"""Ten thousand rows: read, compared and made ready in bounded memory, with word of how far it is."""

from __future__ import annotations

import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

from papers.sheets.reading import read_filled
from papers.sheets.returned import save_returned
from tests.papers.sheets.building import table

ROOT = Path(__file__).parents[3]

READY = """
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from openpyxl import Workbook
from contracts.envelope import SHANGHAI
from papers.sheets.prepared import Ground, prepare

book = Workbook(write_only=True)
sheet = book.create_sheet("信息公开")
sheet.append(["本单位编号", "形成日期", "公开属性", "标题", "发布日期", "公开渠道", "网址"])
for number in range(10_000):
    url = f"https://www.example.gov.cn/{number}.html"
    sheet.append([f"a-{number}", "2026年3月2日", "主动公开", f"第{number}期名单", "2026.3.4", "政府网站", url])
whole = BytesIO()
book.save(whole)
data, stages = whole.getvalue(), []
del book, sheet, whole
start = datetime(2026, 3, 6, tzinfo=SHANGHAI)
ground = Ground("x-zhen", {}, {}, lambda order: start + timedelta(microseconds=order), lambda lines: [], lambda *far: stages.append(far))
made = prepare(data, "", ground)
print(len(made.lines), len(stages), Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
"""


def test_ten_thousand_rows_are_made_ready_in_bounded_memory() -> None:
    done = subprocess.run([sys.executable, "-c", READY], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    lines, stages, memory = map(int, done.stdout.split())
    assert lines == 20_000
    assert stages >= 20
    assert memory < 250_000, "KiB at most, the interpreter and the lines themselves among them"


def seconds(rows: int) -> float:
    """CPU seconds in which a workbook of rows that are all wrong goes back."""
    heads = ["本单位编号", "形成日期", "公开属性", "标题", "发布日期", "公开渠道"]
    wrong = [[f"a-{number}", "3月2日", "主动公开", "名单", "2026.3.4", "公示栏"] for number in range(rows)]
    filled = read_filled(table([heads, *wrong]))
    assert filled.refused == rows
    began = time.process_time()
    save_returned(filled, BytesIO())
    return time.process_time() - began


def test_four_times_the_wrong_rows_go_back_in_some_four_times_the_time() -> None:
    seconds(10)
    assert seconds(4_000) < 9 * seconds(1_000), "sixteen times would be each row through all cells"
