"""``gongkai catalog export``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cli.catalog.options import Issuer, UnitsFile
from cli.exits import Stop
from cli.files import STANDARD, free, write
from cli.options import State, day_of

if TYPE_CHECKING:
    from cli.catalog.ground import Ground
    from cli.target import Target
    from papers.catalog.listing import Listed


def export(
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="FILE|-", help="The workbook to write; - is standard output.", show_default="catalog-DATE.xlsx"
        ),
    ] = None,
    domain: Annotated[list[str] | None, typer.Option(help="Only this 领域; may be given several times.")] = None,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The versions in force on this day.", show_default="the stack's")
    ] = None,
    org: Issuer = None,
    units: UnitsFile = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    state: State = None,
) -> None:
    """Writes the catalog as a workbook in the layout of 基层政务公开标准目录.

    One sheet a domain, A4 across with the head on every page. Columns beside the printed ones carry what only the
    system reads: 事项编号, 来源, and the units of rows whose 公开主体 alone does not lead to them. What is exported may be
    changed and taken in again: gongkai catalog import.

    Example: gongkai catalog export 标准目录.xlsx --domain 社会救助 --on 2027-01-01

    Exit codes: 0 written, 1 no stack, or no item in force, 2 wrong usage, or FILE is there already
    """
    import asyncio

    from cli.console import open_console
    from cli.target import find
    from law.domains import domain_name
    from papers.files.spelling import plain

    day = day_of(on) if on else None
    if file is not None:
        free(file, force=force)
    target = find(state)
    with open_console(stderr=True).status("reading the catalog"):
        by, items, as_of = asyncio.run(_read(target, org, units, day))
    wanted = {domain_name(plain(name)) for name in domain or []}
    chosen = [item for item in items if not wanted or domain_name(plain(str(item.elements["domain"]))) in wanted]
    if not chosen:
        known = "、".join(dict.fromkeys(str(item.elements["domain"]) for item in items)) or "none"
        raise Stop(f"no item is in force on {as_of}; domains of this catalog on that day: {known}")
    to = file or f"catalog-{as_of}.xlsx"
    if file is None:
        free(to, force=force)
    _write(chosen, by, as_of, to, simulated=target.demonstration)


async def _read(
    target: Target, org: str | None, units: str | None, day: date | None
) -> tuple[Ground, list[Listed], date]:
    from cli.bus import open_bus
    from cli.catalog.ground import ground
    from cli.catalog.standing import standing

    async with open_bus(target) as bus:
        by = await ground(bus, org, units)
        as_of = day or by.today
        return by, await standing(bus, by.issuer.org, as_of), as_of


def _write(items: list[Listed], by: Ground, as_of: date, file: str, *, simulated: bool) -> None:
    from cli.console import open_console
    from papers.catalog.obliging import units_beside
    from papers.catalog.writing import About, save

    about = About(by.issuer.county_name, as_of, simulated=simulated)
    with open_console(stderr=True).status(f"writing {len(items)} items"):
        write(file, lambda to: save(items, about, lambda item: units_beside(item, by.resolver), to))
    domains = len({item.elements["domain"] for item in items})
    typer.echo(f"{file}: {len(items)} items of {domains} domains, in force on {as_of}", err=file == STANDARD)
