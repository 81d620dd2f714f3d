"""``gongkai letter``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.exits import USAGE, Stop
from cli.files import STANDARD, free, write
from cli.options import State

if TYPE_CHECKING:
    from papers.letters import Letter

Case = Annotated[str | None, typer.Argument(metavar="CASE", help="The application: <org>/<subject>, or its id alone.")]
Kind = Annotated[
    str | None,
    typer.Option("--kind", help="Which letter: a step, answer, or answer.<code>; --list shows them all."),
]
Output = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="FILE|-", help="File to write.", show_default="<org>-<subject>-<kind>.docx"),
]


def letter(
    case: Case = None,
    kind: Kind = None,
    output: Output = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    state: State = None,
    listing: Annotated[bool, typer.Option("--list", help="Show the standard texts; needs no running stack.")] = False,
) -> None:
    """Writes a numbered standard text (标准文本) about an application as a Word document.

    What the facts hold is filled in. What no event may hold (names, addresses, what was asked for) and what the
    facts lack is a blank marked in yellow, and named on standard error. --kind answer takes the code of the
    application's last result. Nothing is stored but the file.

    Example: gongkai letter fengjie-caizhengju/a-2026-001 --kind answer

    Exit codes: 0 written, 1 no stack, or no such application, 2 wrong usage, or the facts for that letter are missing
    """
    import asyncio

    if listing:
        _list()
        return
    if case is None or kind is None:
        raise Stop("give CASE and --kind; gongkai letter --list shows the kinds", USAGE)
    _check(kind)
    if output is not None:
        free(output, force=force)
    body, org_name = asyncio.run(_ask(case, state))
    filled = _filled(kind, body, org_name)
    file = output or _file(body["id"], filled)
    free(file, force=force)
    _write(filled, file)
    _say(filled, file)


async def _ask(case: str, state: Path | None) -> tuple[dict[str, Any], str]:
    """The application as the requests service has it, and its organisation's name of the registry."""
    from urllib.parse import quote

    from cli.organisations import registry
    from cli.target import find
    from cli.web import Web

    target = find(state)
    async with Web(target) as web:
        body = await web.must("requests", f"/applications/{quote(case, safe='/')}")
    return body, (await registry(target)).orgs.get(body["id"].partition("/")[0], "")


def _filled(kind: str, body: dict[str, Any], org_name: str) -> Letter:
    """The letter as of the service's day; Stop when the facts do not say which, or the application is set aside."""
    from datetime import date

    from cli.facts import counting, detail_of, state_of
    from papers.letters import NotFillable, fill

    state, facts = state_of(body), counting(body["key"], body["facts"])
    if state is None or body["failed"]:
        raise Stop(f"{body['id']} is set aside ({body['failed']}), so what stands may be old; see: gongkai refold")
    try:
        return fill(kind, state, detail_of(body), facts, org_name, date.fromisoformat(body["as_of"]))
    except NotFillable as error:
        raise Stop(str(error), USAGE) from error


def _file(key: str, filled: Letter) -> str:
    from papers.letters.document import file_name

    return file_name(key, filled.kind)


def _check(kind: str) -> None:
    from papers.letters import NotFillable
    from papers.letters.kinds import check

    try:
        check(kind)
    except NotFillable as error:
        raise Stop(str(error), USAGE) from error


def _write(filled: Letter, file: str) -> None:
    from papers.letters import document

    write(file, lambda to: document.write(filled, to))


def _say(filled: Letter, file: str) -> None:
    typer.echo(f"{file}: {filled.number} {filled.title}", err=file == STANDARD)
    for note in filled.notes:
        typer.echo(f"note: {note}", err=True)
    if filled.blanks:
        typer.echo(f"{len(filled.blanks)} marked blanks are left:", err=True)
    for blank in filled.blanks:
        typer.echo(f"  【{blank.words}】 {blank.why}", err=True)


def _list() -> None:
    from papers.letters import texts
    from papers.letters.kinds import OPEN_KINDS

    for text in texts().texts:
        articles = "、".join(text.articles)
        typer.echo(f"{text.kind}  {text.number} 第{text.version}版 {text.effective_on}起  {text.title}  {articles}")
    typer.echo(f"{', '.join(OPEN_KINDS)}: the answer that the application's last result names")
