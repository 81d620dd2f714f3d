"""A county's whole catalog as a workbook: 2,146 rows taken in by the command's own way, until all is counted."""

from __future__ import annotations

import asyncio
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.line import counted, open_the_line
from bench.results import Result
from bench.stand import Stand, stand
from cli.bus import open_bus
from cli.catalog.importing import Wishes, bring_in
from contracts.item import ITEM, Origin
from contracts.topics import states
from demo.units import read_units
from law.domains import domains
from papers.catalog.listing import Listed
from papers.catalog.writing import About, save

TODAY = date(2026, 3, 2)
_DEPARTMENT, _WITH_TOWNS = "县财政局", "县民政局、乡镇人民政府（街道办事处）"


def measure(rows: int, *, towns: bool) -> list[Result]:
    """From the start of the import until the facts are accepted, until they are counted, and the same file once more.

    Each row obliges a department; with ``towns`` every other one the 33 townships too.
    """
    with TemporaryDirectory() as folder, stand([unit.org for unit in read_units()]) as bench:
        file = Path(folder) / "catalog.xlsx"
        save(_items(rows, towns=towns), About("奉节县", TODAY), lambda _: ("", ""), file)
        open_the_line(bench, TODAY)
        bench.begin()
        began = time.monotonic()
        imported = bring_in(str(file), Wishes(), None, 300, bench.target)
        accepted = time.monotonic() - began
        asyncio.run(counted(bench))
        seconds = time.monotonic() - began
        used = bench.spent()
        assert imported.outcome.accepted == rows, imported.summary()
        kept = asyncio.run(_kept(bench))
        assert len(kept) == rows
        began = time.monotonic()
        again = bring_in(str(file), Wishes(), None, 300, bench.target)
        unchanged = time.monotonic() - began
        assert (again.changes.unchanged, again.lines) == (rows, [])
    figures = {
        "rows": f"{rows:,}",
        "units that they oblige, together": f"{sum(len(state['obliged']) for state in kept):,}",
        "seconds until accepted": f"{accepted:.2f}",
        "seconds until counted": f"{seconds:.2f}",
        "seconds of the same file once more, nothing sent": f"{unchanged:.2f}",
    }
    return [Result("import of a county's catalog", figures, used, seconds)]


def _items(rows: int, *, towns: bool) -> list[Listed]:
    names = [domain.name for domain in domains()]
    return [
        Listed(
            number=f"mu-{number:05d}",
            origin=Origin.NATIONAL,
            elements={
                "domain": names[number * len(names) // rows],
                "level1": f"一级事项{number // 5}",
                "level2": f"二级事项{number}",
                "content": "政策文件名称、文号、发布机构、发布日期和全文；" * 4,
                "basis": "《中华人民共和国政府信息公开条例》（国务院令第711号）及相关规定",
                "time_limit": "信息形成或者变更之日起20个工作日内" if number % 7 else "每季度公开",
                "body": _WITH_TOWNS if towns and number % 2 else _DEPARTMENT,
                "method": "主动",
                "channels": ["政府网站", "公示栏"],
                "channels_optional": ["政府公报", "政务新媒体", "政务服务中心"],
                "audience": "全社会",
                "county_units": ["x"],
                "town_units": ["x"] if towns and number % 2 else [],
            },
        )
        for number in range(rows)
    ]


async def _kept(bench: Stand) -> list[dict[str, Any]]:
    """The items as the service keeps them."""
    async with open_bus(bench.target) as bus:
        known = await bus.current(states(ITEM.service))
    return [state for key, state in known.items() if key.startswith(f"{ITEM.kind}/")]
