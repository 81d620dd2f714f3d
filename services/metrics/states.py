"""What metrics reads of states: whose they are, what they count, and what is open or overdue. No family is known here."""

from __future__ import annotations

import msgspec

from contracts.kit import key_of
from contracts.state import Counts
from services.metrics import contributions

UNMET = frozenset({"open", "overdue"})
"""Statuses of the obligations that have a row of their own."""

_VERSIONS = range(1, 2**31)
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
        self.packed = b""


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
        self.owed: list[str | None] = []
        """Ids of the obligations that are open or overdue, joined by slashes; None without any."""
        self.rows: dict[str, bytes] = {}
        """Their rows by ``<key>/<id>``, from behind the county: ``"kind":…,"title":…,"obligation":…}``."""

    def take(self, key: bytes, version: int, value: bytes, shapes: Shapes) -> None:
        """Add a state; ValueError when it cannot be read or kept."""
        text = key.decode()
        kind, org, _ = key_of(text)
        if len(key) > _KEY_BYTES or "\0" in text or version not in _VERSIONS:
            raise ValueError("neither key nor version can be kept")
        state = _state(value)
        shape = shapes.of(bytes(state.counts))
        self.owed.append(self._take_owed(text, kind, state) if state.obligations else None)
        self.keys.append(text)
        self.versions.append(version)
        self.orgs.append(org)
        self.shapes.append(shape)

    def _take_owed(self, key: str, kind: str, state: _State) -> str | None:
        rows = {}
        for raw in state.obligations:
            obligation = _owed(raw)
            if obligation.status in UNMET:
                name = obligation.id
                if "/" in name or "\0" in name or len(name) > _ID_LETTERS:
                    raise ValueError("no id of an obligation")
                rows[name] = row = b'"kind":%b,"title":%b,"obligation":%b}' % (
                    _encode(kind),
                    state.title,
                    raw,
                )
                row.decode()
        if bytes(state.title)[:1] not in {b'"', b"n"}:
            raise ValueError("the title is neither a text nor null")
        self.rows.update({f"{key}/{name}": row for name, row in rows.items()})
        return "/".join(rows) or None
