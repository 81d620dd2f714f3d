"""A report of a running stack, as its papers need it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from cli.exits import FAILED, Stop
from cli.web import Web, words
from law.reports import before
from papers.assessed.issued import Report, report


async def made(kind: str, period: str, county: str | None, state: Path | None) -> Report:
    """The report with the one before it. ``Stop`` where there is none."""
    from cli.report.county import the_county
    from cli.target import find

    target = find(state)
    slug, _ = await the_county(county, target)
    async with Web(target) as web:
        return await read(web, slug, kind, period, simulated=target.demonstration)


async def read(web: Web, county: str, kind: str, period: str, *, simulated: bool) -> Report:
    """The same from an open connection, of a county by its slug."""
    body = await _body(web, county, kind, period)
    if isinstance(body, str):
        raise Stop(body, FAILED)
    earlier = await _body(web, county, kind, before(period))
    return report(body, None if isinstance(earlier, str) else earlier, simulated=simulated)


async def _body(web: Web, county: str, kind: str, period: str) -> dict[str, Any] | str:
    """The service's answer, or why there is none."""
    status, body = await web.ask("assessment", f"/reports/{quote(f'{county}|{kind}|{period}', safe='')}")
    return dict(body) if status == httpx.codes.OK else words(body)
