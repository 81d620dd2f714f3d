"""``gongkai orgs``."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer
import typer.core

from cli.exits import USAGE, Stop
from cli.files import read
from cli.options import AsJson, State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chassis.address import Address
    from cli.target import Target
    from contracts.organisations import Organisation
    from deploy.topics import Report


class _Names(typer.core.TyperGroup):
    """``orgs``, ``orgs NAME`` and their options are ``orgs list``: what is asked for most needs no word of its own."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or args[0] not in {*self.commands, "--help"}:
            args = ["list", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=_Names)

COLUMNS = "org,county,county_name,name,kind[,full_name][,supervisor]"
"""As contracts.organisations.REGISTRY_HEADING has them, which takes long to import."""


@app.callback()
def orgs() -> None:
    """The registry of organisations (单位名录): gongkai orgs [NAME] lists it.

    Example: gongkai orgs 财政
    """


@app.command("list")
def list_(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Part of a slug or of a name in Chinese.")
    ] = None,
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Lists the organisations of a running stack, or those that NAME fits: slug, name, county, kind, supervisor.

    The word list may be left out. The slug is what --org takes.

    Example: gongkai orgs list 财政

    Exit codes: 0 shown, 1 no stack, or no organisation that fits, 2 wrong usage
    """
    import asyncio
    import json

    from cli.organisations import matching
    from cli.target import find

    known = asyncio.run(_current(find(state)))
    slugs = sorted(matching(name or "", {slug: str(entry["name"]) for slug, entry in known.items()}))
    if not slugs:
        raise Stop(f"no organisation of the registry is called like {name!r}; gongkai orgs lists all {len(known)}")
    rows = [known[slug] for slug in slugs]
    if as_json:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
    else:
        _show(rows, {slug: str(entry["name"]) for slug, entry in known.items()})


async def _current(target: Target) -> dict[str, Any]:
    from cli.bus import open_bus
    from contracts.topics import ORGS

    async with open_bus(target) as bus:
        return await bus.current(ORGS)


def _show(rows: list[dict[str, Any]], names: Mapping[str, str]) -> None:
    from cli.console import open_console
    from cli.tables import add, plain_table

    table = plain_table("", "--org", "单位", "县", "类别", "主管部门")
    # It is copied from here, and must not be cut in two.
    table.columns[0].no_wrap = True
    for row in rows:
        supervisor = row.get("supervisor") or ""
        add(table, row["org"], row["name"], row["county_name"], row["kind"], names.get(supervisor, supervisor))
    open_console().print(table)


@app.command()
def load(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help=f"CSV: {COLUMNS}.")],
    replication: Annotated[int, typer.Option(min=1, help="Copies of each new topic.")] = 1,
    state: State = None,
) -> None:
    """Adds organisations and changes them, while the stack runs; their topics are made first.

    full_name is the legal name with which the organ signs letters (奉节县白帝镇人民政府, where name is 白帝镇);
    supervisor is the 主管部门, which may tell facts about the unit. Other columns are ignored, and nothing is closed
    for not being in the file. Facts that wait in the inbox of an organisation go on when it has been added.

    Example: gongkai orgs load organisations.csv

    Exit codes: 0 loaded, 1 the gateway or the broker refused it (it says why) or no stack, 2 wrong usage or an
    unreadable file
    """
    import asyncio

    from cli.target import find

    listed = _listed(file)
    report, changes = asyncio.run(_load(find(state), listed, replication))
    typer.echo(
        f"{changes['added']} added, {changes['changed']} changed, {changes['unchanged']} as they were; "
        f"{len(report.created)} topics made"
    )


def _listed(file: str) -> list[Organisation]:
    from contracts.organisations import organisations

    needed = f"a UTF-8 CSV with {COLUMNS}"
    try:
        listed = organisations(read(file, needed).decode("utf-8-sig"))
    except ValueError as error:
        raise Stop(f"cannot read {file}: {error}; give {needed}", USAGE) from error
    if not listed:
        raise Stop(f"{file} has no organisation in it; give {needed}", USAGE)
    return listed


@app.command()
def key(
    org: Annotated[str, typer.Argument(metavar="ORG", help="The organisation's slug; gongkai orgs lists them.")],
    state: State = None,
) -> None:
    """Makes the key with which an organisation writes its inbox and reads its notices on Kafka, and shows it once.

    The four lines are what docs/integrating.md takes from the environment: hand them over, with the file of GONGKAI_CA,
    in a way that only the organisation reads. A key that it had before ends. Nobody can look up a password; in doubt
    make a new key.

    Example: gongkai orgs key fengjie-caizhengju > caizhengju.env

    Exit codes: 0 made, 1 no broker with identities, or no stack, 2 wrong usage or no such organisation
    """
    import asyncio

    from cli.target import find

    own = asyncio.run(_key(find(state), org))
    lines = {
        "GONGKAI_KAFKA": own.servers,
        "GONGKAI_USER": own.user,
        "GONGKAI_PASSWORD": own.password,
        "GONGKAI_CA": own.authority or "",
    }
    for name, value in lines.items():
        typer.echo(f"{name}={value}")
    typer.echo("The key is shown this once, and an earlier one of this organisation has ended.", err=True)


async def _key(target: Target, org: str) -> Address:
    import secrets

    from chassis.address import Address, address
    from cli.organisations import must_know
    from deploy.rights import admit, let_in
    from deploy.users import UsersError

    if not target.departments or not address(target.kafka).user:
        raise Stop(
            "the stack's broker has no listener for departments that is known here: it is one without identities, or "
            "GONGKAI_DEPARTMENTS=HOST:PORT is not set"
        )
    known = await _current(target)
    must_know(org, {slug: str(entry["name"]) for slug, entry in known.items()}, "organisation")
    own = Address(target.departments, org, secrets.token_urlsafe(24), tls=True, authority=target.authority)
    try:
        await admit(target.kafka, [org], {})
        await let_in(target.kafka, own.text)
    except UsersError as error:
        raise Stop(str(error)) from error
    return own


async def _load(target: Target, listed: list[Organisation], replication: int) -> tuple[Report, Counter[str]]:
    from chassis.address import address
    from cli.web import Web
    from contracts.topics import department_topics
    from deploy.rights import admit
    from deploy.topics import TopicError, create
    from deploy.users import UsersError

    specs = [spec for organisation in listed for spec in department_topics(organisation.org)]
    try:
        report = await create(target.kafka, specs, replication)
        if address(target.kafka).user:
            await admit(target.kafka, [organisation.org for organisation in listed], {})
    except (TopicError, UsersError) as error:
        raise Stop(str(error)) from error
    changes: Counter[str] = Counter()
    async with Web(target) as web:
        for organisation in listed:
            answer = await web.must("gateway", "/organisations", organisation.model_dump(mode="json"))
            changes[answer["change"]] += 1
    return report, changes
