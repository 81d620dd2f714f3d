"""Corrections and withdrawals that name a fact which nobody has sent: accepted, and without effect until it comes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from cli.emitting import Outcome
from cli.web import Web
from contracts.amendments import AMENDMENTS, CORRECTED
from contracts.families import FAMILIES
from contracts.kit import Key

CODE = "amendment.unknown_fact"


class _Amendment(NamedTuple):
    line: int
    service: str
    key: str
    id: str
    fact: str
    fact_type: str


async def unknown(web: Web, org: str, outcome: Outcome) -> list[dict[str, Any]]:
    """Accepted amendments of this sending that wait, in the form of refusals; asks the service that keeps the subject."""
    refused, acknowledged = outcome.refused, set(outcome.lines.values())
    by_key: dict[tuple[str, str], list[_Amendment]] = {}
    for number, line in outcome.sent.items():
        amendment = _read(number, line, org) if number in acknowledged - refused else None
        if amendment is not None:
            by_key.setdefault((amendment.service, amendment.key), []).append(amendment)
    waiting = []
    for (service, key), amendments in by_key.items():
        known = await _facts(web, service, key)
        waiting += [_told(each) for each in amendments if known.get(each.fact) != each.fact_type]
    return sorted(waiting, key=lambda each: int(each["line"]))


async def _facts(web: Web, service: str, key: str) -> dict[str, str]:
    """Id → type of every fact of a subject; none of one that is not known."""
    status, body = await web.ask(service, f"/subjects/{quote(key, safe='/')}")
    return {fact["id"]: fact["type"] for fact in body["facts"]} if status == 200 else {}


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


def _told(amendment: _Amendment) -> dict[str, Any]:
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
