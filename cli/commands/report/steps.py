"""``gongkai report draft`` and ``issue``, and the check between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.commands.report.naming import County, Kind, Period
from cli.exits import FAILED, REFUSED, Stop
from cli.options import State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from contracts.assessment.hearing import Despite
    from law.reports import ReportKind

AsJson = Annotated[bool, typer.Option("--json", help="The service's answer as one line of JSON.")]


def draft(kind: Kind, period: Period, county: County = None, state: State = None, as_json: AsJson = False) -> None:
    """Drafts a report from what is counted and scored now; an older draft of the same period gives way to it.

    The draft is shown as it would be issued, and below it what stands against that.

    Example: gongkai report draft monthly 2026-03

    Exit codes: 0 drafted, 1 no stack, or it cannot be drafted (it says why), 2 wrong usage
    """
    body = _step("draft", kind, period, county, state, {})
    _show(body, as_json=as_json)


def check_draft(
    kind: ReportKind,
    period: str,
    county: str | None,
    state: Path | None,
    despite: Mapping[Despite, str],
    *,
    as_json: bool,
) -> None:
    """What ``gongkai report check KIND PERIOD`` does: ends with 3 where something stands against issuing the draft."""
    body = _step("check", kind, period, county, state, {"despite": despite} if despite else {})
    _show(body, as_json=as_json)
    if any(problem["grave"] for problem in body["problems"]):
        raise typer.Exit(REFUSED)


def issue(
    kind: Kind,
    period: Period,
    county: County = None,
    number: Annotated[
        int | None, typer.Option(min=1, help="Its number; refused unless it is the next.", show_default="the next")
    ] = None,
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Issues a checked report under the next number 〔year〕n. It is told as an event and never changes any more.

    What would differ later stands in its restatements, and is carried into the next report.

    Example: gongkai report issue monthly 2026-03

    Exit codes: 0 issued, 1 no stack, or it cannot be issued (it says why), 2 wrong usage
    """
    import json

    body = _step("issue", kind, period, county, state, {} if number is None else {"number": number})
    if as_json:
        typer.echo(json.dumps(body, ensure_ascii=False))
        return
    head = body["report"]
    typer.echo(f"{head['title']} 〔{head['year']}〕{head['number']}，{head['issued_on']}印发，sha256 {head['sha256']}")
    typer.echo(
        f"下一步，告知各单位：gongkai report notices {kind} {period} issued --org 主管部门 | gongkai emit --org 主管部门 -"
    )


def _step(
    step: str, kind: str, period: str, county: str | None, state: Path | None, beside: Mapping[str, Any]
) -> dict[str, Any]:
    import asyncio

    return asyncio.run(_asked(step, kind, period, county, state, beside))


async def _asked(
    step: str, kind: str, period: str, county: str | None, state: Path | None, beside: Mapping[str, Any]
) -> dict[str, Any]:
    import httpx

    from cli.organisations import registry
    from cli.report.issued import the_county
    from cli.target import find
    from cli.web import Web, words

    target = find(state)
    slug = the_county(county, await registry(target))
    async with Web(target) as web:
        status, body = await web.ask(
            "assessment", f"/reports/{step}", {"county": slug, "kind": kind, "period": period, **beside}
        )
    if status != httpx.codes.OK:
        raise Stop(words(body), FAILED)
    return dict(body)


def _show(body: dict[str, Any], *, as_json: bool) -> None:
    import json

    from cli.console import open_console
    from cli.report.issued import head_parts, problem_lines

    if as_json:
        typer.echo(json.dumps(body, ensure_ascii=False))
        return
    console = open_console()
    for part in (*head_parts(body["report"], "draft"), *problem_lines(body["problems"])):
        console.print(part)
