"""Attempts to speak for another: facts that name an organisation which their sender is not, and who they pretend to be."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

Forgery = Callable[[dict[str, Any], str], None]
"""Makes a sender's own fact one that speaks for another organisation."""


def _in_the_source(fact: dict[str, Any], other: str) -> None:
    fact["source"] = f"/orgs/{other}/oa"


def _in_a_name(fact: dict[str, Any], other: str) -> None:
    fact["source"] = f"urn:gongkai:{other}"


def _in_an_extension(fact: dict[str, Any], other: str) -> None:
    fact["org"] = other


def _as_its_supervisor(fact: dict[str, Any], other: str) -> None:
    fact["about"] = other


def _in_the_data(fact: dict[str, Any], other: str) -> None:
    fact["data"]["org"] = other


FORGERIES: tuple[Forgery, ...] = (_in_the_source, _in_a_name, _in_an_extension, _as_its_supervisor, _in_the_data)


def forged(org: str, other: str, how_many: int, name: str) -> Iterator[bytes]:
    """So many facts of ``org``'s that speak for ``other``, each in the next way; ``name`` begins their ids."""
    for number in range(how_many):
        fact = own_fact(org, f"{name}-{number}")
        FORGERIES[number % len(FORGERIES)](fact, other)
        yield json.dumps(fact).encode()


def own_fact(org: str, fact_id: str) -> dict[str, Any]:
    """A fact that ``org`` may tell: a document of its own."""
    return {
        "specversion": "1.0",
        "id": fact_id,
        "source": f"/orgs/{org}/oa",
        "type": "document.drafted.v1",
        "subject": fact_id,
        "time": "2026-02-02T09:00:00+08:00",
        "data": {"title": "甲", "drafted_on": "2026-02-02"},
    }
