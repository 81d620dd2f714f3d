"""``gongkai dead-letters``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.exits import FAILED, REFUSED, USAGE, Stop
from cli.options import AsJson, State

if TYPE_CHECKING:
    from pathlib import Path

app = typer.Typer(no_args_is_help=True, help="Records that could not be taken.")

Where = Annotated[str, typer.Argument(metavar="TOPIC/PARTITION/OFFSET", help="As `list` shows it.")]


@app.command("list")
def list_letters(
    service: Annotated[str | None, typer.Option(help="Only those of this service.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many of each service.")] = 100,
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Lists the dead letters of all services: code, where the record lies, and the remedy.

    Example: gongkai dead-letters list --service gateway

    Exit codes: 0 shown (also when there are none), 1 no stack or a service does not answer, 2 wrong usage
    """
    import asyncio
    import json

    from cli.target import SERVICES

    if service not in {None, *SERVICES}:
        raise Stop(f"there is no service {service!r}; give one of {', '.join(SERVICES)}", USAGE)
    letters = asyncio.run(_letters(state, [service] if service else list(SERVICES), limit))
    if as_json:
        for letter in letters:
            typer.echo(json.dumps(letter, ensure_ascii=False))
    else:
        _show(letters)


@app.command()
def show(
    where: Where,
    value: Annotated[
        bool,
        typer.Option(
            "--value",
            help="Print the record's bytes too; they may be personal. On a terminal control characters are written out.",
        ),
    ] = False,
    state: State = None,
) -> None:
    """Shows one dead letter: the rule broken, the remedy, and the record's headers and size.

    Example: gongkai dead-letters show dept.fengjie-caizhengju.events/0/17 --value

    Exit codes: 0 shown, 1 there is none at that place, or no stack, 2 wrong usage
    """
    import asyncio
    import sys

    from contracts.control_characters import written_out

    letter, record = asyncio.run(_find(state, where))
    for name, text in letter.items():
        typer.echo(f"{name}: {'' if text is None else written_out(str(text))}")
    if record is None:
        typer.echo("record: no longer in the log")
        return
    typer.echo(f"key: {written_out((record.key or b'').decode(errors='replace'))}")
    for name, raw in record.headers:
        typer.echo(f"header {written_out(name)}: {written_out((raw or b'').decode(errors='replace'))}")
    typer.echo("size: null" if record.value is None else f"size: {len(record.value)} bytes")
    if value and record.value is not None and sys.stdout.isatty():
        typer.echo(written_out(record.value.decode(errors="backslashreplace"), keep="\n\t"))
    elif value and record.value is not None:
        sys.stdout.flush()
        sys.stdout.buffer.write(record.value + b"\n")


@app.command()
def replay(where: Where, state: State = None) -> None:
    """Has the service that put a record aside take it again, here and now; nothing is sent anywhere.

    Useful when the reason is gone: an organisation was registered, a service was upgraded. Otherwise it is refused again.

    Example: gongkai dead-letters replay dept.fengjie-caizhengju.events/0/17

    Exit codes: 0 taken, 1 there is none at that place, its record is gone, the service is not up, or no stack,
    2 wrong usage, 3 refused again
    """
    import asyncio

    service = asyncio.run(_replay(state, where))
    typer.echo(f"{where} was taken by {service}; when it is counted: gongkai wait")


def _place(where: str) -> tuple[str, int, int]:
    topic, _, rest = where.partition("/")
    partition, _, offset = rest.partition("/")
    if not (topic and partition.isdecimal() and offset.isdecimal()):
        raise Stop(f"{where!r} is not TOPIC/PARTITION/OFFSET; see: gongkai dead-letters list", USAGE)
    return topic, int(partition), int(offset)


async def _letters(state: Path | None, services: list[str], limit: int) -> list[dict[str, Any]]:
    from cli.target import find
    from cli.web import Web

    async with Web(find(state)) as web:
        return [
            {"service": service, **letter}
            for service in services
            for letter in await web.must(service, f"/dead-letters?limit={limit}")
        ]


async def _letter(state: Path | None, where: str) -> dict[str, Any]:
    from cli.target import SERVICES

    place = _place(where)
    for letter in await _letters(state, list(SERVICES), 10_000):
        if (letter["topic"], letter["partition"], letter["offset"]) == place:
            return letter
    raise Stop(f"there is no dead letter at {where}; see: gongkai dead-letters list")


async def _find(state: Path | None, where: str) -> tuple[dict[str, Any], Any]:
    from cli.bus import Place, open_bus
    from cli.target import find

    letter = await _letter(state, where)
    async with open_bus(find(state)) as bus:
        return letter, await bus.record(Place(*_place(where)))


async def _replay(state: Path | None, where: str) -> str:
    """The service that has taken it; Stop with the service's own words when it has not."""
    from cli.target import find
    from cli.web import Web, words

    letter = await _letter(state, where)
    async with Web(find(state)) as web:
        body = {name: letter[name] for name in ("topic", "partition", "offset")}
        status, answer = await web.ask(letter["service"], "/dead-letters/replay", body)
    if status != 200:
        raise Stop(f"{letter['service']}: {words(answer)}", REFUSED if status == 422 else FAILED)
    return str(letter["service"])


def _show(letters: list[dict[str, Any]]) -> None:
    from cli.console import open_console
    from cli.tables import add, plain_table

    if not letters:
        open_console().print("no dead letters")
        return
    table = plain_table("", "service", "where", "code", "field", "remedy", "replayed")
    table.columns[1].no_wrap = True  # to be copied into show and replay
    for letter in letters:
        where = "/".join(str(letter[name]) for name in ("topic", "partition", "offset"))
        taken = "taken" if letter["replayed"] else ""
        add(table, letter["service"], where, letter["code"], letter["field"], letter["remedy"], taken)
    open_console().print(table)
