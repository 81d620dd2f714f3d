"""``gongkai rubric``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.exits import REFUSED, Stop
from cli.files import county_file
from cli.options import AsJson, State, day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cli.rubrics import Moved
    from cli.target import Target
    from contracts.rubric.record import CountyRubric

app = typer.Typer(
    no_args_is_help=True, help="A county's rubric (考核评分细则): what is asked for, and what it is worth."
)

RubricFile = Annotated[
    str, typer.Argument(metavar="FILE|-", help="YAML, as docs/assessment.md shows; - is standard input.")
]
County = Annotated[str | None, typer.Argument(metavar="[COUNTY]", help="Slug of the county.")]


@app.command()
def check(file: RubricFile, state: State = None) -> None:
    """Judges a rubric without loading it: what is wrong with it, and what it changes against the versions that are known.

    Weights that do not add up, clauses that lead back to themselves, codes that do not exist and formulas that divide by
    zero are refused with line, setting, value, rule and what to do, all of it at once. Without a running stack the file
    alone is judged.

    Example: gongkai rubric check fengjie.yaml

    Exit codes: 0 it can be loaded, 2 wrong usage or an unreadable file, 3 it would be refused (it says why)
    """
    import asyncio

    from cli.target import find

    rubric = _rubric(file)
    typer.echo(f"{rubric.county} version {rubric.version} is in order: {len(rubric.clauses)} clauses")
    try:
        target = find(state)
    except Stop:
        if state is not None:
            raise
        return
    asyncio.run(_follows(target, rubric))


@app.command()
def load(
    file: RubricFile,
    force: Annotated[
        bool, typer.Option("--force", help="Take it in though it changes how periods that have begun are scored.")
    ] = False,
    state: State = None,
) -> None:
    """Takes in a version of a county's rubric; every version stays, and by their days one holds for each period.

    Its version has to rise with every change. One that changes how a period is scored that has begun before today is
    refused without --force, with what it would change.

    Example: gongkai rubric load fengjie.yaml

    Exit codes: 0 taken in, 1 the gateway refused it (it says why) or no stack, 2 wrong usage or an unreadable file,
    3 the rubric is wrong (it says where)
    """
    import asyncio

    from cli.target import find

    taken = asyncio.run(_post(find(state), _rubric(file), force=force))
    typer.echo(f"{taken['county']} version {taken['version']}: {taken['change']}")
    for line in taken["changes"]:
        typer.echo(f"  {line}")


@app.command()
def show(
    county: County = None,
    version: Annotated[int | None, typer.Option(min=1, help="This version.", show_default="the one in force")] = None,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="In force on this day.", show_default="the stack's day")
    ] = None,
    as_file: Annotated[bool, typer.Option("--as-file", help="As the file that load takes.")] = False,
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Shows a county's rubric: every clause with its weight, rule and source, and which version holds on which days.

    COUNTY may be left out where only one county has a rubric. --as-file writes the whole rubric, to be changed and loaded.

    Example: gongkai rubric show fengjie --on 2026-01-01

    Exit codes: 0 shown, 1 no stack, or no such rubric, 2 wrong usage
    """
    import asyncio

    from cli.rubrics import of_county
    from cli.target import find
    from contracts.rubric.changes import holding
    from contracts.rubric.writing import written

    day = day_of(on) if on else None
    versions, today = asyncio.run(_held(find(state)))
    known = of_county(versions, county)
    asked = day or today or known[-1].since
    rubric = _version(known, version) if version else holding(known, asked)
    if rubric is None:
        raise Stop(f"no version of {known[0].county} is in force on {asked}; --version names one")
    if as_file:
        typer.echo(written(rubric), nl=False)
    elif as_json:
        typer.echo(rubric.model_dump_json())
    else:
        _table(rubric, known)


