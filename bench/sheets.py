"""Sheets: a workbook of many rows handed in on the page, until all of it is counted; and the same file once more."""

from __future__ import annotations

import asyncio
import time
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
from openpyxl import load_workbook

from bench.line import counted, open_the_line
from bench.results import Result
from bench.stand import Stand, stand, wait
from demo.units import county_units, read_units
from deploy.programs import GATEWAY
from papers.sheets.forms import FORMS
from papers.sheets.template import save_template

TODAY = date(2026, 6, 22)
_FIRST = 6
"""Row of the template under its example."""
_DEADLINE_S = 600.0
_EVERY_S = 0.2
_CELLS: dict[str, str | date] = {
    "形成日期": date(2026, 3, 2),
    "公开属性": "主动公开",
    "发布日期": "2026年3月4日",
    "公开渠道": "政府网站",
}


def measure(rows: int) -> list[Result]:
    """A workbook of so many disclosures, each formed and published: two facts a row."""
    org = county_units(read_units())[0].org
    data = _workbook(rows)
    with stand([unit.org for unit in read_units()]) as bench:
        open_the_line(bench, TODAY)
        with httpx.Client(base_url=bench.target.urls[GATEWAY], trust_env=False, timeout=60) as client:
            _known(bench, client, org)
            bench.begin()
            began = time.monotonic()
            first, memory = _handed_in(bench, client, data)
            sent = time.monotonic() - began
            asyncio.run(counted(bench))
            whole = time.monotonic() - began
            used = bench.spent()
            again = time.monotonic()
            second, _ = _handed_in(bench, client, data)
            again = time.monotonic() - again
    if (first["sent"], second["outcome"], second["unchanged"]) != (2 * rows, "nothing", 2 * rows):
        raise ValueError(f"the sheet came to {first['sent']} facts, and the same again to {second['outcome']}")
    figures = {
        "rows": f"{rows:,}",
        "facts": f"{first['sent']:,}",
        "file, KiB": f"{len(data) // 1024:,}",
        "until all is acknowledged, s": f"{sent:.1f}",
        "until all is counted, s": f"{whole:.1f}",
        "the same file again, s": f"{again:.1f}",
        "the reader's memory, MiB": f"{memory // 1024:,}",
    }
    return [Result("a sheet on the page", figures, used, whole)]


def _workbook(rows: int) -> bytes:
    empty, whole = BytesIO(), BytesIO()
    save_template(FORMS["disclosure"], empty)
    book = load_workbook(empty)
    sheet = book["信息公开"]
    places = {str(cell.value).removesuffix("*"): cell.column for cell in sheet[_FIRST - 2] if cell.value}
    for number in range(rows):
        own = {
            "本单位编号": f"xx-{number}",
            "标题": f"第{number}期名单",
            "网址": f"https://www.example.gov.cn/{number}",
        }
        for heading, value in (_CELLS | own).items():
            sheet.cell(_FIRST + number, places[heading], value)
    book.save(whole)
    return whole.getvalue()


def _known(bench: Stand, client: httpx.Client, org: str) -> None:
    """Have the client known by a token of its own."""
    office = {"authorization": f"Bearer {bench.target.office}"}
    made = client.post("/tokens", json={"kind": "unit", "org": org, "name": "bench"}, headers=office)
    made.raise_for_status()
    client.headers.update({"authorization": f"Bearer {made.json()['token']}", "accept": "application/json"})
    # Seldom: who asks too often with what does not hold yet has to wait a minute.
    wait(lambda: client.get("/v1/notices?limit=1").status_code == 200, "the token holds", 60, every=1)


def _handed_in(bench: Stand, client: httpx.Client, data: bytes) -> tuple[dict[str, Any], int]:
    """What it came to, and the most memory of the process that read it, in KiB."""
    taken = client.post("/sheets", files={"file": ("bench.xlsx", data)}, data={"choice": "all"})
    taken.raise_for_status()
    gateway, most = bench.pids()[GATEWAY], 0
    until = time.monotonic() + _DEADLINE_S
    while True:
        most = max(most, _memory(gateway))
        page = client.get(taken.json()["page"])
        # A busy machine's database may take longer than a page waits for it.
        if page.status_code == 200 and page.json()["state"] in {"finished", "failed", "not_read"}:
            return page.json(), most
        if time.monotonic() > until:
            raise TimeoutError(f"waited {_DEADLINE_S:g} s until the sheet was read")
        time.sleep(_EVERY_S)


def _memory(parent: int) -> int:
    """Of the children of a process, the most that one has had resident, in KiB."""
    most = 0
    for child in Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split():
        try:
            status = Path(f"/proc/{child}/status").read_text(encoding="ascii")
        except OSError:
            continue
        most = max(most, int(status.partition("VmHWM:")[2].split()[0]) if "VmHWM:" in status else 0)
    return most
