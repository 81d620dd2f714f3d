"""What the door's judgement takes and gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from contracts.notices import Refusal

LIMIT = 262_144
"""Bytes that a record's value may have; a fact is some hundred bytes, documents stay where they are."""


class Inbound(NamedTuple):
    """A record as it lies in a department's inbox."""

    value: bytes | None
    headers: Sequence[tuple[str, bytes | None]]
    topic: str
    partition: int
    offset: int


class Unit(NamedTuple):
    """What the door knows of an organisation."""

    supervisor: str | None = None
    """Its 主管部门, which may speak about it."""
    closed: bool = False
    """It is no longer: what it sends from now on is refused."""
    closing: bool = False
    """Its last day is over, and what it could still send into its inbox is being read."""
    successor: str | None = None
    """The organisation that took over, and may finish what this one has left open once it is closed."""


class Units:
    """The organisations that the registry has, or has had, at one moment."""

    def __init__(self, units: Mapping[str, Unit]) -> None:
        self.by_org = units
        self.orgs = frozenset(units)
        self.closing = frozenset(org for org, unit in units.items() if unit.closing)

    @cached_property
    def for_http(self) -> Units:
        """The same for facts that come over HTTP: nothing more is taken of an organisation that is being closed."""
        return Units({org: unit._replace(closed=unit.closed or unit.closing) for org, unit in self.by_org.items()})


NOBODY = Units({})
"""A registry without organisations."""


class Accepted(NamedTuple):
    """A record as it goes on to ``service``: in binary mode, its key a ``contracts.kit.Key``, the data as sent."""

    service: str
    key: bytes
    headers: list[tuple[str, bytes]]
    value: bytes


class Refused(NamedTuple):
    """A record that stays outside, and why."""

    refusal: Refusal


class Event(NamedTuple):
    """A CloudEvent read from either mode.

    ``time`` is its moment; ``prefix`` is how the sender wrote attribute names (``ce_`` in binary mode); ``body`` is the data as
    plain objects with numbers as ``Number``, ``data`` its JSON exactly as sent, ``texts`` every string, key
    and number of it, joined by ``strict_json.BETWEEN``.
    """

    prefix: str
    attributes: dict[str, str]
    time: datetime
    body: object
    data: bytes
    texts: str
