"""``gongkai refold``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.exits import USAGE, Stop
from cli.options import AsJson, State

if TYPE_CHECKING:
    from pathlib import Path


def refold(
    key: Annotated[
        str | None,
        typer.Argument(metavar="[KEY]", help="<kind>/<org>/<subject>; without it all that are set aside."),
    ] = None,
    list_only: Annotated[
        bool, typer.Option("--list", help="Only list what is set aside; nothing is folded again.")
    ] = False,
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Lists the subjects that are set aside, and has them folded again.

    A subject whose fold raised an error is set aside: its last good state stands, its facts are kept, everything else
    goes on. After a mended version was started (which tries by itself) or to see the error again in the log: refold.

    Example: gongkai refold requests.application/fengjie-caizhengju/sq-1

    Exit codes: 0 done, 1 no such subject, no stack or a service does not answer, 2 wrong usage
    """
    import asyncio
    import json

    if key is not None and list_only:
        raise Stop("give KEY or --list, not both", USAGE)
    services = _services(key)
    failed, count = asyncio.run(_refold(services, key, state, list_only=list_only))
    if as_json:
        for subject in failed:
            typer.echo(json.dumps(subject, ensure_ascii=False))
    else:
        _show([subject for subject in failed if key in {None, subject["key"]}], key)
    if not list_only:
        typer.echo(
            f"{count} {'subject' if count == 1 else 'subjects'} will be folded again; "
            "see what came of it: gongkai wait, then gongkai refold --list",
            err=as_json,
        )


def _services(key: str | None) -> tuple[str, ...]:
    """The service of the key's kind, or all that keep subjects."""
    from cli.organisations import must_know
    from contracts.families import FAMILIES
    from contracts.kit import key_of

    if key is None:
        return FAMILIES.services
    try:
        subject = key_of(key)
    except ValueError as error:
        raise Stop(f"{key!r}: {error}", USAGE) from error
    must_know(subject.kind, {kind: family.chinese for kind, family in FAMILIES.by_kind.items()}, "kind")
    return (subject.service,)


async def _refold(
    services: tuple[str, ...], key: str | None, state: Path | None, *, list_only: bool
) -> tuple[list[dict[str, Any]], int]:
    """What is set aside in ``services``, at most 100 each, and how many subjects are folded again."""
    from cli.target import find
    from cli.web import Web

    count = 0
    failed: list[dict[str, Any]] = []
    async with Web(find(state)) as web:
        for service in services:
            failed += await web.must(service, "/failed")
            if not list_only:
                answer = await web.must(service, "/refold", {"key": key} if key else {})
                count += int(answer["subjects"])
    return failed, count


def _show(failed: list[dict[str, Any]], key: str | None) -> None:
    from cli.console import open_console
    from cli.tables import add, plain_table

    if not failed:
        open_console().print("nothing is set aside" if key is None else f"{key} is not set aside")
        return
    table = plain_table("", "subject", "set aside for")
    for subject in failed:
        add(table, subject["key"], subject["failed"])
    open_console().print(table)
