"""``gongkai report handed-in``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.exits import USAGE, Stop
from cli.options import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def handed_in(
    year: Annotated[int, typer.Argument(metavar="YEAR", help="Year of the annual reports, e.g. 2026.")],
    county: Annotated[str | None, typer.Option(help="Only this county, by its slug.")] = None,
    missing: Annotated[bool, typer.Option("--missing", help="Only units that lack either.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The service's answer as one line of JSON.")] = False,
    state: State = None,
) -> None:
    """Who has handed in and published the annual report of a year, and who has not (条例第四十九条).

    Every organisation of the registry, with both days; a unit that told of nothing has neither. Above them stands when the
    county's own report was published.

    Example: gongkai report handed-in 2026 --county fengjie --missing

    Exit codes: 0 shown, 1 no stack, 2 wrong usage or an unknown county
    """
    import asyncio
    import json

    body, orgs, counties = asyncio.run(_read(year, county, state))
    if as_json:
        typer.echo(json.dumps(body, ensure_ascii=False))
        return
    for slug, found in body["counties"].items():
        for line in lines(counties.get(slug, slug), year, found, orgs, missing=missing):
            typer.echo(line)


def lines(
    county: str, year: int, body: Mapping[str, Any], orgs: Mapping[str, str], *, missing: bool = False
) -> Iterator[str]:
    """A county's list in words: its own report, the sums, then each unit."""
    own = f"{body['published_on']}公布" if body["published_on"] else "未公布"
    units = body["units"]
    yield f"{county} {year}年：本级政府年度报告{own}；{len(units)}个单位，已提交{body['submitted']}个，已公布{body['published']}个"
    for org, days in units.items():
        if missing and all(days.values()):
            continue
        submitted, published = (days[name] or "未报" for name in ("submitted_on", "published_on"))
        yield f"  {orgs.get(org, org)}  提交：{submitted}  公布：{published}"


async def _read(
    year: int, county: str | None, state: Path | None
) -> tuple[dict[str, Any], Mapping[str, str], Mapping[str, str]]:
    from cli.organisations import registry
    from cli.target import find
    from cli.web import Web

    target = find(state)
    known = await registry(target)
    async with Web(target) as web:
        path = f"/annual-reports/{year}" + (f"?county={county}" if county else "")
        status, body = await web.ask("catalog", path)
    if status != 200:
        raise Stop(f"catalog: {body.get('error', body)}", USAGE if status in {400, 404} else 1)
    return body, known.orgs, known.counties
