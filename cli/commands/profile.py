"""``gongkai profile``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.exits import REFUSED, USAGE, Stop
from cli.files import county_file
from cli.options import AsJson, State, day_of

if TYPE_CHECKING:
    from datetime import date

    from cli.target import Target
    from contracts.profile.changes import Change
    from contracts.profile.record import CountyProfile, ProfileRecord

app = typer.Typer(no_args_is_help=True, help="A county's profile (县级口径): which duties apply from which day.")

ProfileFile = Annotated[
    str, typer.Argument(metavar="FILE|-", help="YAML, as docs/catalog.md shows; - is standard input.")
]


@app.command()
def check(file: ProfileFile, state: State = None) -> None:
    """Judges a profile without loading it: what is wrong with it, what it would switch on and off, and what that touches.

    Compared with what a running stack holds of the county; without a stack, with what holds by default. What is wrong is
    said with the setting, its value, the rule and what to do, all of it at once.

    Example: gongkai profile check fengjie.yaml

    Exit codes: 0 it can be loaded, 2 wrong usage or an unreadable file, 3 it would be refused (it says why)
    """
    import asyncio

    from cli.target import find

    profile = _profile(file)
    try:
        target = find(state)
    except Stop:
        if state is not None:
            raise
        _say(profile, None)
        return
    asyncio.run(_compare(target, profile))


@app.command()
def load(
    file: ProfileFile,
    force: Annotated[
        bool, typer.Option("--force", help="Take it in though it changes what held before today.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what it would open and close; reads the whole log.")
    ] = False,
    state: State = None,
) -> None:
    """Takes in a county's profile; what it changes is folded again on every service while the stack runs.

    Its version has to rise with every change. One that changes what held before today is refused without --force,
    with what it would do.

    Example: gongkai profile load fengjie.yaml --dry-run

    Exit codes: 0 taken in, or shown, 1 the gateway refused it (it says why) or no stack, 2 wrong usage or an
    unreadable file, 3 the profile is wrong (it says where)
    """
    import asyncio

    from cli.target import find

    profile = _profile(file)
    target = find(state)
    if dry_run:
        asyncio.run(_rehearse(target, profile))
        return
    taken = asyncio.run(_post(target, profile, force=force))
    typer.echo(f"{taken['county']} version {taken['version']}: {taken['change']}")
    for line in taken["changes"]:
        typer.echo(f"  {line}")


@app.command()
def show(
    county: Annotated[str | None, typer.Argument(metavar="[COUNTY]", help="Slug of the county.")] = None,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="What holds on this day.", show_default="the stack's day")
    ] = None,
    as_file: Annotated[bool, typer.Option("--as-file", help="As the file that load takes.")] = False,
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Shows what holds in a county on a day: every duty, whether it is owed when it arises on that day, and its limit.

    COUNTY may be left out where only one county has a profile. --as-file writes the whole profile, to be changed and loaded.

    Example: gongkai profile show fengjie --on 2026-01-01

    Exit codes: 0 shown, 1 no stack, or no profile of that county, 2 wrong usage
    """
    import asyncio
    import json

    from cli.profiles import holding
    from cli.target import find
    from contracts.profile.writing import written

    day = day_of(on) if on else None
    profile, today, name = asyncio.run(_held(find(state), county))
    if as_file:
        typer.echo(written(profile), nl=False)
        return
    rows = holding(profile, day or today)
    if as_json:
        for row in rows:
            typer.echo(json.dumps({"county": profile.county, "version": profile.version, **row}, ensure_ascii=False))
    else:
        _table(f"{name} 第{profile.version}版 {rows[0]['on']}", rows)


def _profile(file: str) -> CountyProfile:
    from contracts.profile.file import read

    return county_file(file, "docs/catalog.md", read)


async def _compare(target: Target, profile: CountyProfile) -> None:
    from cli.bus import open_bus
    from cli.organisations import must_know, read_registry
    from cli.profiles import profiles, today, touched
    from contracts.profile.changes import changes, past

    async with open_bus(target) as bus:
        must_know(profile.county, (await read_registry(bus)).counties, "county")
        known = {record.county: record for record in await profiles(bus)}.get(profile.county)
        differing = _say(profile, known)
        counted = await touched(bus, profile.county, differing)
        day = await today(bus)
    if differing:
        amounts = ", ".join(f"{duty} {amount}" for duty, amount in sorted(counted.items())) or "none"
        typer.echo(f"open or overdue obligations of these duties that arose on these days: {amounts}")
    if known is not None and profile.version <= known.version and differing:
        raise Stop(f"版本: {profile.version} is not above the known version {known.version}", REFUSED)
    if earlier := past(changes(known, profile), day):
        raise Stop(f"{len(earlier)} of these change what held before {day}: load takes it with --force only", REFUSED)


def _say(profile: CountyProfile, known: ProfileRecord | None) -> list[Change]:
    from contracts.profile.changes import changes

    differing = changes(known, profile)
    against = f"version {known.version}" if known else "what holds by default"
    typer.echo(f"{profile.county} version {profile.version} is in order; {len(differing)} changes against {against}")
    for change in differing:
        typer.echo(f"  {change}")
    return differing


async def _rehearse(target: Target, profile: CountyProfile) -> None:
    from cli.bus import open_bus
    from cli.profiles import moves
    from cli.recount import recount

    async with open_bus(target) as bus:
        before = (await recount(bus)).obligations
        after = (await recount(bus, profile=profile)).obligations
    moved = moves(before, after)
    for duty, amounts in moved.items():
        amounts_in_words = ", ".join(f"{amount} {what}" for what, amount in amounts.items() if amount)
        typer.echo(f"{duty}: {amounts_in_words}")
    typer.echo(f"{len(before)} obligations are open or overdue now, {len(after)} would be; nothing was changed")


async def _post(target: Target, profile: CountyProfile, *, force: bool) -> dict[str, Any]:
    from cli.web import Web

    async with Web(target) as web:
        body = profile.model_dump(mode="json")
        return dict(await web.must("gateway", "/profiles" + ("?force=true" if force else ""), body))


async def _held(target: Target, county: str | None) -> tuple[ProfileRecord, date | None, str]:
    """The profile, the stack's day, and the county's name."""
    from cli.bus import open_bus
    from cli.organisations import must_know, read_registry
    from cli.profiles import profiles, today

    async with open_bus(target) as bus:
        known = {record.county: record for record in await profiles(bus)}
        counties = (await read_registry(bus)).counties
        must_know(county, counties, "county")
        day = await today(bus)
    if county is None and len(known) == 1:
        county = next(iter(known))
    if county is None and known:
        raise Stop(f"several counties have a profile: {', '.join(sorted(known))}; name one", USAGE)
    if county not in known:
        raise Stop(f"{county or 'no county'} has no profile here: duties apply as by law; gongkai profile load FILE")
    return known[county], day, counties.get(county, county)


def _table(title: str, rows: list[dict[str, Any]]) -> None:
    from cli.console import open_console
    from cli.tables import add, plain_table

    table = plain_table(title, "代码", "名称", "口径", "期限", "条款")
    for row in rows:
        add(table, row["code"], row["chinese"], "要求" if row["applies"] else "不要求", row["limit"], row["article"])
    open_console().print(table)
