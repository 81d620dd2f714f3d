"""Values of records in less room."""

from __future__ import annotations

import zlib

_SMALL = 800
"""Bytes of a value that is not worth packing; an object in JSON, so its first character tells it from a packed one."""


def packed(value: bytes) -> bytes:
    """A record's value as it is kept."""
    return value if len(value) < _SMALL and value[:1] == b"{" else zlib.compress(value, 1)


def unpacked(body: bytes) -> bytes:
    """A record's value from how it is kept."""
    return body if body[:1] == b"{" else zlib.decompress(body)
