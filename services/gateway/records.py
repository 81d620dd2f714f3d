"""What the door's decision takes and gives."""

from __future__ import annotations

from collections.abc import Sequence
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


class Accepted(NamedTuple):
    """A record as it goes on: binary mode, ``key`` is ``<org>/<subject>``, ``value`` the data as sent."""

    service: str
    key: bytes
    headers: list[tuple[str, bytes]]
    value: bytes
    id: str


class Refused(NamedTuple):
    """A record that stays outside, and why."""

    refusal: Refusal


class Event(NamedTuple):
    """A CloudEvent read from either mode.

    ``prefix`` is how the sender wrote attribute names (``ce_`` in binary mode); ``body`` is the data as
    plain objects with numbers as ``Number``, ``data`` its JSON exactly as sent.
    """

    prefix: str
    attributes: dict[str, str]
    body: object
    data: bytes