@app.command()
def compare(
    new: Annotated[str, typer.Argument(metavar="NEW", help="A file, or the number of a version.")],
    period: Annotated[str, typer.Option(help="Month 2026-03, quarter 2026-Q1 or year 2026.")],
    old: Annotated[
        str | None,
        typer.Option("--with", metavar="OLD", help="Another file or version.", show_default="the one in force then"),
    ] = None,
    county: Annotated[str | None, typer.Option(help="Slug of the county, for versions by number.")] = None,
    org: Annotated[str | None, typer.Option(help="Only this unit, by its slug.")] = None,
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Scores one period by two versions of a rubric: what changes for whom, clause by clause, and in the ranks.

    The evidence is that of the running stack as it stands; nothing is changed. With --json points are in hundredths.

    Example: gongkai rubric compare fengjie.yaml --period 2026-Q1

    Exit codes: 0 compared, 1 no stack, or no such version, 2 wrong usage or an unreadable file, 3 a file is wrong
    (it says where)
    """
    import asyncio
    import json

    from cli.console import open_console
    from cli.rubric_tables import moved_table
    from cli.target import find

    moved, names, title = asyncio.run(_compare(find(state), new, old, period, county, org))
    if as_json:
        for unit in moved:
            typer.echo(json.dumps({"period": period, **unit.row()}, ensure_ascii=False))
        return
    open_console().print(moved_table(title, moved, names) if moved else f"{title}：没有可以比较的单位，期间还没有评分")


@app.command()
def codes(
    word: Annotated[str, typer.Argument(help="Only those whose code or name has this in it.")] = "",
    as_json: AsJson = False,
) -> None:
    """Lists what a rubric can name: duties, measures with their labels, and findings.

    Example: gongkai rubric codes 解读

    Exit codes: 0 listed (also when there is none), 2 wrong usage
    """
    import json

    from cli.console import open_console
    from cli.rubric_tables import code_rows, code_table

    rows = code_rows(word)
    if as_json:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
        return
    open_console().print(code_table(rows) if rows else f"没有代码或者名称含有“{word}”的义务、统计项、问题")


def _rubric(file: str) -> CountyRubric:
    from contracts.rubric.file import read

    return county_file(file, "docs/assessment.md", read)


async def _follows(target: Target, rubric: CountyRubric) -> None:
    from cli.bus import open_bus
    from cli.organisations import must_know, read_registry
    from cli.profiles import today
    from cli.rubrics import rubrics
    from contracts.rubric.changes import changes, past
    from contracts.rubric.checking import faults_of
    from contracts.rubric.following import follows

    async with open_bus(target) as bus:
        registry = await read_registry(bus)
        must_know(rubric.county, registry.counties, "county")
        known = [version for version in await rubrics(bus) if version.county == rubric.county]
        day = await today(bus)
    if rubric in known:
        typer.echo("it is known already, as it is")
        return
    differing = changes(known, rubric)
    typer.echo(f"{len(differing)} changes against the versions that are known")
    for change in differing:
        typer.echo(f"  {change}")
    units = [org for org, county in registry.county_of.items() if county == rubric.county]
    if faults := [*faults_of(rubric, units=units), *follows(known, rubric)]:
        raise Stop("\n".join(map(str, faults)), REFUSED)
    if earlier := past(differing, day):
        raise Stop(f"{len(earlier)} of these change what held before {day}: load takes it with --force only", REFUSED)


async def _post(target: Target, rubric: CountyRubric, *, force: bool) -> dict[str, Any]:
    from cli.web import Web

    async with Web(target) as web:
        body = rubric.model_dump(mode="json")
        return dict(await web.must("gateway", "/rubrics" + ("?force=true" if force else ""), body))


async def _held(target: Target) -> tuple[list[CountyRubric], date | None]:
    from cli.bus import open_bus
    from cli.profiles import today
    from cli.rubrics import rubrics

    async with open_bus(target) as bus:
        return await rubrics(bus), await today(bus)


async def _compare(
    target: Target, new: str, old: str | None, period: str, county: str | None, org: str | None
) -> tuple[list[Moved], dict[str, str], str]:
    from cli.bus import open_bus
    from cli.organisations import must_know, read_registry
    from cli.periods import beginning
    from cli.profiles import today
    from cli.rubrics import compared, of_county, read_ground, rubrics
    from contracts.rubric.changes import holding

    every, day = beginning(period)
    after = None if new.isdecimal() else _rubric(new)
    before = None if old is None or old.isdecimal() else _rubric(old)
    async with open_bus(target) as bus:
        registry = await read_registry(bus)
        must_know(org, registry.orgs, "organisation")
        must_know(county, registry.counties, "county")
        wanted = county or (after or before).county if (after or before) else county  # type: ignore[union-attr]
        versions = await rubrics(bus)
        ground, as_of = await read_ground(bus), await today(bus)
    if after is None or before is None:
        known = of_county(versions, wanted)
        after = after or _version(known, int(new))
        before = before or (_version(known, int(old)) if old else holding(known, day))
    if before is None:
        raise Stop(f"no version is in force on {day}, with which {period} begins; name one: --with VERSION")
    units = {slug: kind for slug, kind in registry.kinds.items() if registry.county_of[slug] == after.county}
    moved = compared((before, after), ground, units, every, day, as_of or day)
    title = f"{period}：第{before.version}版 → 第{after.version}版（截至{as_of}）"
    return [unit for unit in moved if org in (None, unit.org)], registry.orgs, title


def _version(known: Sequence[CountyRubric], number: int) -> CountyRubric:
    for rubric in known:
        if rubric.version == number:
            return rubric
    raise Stop(f"there is no version {number}; known: {', '.join(str(rubric.version) for rubric in known)}")


def _table(rubric: CountyRubric, known: Sequence[CountyRubric]) -> None:
    from cli.console import open_console
    from cli.rubric_tables import clause_table, days_of

    typer.echo(f"{rubric.county} 第{rubric.version}版《{rubric.title}》{'（默认）' if rubric.is_default else ''}")
    for line in days_of(known):
        typer.echo(f"  {line}")
    if rubric.note:
        typer.echo(rubric.note)
    open_console().print(clause_table(rubric))
