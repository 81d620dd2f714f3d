"""What metrics reads of states: whose they are, what they count, and what is open or overdue. No family is known here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import msgspec

from contracts.kit import key_of
from contracts.state import Counts
from services.metrics import contributions

UNMET = frozenset({"open", "overdue"})
"""Statuses of the obligations that have a row of their own."""

SEPARATOR = "\x1e"
"""Stands between the texts of a column on their way to the database, where it cannot be part of JSON nor of an id."""

_KEY_BYTES, _ID_LETTERS = 1_500, 200
"""Together no more than an index of PostgreSQL holds."""

_SHAPES_KEPT = 20_000


class _State(msgspec.Struct, gc=False):
    counts: msgspec.Raw
    obligations: list[msgspec.Raw] = []
    title: msgspec.Raw = msgspec.Raw(b"null")


class _Owed(msgspec.Struct, gc=False):
    id: str
    status: str


class Shape:
    """What a state counts, shared by all that count the same."""

    __slots__ = ("counts",)

    def __init__(self, counts: Counts) -> None:
        self.counts = counts


State = tuple[int, str, Shape, Mapping[str, str]]
"""Version, organisation, what it counts, and by their ids the rows of the obligations that are open or overdue, from
behind the county: ``"kind":…,"title":…,"obligation":…}``."""

_state = msgspec.json.Decoder(_State).decode
_owed = msgspec.json.Decoder(_Owed).decode
_encode = msgspec.json.Encoder().encode

_NOTHING: Mapping[str, str] = {}


class Shapes:
    """Counts met before: those of many subjects are the same bytes, and are read once."""

    def __init__(self) -> None:
        self._by_raw: dict[bytes, Shape] = {}

    def of(self, raw: bytes) -> Shape:
        """The shape of these counts; ValueError when they cannot be read."""
        shape = self._by_raw.get(raw)
        if shape is None:
            if len(self._by_raw) >= _SHAPES_KEPT:
                self._by_raw.clear()
            shape = self._by_raw[raw] = Shape(contributions.read(raw))
        return shape


def read(key: str, version: int, value: bytes, shapes: Shapes) -> State:
    """The state of the subject ``key``; TypeError or ValueError where it is none or cannot be kept."""
    prefix, _, subject = key.rpartition("/")
    kind, org = _owner(prefix)
    long = len(key) > _KEY_BYTES // 4 and len(key.encode()) > _KEY_BYTES
    if long or not subject or "\0" in key or SEPARATOR in key or not 0 < version < 2**31:
        raise ValueError("neither key nor version can be kept")
    state = _state(value)
    rows = _rows(kind, state) if state.obligations else _NOTHING
    return version, org, shapes.of(bytes(state.counts)), rows


def _rows(kind: bytes, state: _State) -> Mapping[str, str]:
    title = bytes(state.title)
    if title[:1] != b'"' and title != b"null":
        raise ValueError("the title is neither a text nor null")
    rows = {}
    for raw in state.obligations:
        obligation = _owed(raw)
        if obligation.status in UNMET:
            name = obligation.id
            if "/" in name or "\0" in name or SEPARATOR in name or len(name) > _ID_LETTERS:
                raise ValueError("no id of an obligation")
            body = b"".join((b'"kind":', kind, b',"title":', title, b',"obligation":', raw, b"}"))
            rows[name] = body.decode()
    return rows


@lru_cache(10_000)
def _owner(prefix: str) -> tuple[bytes, str]:
    """Kind (as JSON) and organisation of the keys that begin with ``prefix``; ValueError when no key does."""
    key = key_of(f"{prefix}/-")
    return _encode(key.kind), key.org
