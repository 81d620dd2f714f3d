"""The annual tables of a running stack, from the services that keep them."""

from __future__ import annotations

from typing import Any

from cli.exits import USAGE, Stop
from cli.target import Target


async def annual_tables(target: Target, year: int, org: str | None) -> dict[str, Any]:
    """Tables 二 三 四 of a year: of one unit with ``org``, else of each county and its units. Raises ``Stop``."""
    from cli.web import Web
    from papers.annual.merging import merged

    path = f"/tables/{year}" + (f"?org={org}" if org else "")
    bodies = []
    async with Web(target) as web:
        for program in ("requests", "catalog"):
            status, body = await web.ask(program, path)
            if status != 200:
                reason = str(body.get("error", body)) if isinstance(body, dict) else str(body)
                raise Stop(f"{program}: {reason}", USAGE if status in {400, 404} else 1)
            bodies.append(body)
    return merged(*bodies)
