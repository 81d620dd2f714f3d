"""What metrics reads of states: whose they are, what they count, and what is open or overdue. No family is known here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec
from aiokafka import ConsumerRecord

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
    """What a state counts, shared by all that count the same; ``packed`` once its measures have numbers."""

    __slots__ = ("counts", "packed")

    def __init__(self, counts: Counts) -> None:
        self.counts = counts
        self.packed = ""


_state = msgspec.json.Decoder(_State).decode
_owed = msgspec.json.Decoder(_Owed).decode
_encode = msgspec.json.Encoder().encode


class Shapes:
    """Counts met before: those of many subjects are the same bytes, and are read once."""

    def __init__(self) -> None:
        self._by_raw: dict[bytes, Shape] = {}

    def forget(self) -> None:
        """The numbers of measures are no longer sure."""
        self._by_raw = {}

    def of(self, raw: bytes) -> Shape:
        """The shape of these counts; ValueError when they cannot be read."""
        shape = self._by_raw.get(raw)
        if shape is None:
            if len(self._by_raw) >= _SHAPES_KEPT:
                self._by_raw.clear()
            shape = self._by_raw[raw] = Shape(contributions.read(raw))
        return shape


class States:
    """One state each of many subjects, in columns: as the database takes them."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.versions: list[int] = []
        self.orgs: list[str] = []
        self.shapes: list[Shape] = []
        self.owed: list[str] = []
        """Ids of the obligations that are open or overdue, joined by slashes."""
        self.rows: dict[str, str] = {}
        """Their rows by ``<key>/<id>``, from behind the county: ``"kind":…,"title":…,"obligation":…}``."""

    def take(self, candidates: Mapping[bytes, tuple[int, ConsumerRecord[Any, Any]]], shapes: Shapes) -> list[bytes]:
        """Add the states of these records, by key and version, in the order of the keys; the keys of those that cannot be.

        In that order they lie near one another in the table, and instances that share keys lock them alike.
        """
        failed = []
        keys, versions, orgs, kept, owed = self.keys, self.versions, self.orgs, self.shapes, self.owed
        for key in sorted(candidates):
            version, record = candidates[key]
            try:
                text = key.decode()
                prefix, _, subject = text.rpartition("/")
                kind, org = _owner(prefix)
                _check(key, text, subject, version)
                state = _state(record.value)
                shape = shapes.of(bytes(state.counts))
                owed.append(self._take_owed(text, kind, state) if state.obligations else "")
            except (TypeError, ValueError):
                failed.append(key)
                continue
            keys.append(text)
            versions.append(version)
            orgs.append(org)
            kept.append(shape)
        return failed

    def _take_owed(self, key: str, kind: bytes, state: _State) -> str:
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
        for name, row in rows.items():
            self.rows[f"{key}/{name}"] = row
        return "/".join(rows)


@lru_cache(10_000)
def _owner(prefix: str) -> tuple[bytes, str]:
    """Kind (as JSON) and organisation of the keys that begin with ``prefix``; ValueError when no key does."""
    key = key_of(f"{prefix}/-")
    return _encode(key.kind), key.org


def _check(key: bytes, text: str, subject: str, version: int) -> None:
    """Raises ValueError for a key or a version that cannot be kept."""
    unfit = not subject or len(key) > _KEY_BYTES or "\0" in text or SEPARATOR in text
    if unfit or not 0 < version < 2**31:
        raise ValueError("neither key nor version can be kept")
