"""``gongkai orgs add``, ``rename``, ``move`` and ``close``."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.exits import USAGE, Stop
from cli.options import Deadline, State, day_of

Slug = Annotated[str, typer.Argument(metavar="ORG", help="The organisation's slug; gongkai orgs lists them.")]


def add(
    org: Annotated[str, typer.Argument(metavar="ORG", help="Its slug: small letters, digits and hyphens.")],
    name: Annotated[str, typer.Option(help="Its name in Chinese, as lists show it.")],
    kind: Annotated[str, typer.Option(help="街道, 镇, 乡, 部门 or 其他.")],
    county: Annotated[str, typer.Option(help="Slug of its county.")],
    county_name: Annotated[str | None, typer.Option(help="Name of a county that is new to the registry.")] = None,
    full_name: Annotated[str | None, typer.Option(help="Its legal name, with which it signs letters.")] = None,
    supervisor: Annotated[str | None, typer.Option(metavar="ORG", help="Its 主管部门.")] = None,
    code: Annotated[
        list[str] | None, typer.Option(metavar="SCHEME=CODE", help="A code of another scheme; may be repeated.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="First day on which it exists.")] = None,
    deadline: Deadline = 60,
    state: State = None,
) -> None:
    """Adds an organisation, or changes it; its topics and rights are there when the command ends.

    One that was closed is open again: it needs new keys and tokens.

    Example: gongkai orgs add fengjie-shehuigongzuobu --name 社会工作部 --kind 部门 --county fengjie

    Exit codes: 0 added or changed, 1 the gateway refused it (it says why) or no stack, 2 wrong usage,
    4 not admitted in time
    """
    from cli.registering import register
    from cli.target import find

    codes = [text.partition("=") for text in code or ()]
    if any(not scheme or not value for scheme, _, value in codes):
        raise Stop("--code: give the scheme and the code, e.g. --code 统一社会信用代码=11500236008653XXXX", USAGE)
    entry = {
        "org": org,
        "name": name,
        "kind": kind,
        "county": county,
        "county_name": county_name,
        "full_name": full_name,
        "supervisor": supervisor,
        "codes": [{"scheme": scheme, "code": value} for scheme, _, value in codes],
        "valid_from": day_of(since).isoformat() if since else None,
    }
    typer.echo(register(find(state), entry, deadline))


def rename(
    org: Slug,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its new name in Chinese.")],
    full_name: Annotated[str | None, typer.Option(help="Its new legal name; left out, the same as NAME.")] = None,
    state: State = None,
) -> None:
    """Gives an organisation another name from today; its slug, its facts and its scores stay.

    Example: gongkai orgs rename fengjie-caizhengju 财政金融局 --full-name 奉节县财政金融局

    Exit codes: 0 renamed, 1 no such organisation, or no stack, 2 wrong usage
    """
    from cli.registering import changed
    from cli.target import find

    typer.echo(changed(find(state), org, "rename", {"name": name, "full_name": full_name}))


def move(
    org: Slug,
    supervisor: Annotated[str | None, typer.Option(metavar="ORG", help="Its new 主管部门.")] = None,
    county: Annotated[str | None, typer.Option(help="Slug of its new county, which the registry knows.")] = None,
    state: State = None,
) -> None:
    """Puts an organisation under another 主管部门, or into another county, from today.

    Example: gongkai orgs move fengjie-xinfangju --supervisor fengjie-shehuigongzuobu

    Exit codes: 0 moved, 1 no such organisation or place, or no stack, 2 wrong usage
    """
    from cli.registering import changed
    from cli.target import find

    if supervisor is None and county is None:
        raise Stop("say where to: --supervisor ORG or --county SLUG", USAGE)
    typer.echo(changed(find(state), org, "move", {"supervisor": supervisor, "county": county}))


def close(
    org: Slug,
    on: Annotated[str, typer.Option(metavar="DATE", help="The last day on which it exists.")],
    successor: Annotated[str | None, typer.Option(metavar="ORG", help="Who takes over what it did.")] = None,
    deadline: Deadline = 60,
    state: State = None,
) -> None:
    """Ends an organisation with a day; its history, its numbers and its scores until then stay with it.

    On the day after, its keys, tokens and rights end, what it has sent by then is read, and from then on its facts are
    refused. The successor may finish what it has left open (ce_about names the former unit).

    Example: gongkai orgs close fengjie-xinfangju --on 2026-03-31 --successor fengjie-shehuigongzuobu

    Exit codes: 0 entered, and where the day is past closed, 1 no such organisation or successor, or no stack,
    2 wrong usage, 4 not closed in time
    """
    from cli.registering import ended
    from cli.target import find

    typer.echo(ended(find(state), org, day_of(on), successor, deadline))
