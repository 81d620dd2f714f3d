"""``gongkai show``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.exits import USAGE, Stop
from cli.options import State

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cli.organisations import Registry
    from cli.subjects import Told
    from cli.web import Web
    from contracts.kit import Key


def show(
    org: Annotated[str, typer.Argument(metavar="ORG", help="The organisation, by its slug.")],
    subject: Annotated[str, typer.Argument(metavar="SUBJECT", help="The department's own id.")],
    family: Annotated[
        str | None,
        typer.Option(help="Only this kind of subject, such as disclosure; without it every kind of that id."),
    ] = None,
    state: State = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines, one a subject, as the services answer.")] = False,
) -> None:
    """Shows a subject of any kind whole: its state, what is owed and why, what is wrong, its facts and where they lie.

    Below what is wrong stand signals (迹象): steps that are no fault, such as an extension at the last minute or a fact that was
    recorded late, of which many make an indicator of gaming (指标异常).

    A document and its disclosure have one id: both are shown. The rule that set a due date stands beside it, and the subjects on whose
    states it rests below. Places of facts are topic/partition/offset, in the intake and in the department's inbox.

    Example: gongkai show fengjie-caizhengju ys-2026-001

    Exit codes: 0 shown, 1 no stack, or no such subject, 2 wrong usage, an unknown organisation or kind
    """
    import asyncio
    import json

    from cli.console import open_console

    _must_be_a_kind(family)
    if not subject:
        raise Stop("SUBJECT is empty: give the department's own id", USAGE)
    console = open_console(stderr=True)
    with console.status("asking the services") as line:
        subjects, known = asyncio.run(_find(org, subject, family, state, line.update))
    if as_json:
        for shown_subject in subjects:
            typer.echo(json.dumps(shown_subject.as_json, ensure_ascii=False))
        return
    from cli.subjects import whole

    shown = open_console()
    for shown_subject in subjects:
        for part in whole(shown_subject, known.orgs):
            shown.print(part)


def _must_be_a_kind(family: str | None) -> None:
    from cli.organisations import near
    from contracts.families import FAMILIES

    kinds = {name: known.chinese for name, known in FAMILIES.by_name.items()}
    if family is not None and family not in kinds:
        hint = near(family, kinds) or f"there are {', '.join(kinds)}"
        raise Stop(f"there is no kind of subject {family!r}; {hint}", USAGE)


async def _find(
    org: str, subject: str, family: str | None, state: Path | None, progress: Callable[[str], None]
) -> tuple[list[Told], Registry]:
    from cli.bus import open_bus
    from cli.organisations import must_know, read_registry
    from cli.places import places
    from cli.subjects import Told
    from cli.target import find
    from cli.web import Web
    from contracts.families import FAMILIES
    from contracts.kit import Key

    target = find(state)
    kinds = [known.kind for known in FAMILIES.all if family in (None, known.name)]
    async with open_bus(target) as bus, Web(target) as web:
        known = await read_registry(bus)
        must_know(org, known.orgs, "organisation")
        subjects = []
        for kind in kinds:
            key = Key(kind, org, subject)
            body = await _asked(web, key)
            if body is not None:
                facts = [row["id"] for row in body["facts"]]
                subjects.append(Told(body, await places(bus, key, facts, progress)))
        if not subjects:
            raise Stop(await _missing(web, kinds, org, subject, family))
    return subjects, known


async def _missing(web: Web, kinds: Sequence[str], org: str, subject: str, family: str | None) -> str:
    from urllib.parse import urlencode

    from cli.sought import missing
    from contracts.kit import key_of

    keys: dict[str, list[Key]] = {"near": [], "elsewhere": []}
    for service in dict.fromkeys(kind.partition(".")[0] for kind in kinds):
        answer = await web.must(service, f"/subjects?{urlencode({'org': org, 'subject': subject})}")
        for where, known in keys.items():
            known += [key for key in map(key_of, answer[where]) if key.kind in kinds]
    return missing(org, subject, family, **keys)


async def _asked(web: Web, key: Key) -> dict[str, Any] | None:
    from urllib.parse import quote

    import httpx

    from cli.web import words

    status, answer = await web.ask(key.service, f"/subjects/{quote(str(key), safe='/')}")
    if status == httpx.codes.NOT_FOUND:
        return None
    if status != httpx.codes.OK:
        raise Stop(f"{key.service}: {words(answer)}")
    return dict(answer)
