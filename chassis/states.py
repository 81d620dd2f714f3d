"""Reading the part of another subject's state that a fold needs of it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

_decoders: dict[type, msgspec.json.Decoder[Any]] = {}


def _decoder(reads: type[T]) -> msgspec.json.Decoder[T]:
    return _decoders.setdefault(reads, _decoders.get(reads) or msgspec.json.Decoder(reads))


MOST_REMEMBERED = 16 * 1024
"""Bytes of a state that is remembered as it was read; longer ones are few."""


def read_state(reads: type[T], state: bytes) -> T:
    """What ``reads`` names of a state. A state that flows to many subjects is read once; nobody may change what is returned."""
    if len(state) > MOST_REMEMBERED:
        return _decoder(reads).decode(state)
    read: T = _remembered(reads, state)  # type: ignore[arg-type]  # a class is hashable, whatever T may be
    return read


@lru_cache(2_048)
def _remembered(reads: type[Any], state: bytes) -> Any:
    return _decoder(reads).decode(state)
