"""What metrics reads of a state: whose it is, what it counts, and what is open or overdue. No family is known here."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

import msgspec
from aiokafka import ConsumerRecord

from contracts.fields import PATTERN_ID
from contracts.kit import key_of
from contracts.state import Counts
from services.metrics import contributions

UNMET = frozenset({"open", "overdue"})
"""Statuses of the obligations that have a row of their own."""

_KEY_BYTES = 1_500
"""What an index of PostgreSQL holds, with room for an obligation's id."""

_SHAPES_KEPT = 20_000


class _State(msgspec.Struct):
    counts: msgspec.Raw
    title: str | None = None
    obligations: list[msgspec.Raw] = []


class _Owed(msgspec.Struct):
    id: Annotated[str, msgspec.Meta(pattern=PATTERN_ID, max_length=200)]
    status: str


class Shape:
    """What a state counts, shared by all that count the same; ``packed`` once its measures have numbers."""

    __slots__ = ("counts", "packed")

    def __init__(self, counts: Counts) -> None:
        self.counts = counts
        self.packed: bytes | None = None


class Subject(NamedTuple):
    """The newest state of a subject: its version, whose it is, what it counts, and its unmet obligations by id."""

    version: int
    org: str
    shape: Shape
    owed: dict[str, bytes]
    """Rows from behind the county: ``"kind":…,"title":…,"obligation":…}``."""


_state = msgspec.json.Decoder(_State).decode
_owed = msgspec.json.Decoder(_Owed).decode
_encode = msgspec.json.Encoder().encode


class Shapes:
    """Counts met before: those of many subjects are the same bytes, and are read once."""

    def __init__(self) -> None:
        self._by_raw: dict[bytes, Shape] = {}

    def forget(self) -> None:
        """The numbers of measures are no longer sure."""
        self._by_raw.clear()

    def of(self, raw: bytes) -> Shape:
        """The shape of these counts; ValueError when they cannot be read."""
        shape = self._by_raw.get(raw)
        if shape is None:
            if len(self._by_raw) >= _SHAPES_KEPT:
                self._by_raw.clear()
            shape = self._by_raw[raw] = Shape(contributions.read(raw))
        return shape


def read(record: ConsumerRecord[Any, Any], version: int, shapes: Shapes) -> tuple[str, Subject]:
    """Key and subject of a state's record; ValueError when it cannot be read or kept."""
    if record.value is None:
        raise ValueError("a state is not taken back by a tombstone")
    key = record.key.decode()
    if len(record.key) > _KEY_BYTES or "\0" in key:
        raise ValueError("no key that can be kept")
    kind, org, _ = key_of(key)
    state = _state(record.value)
    return key, Subject(
        version, org, shapes.of(bytes(state.counts)), _unmet(kind, state) if state.obligations else {}
    )


def _unmet(kind: str, state: _State) -> dict[str, bytes]:
    rows = {}
    for raw in state.obligations:
        obligation = _owed(raw)
        if obligation.status in UNMET:
            body = bytes(raw)
            body.decode()
            rows[obligation.id] = b'"kind":%b,"title":%b,"obligation":%b}' % (
                _encode(kind),
                _encode(state.title),
                body,
            )
    return rows
