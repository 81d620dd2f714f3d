"""Corrections and withdrawals that name a fact which nobody has sent: accepted, and without effect until it comes."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

import httpx

from cli.emitting import Outcome
from cli.exits import BEHIND, Stop
from cli.web import NoAnswer, words
from contracts.amendments import AMENDMENTS, CORRECTED
from contracts.families import FAMILIES
from contracts.kit import Key

CODE = "amendment.unknown_fact"
_EVERY_S = 0.1

Ask = Callable[[str, str], Awaitable[tuple[int, Any]]]
"""Status and JSON of a program's page."""


class _Amendment(NamedTuple):
    line: int
    service: str
    key: str
    id: str
    fact: str
    fact_type: str


async def unknown(ask: Ask, org: str, outcome: Outcome, until: float) -> list[dict[str, Any]]:
    """Accepted amendments of this sending that wait, in the form of refusals; asks the service that keeps the subject.

    One that does not answer, as it is being started again, is asked until the monotonic time ``until``; then raises ``Stop``.
    """
    refused, acknowledged = outcome.refused, set(outcome.lines.values())
    by_key: dict[tuple[str, str], list[_Amendment]] = {}
    for number, line in outcome.sent.items():
        amendment = _read(number, line, org) if number in acknowledged - refused else None
        if amendment is not None:
            by_key.setdefault((amendment.service, amendment.key), []).append(amendment)
    waiting = []
    for (service, key), amendments in by_key.items():
        known = await _facts(ask, service, key, until)
        waiting += [_as_json(each) for each in amendments if known.get(each.fact) != each.fact_type]
    return sorted(waiting, key=lambda each: int(each["line"]))


async def _facts(ask: Ask, service: str, key: str, until: float) -> dict[str, str]:
    """Id → type of every fact of a subject; none of one that is not known."""
    while True:
        try:
            status, body = await ask(service, f"/subjects/{quote(key, safe='/')}")
            away = None if status in (httpx.codes.OK, httpx.codes.NOT_FOUND) else f"{service}: {words(body)}"
        except NoAnswer as error:
            away = str(error)
        if away is None:
            return {fact["id"]: fact["type"] for fact in body["facts"]} if status == httpx.codes.OK else {}
        if time.monotonic() > until:
            raise Stop(f"whether each correction has its fact could not be asked in time. {away}", BEHIND)
        await asyncio.sleep(_EVERY_S)


def _read(number: int, line: bytes, org: str) -> _Amendment | None:
    """The amendment in a line that the gateway accepted; None for any other fact."""
    event: Mapping[str, Any] = json.loads(line)
    if event["type"] not in AMENDMENTS:
        return None
    data = event["data"]
    of_type = data.get("of_type") if data["fact_type"] == CORRECTED else data["fact_type"]
    family = FAMILIES.of_fact(str(of_type))
    key = Key(family.kind, event.get("about") or org, event["subject"])
    return _Amendment(number, family.service, str(key), event["id"], data["fact"], data["fact_type"])


def _as_json(amendment: _Amendment) -> dict[str, Any]:
    return {
        "line": amendment.line,
        "code": CODE,
        "field": "fact",
        "value": amendment.fact,
        "rule": f"所指事实尚未收到，暂无效果 / no {amendment.fact_type} with this id is known of {amendment.key}: without effect",
        "remedy": "核对编号和类型后用新编号重发，或者补报该事实 / send it again under a new id with the right id and type, "
        "or send the fact that it names",
        "fact": amendment.id,
    }
