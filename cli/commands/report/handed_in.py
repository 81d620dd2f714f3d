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
    county's own report was published. Where the digest of its tables was told with it, it says whether they are those kept here.

    Example: gongkai report handed-in 2026 --county fengjie --missing

    Exit codes: 0 shown, 1 no stack, 2 wrong usage or an unknown county
    """
    import asyncio
    import json

    body, live, orgs, counties = asyncio.run(_read(year, county, state))
    if as_json:
        typer.echo(json.dumps(body, ensure_ascii=False))
        return
    for slug, found in body["counties"].items():
        for line in lines(counties.get(slug, slug), year, found, orgs, live.get(slug, {}), missing=missing):
            typer.echo(line)


def lines(
    county: str,
    year: int,
    body: Mapping[str, Any],
    orgs: Mapping[str, str],
    live: Mapping[str, Any],
    *,
    missing: bool = False,
) -> Iterator[str]:
    """A county's list in words: its own report, the sums, then each unit; and whether the tables told are those kept here now.

    ``live``: the county's tables of the year, with its units'.
    """
    own = f"{body['published_on']}公布" if body["published_on"] else "未公布"
    units = body["units"]
    yield (
        f"{county} {year}年：本级政府年度报告{own}{_same(year, body['tables'], live)}；"
        f"{len(units)}个单位，已提交{body['submitted']}个，已公布{body['published']}个"
    )
    for org, told in units.items():
        submitted, published = told["submitted_on"], told["published_on"]
        if missing and submitted and published:
            continue
        same = _same(year, told["tables"], live.get("units", {}).get(org, {}))
        yield f"  {orgs.get(org, org)}  提交：{submitted or '未报'}  公布：{published or '未报'}{same}"


def _same(year: int, stated_digest: str | None, live: Mapping[str, Any]) -> str:
    """Whether the tables that were handed in or published are those that are kept here now; nothing where that was not told."""
    from papers.annual.digest import digest
    from papers.annual.merging import blank

    if stated_digest is None:
        return ""
    return (
        "（数字与现在的表一致）" if digest(year, live or blank()) == stated_digest else "（数字与现在的表不同，请核对）"
    )


async def _read(
    year: int, county: str | None, state: Path | None
) -> tuple[dict[str, Any], Mapping[str, Any], Mapping[str, str], Mapping[str, str]]:
    from cli.organisations import registry
    from cli.target import find
    from cli.web import Web
    from cli.yearly import annual_tables

    target = find(state)
    known = await registry(target)
    async with Web(target) as web:
        path = f"/annual-reports/{year}" + (f"?county={county}" if county else "")
        status, body = await web.ask("catalog", path)
    if status != 200:
        raise Stop(f"catalog: {body.get('error', body)}", USAGE if status in {400, 404} else 1)
    live = await annual_tables(target, year, None)
    return body, live["counties"], known.orgs, known.counties
