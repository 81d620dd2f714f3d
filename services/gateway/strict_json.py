"""JSON as RFC 8259 means it: every way in which a document is not, told apart."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final, NoReturn

import msgspec

from services.gateway.rules import MAX_DEPTH, RuleError
from services.gateway.shown import SHOWN, WITHHELD

_STRINGS: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)
"""A string, or what is left of one at the end: each byte is looked at once."""

_NOT_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


_LONGEST_NUMBER: Final = 100
"""Characters of a number; readers of JSON give up at some length or other."""


class Number(str):
    """A number as written: no fact has one, so that its digits are all there is to say."""

    __slots__ = ()


class _Data(msgspec.Struct):
    data: msgspec.Raw


def parse(raw: bytes) -> Any:
    """The document, with numbers as ``Number``. Raises RuleError with the most telling code."""
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise RuleError("utf8.invalid", value=f"byte {error.start}") from None
    if _depth(raw) > MAX_DEPTH:
        raise RuleError("json.too_deep", depth=MAX_DEPTH)
    try:
        document = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise RuleError("json.invalid", line=error.lineno, column=error.colno) from None
    if "\\u" in text and any(_SURROGATE.search(found) for _, found in strings(document)):
        raise RuleError("json.invalid", about="json.surrogate")
    return document


def strings(document: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every string, key and number with the dotted path to it; a key's path is its object's.

    A key longer than a notice shows stands in paths as ``…``.
    """
    if isinstance(document, str):
        yield path, document
    elif isinstance(document, dict):
        for key, value in document.items():
            yield path, key
            yield from strings(value, joined(path, key))
    elif isinstance(document, list):
        for position, value in enumerate(document):
            yield from strings(value, joined(path, str(position)))


def raw_data(raw: bytes) -> bytes:
    """The member ``data`` of a parsed document, exactly as written."""
    return bytes(msgspec.json.decode(raw, type=_Data).data)


def is_string(value: object) -> bool:
    """Whether a part of a parsed document was a string there."""
    return isinstance(value, str) and not isinstance(value, Number)


def joined(path: str, name: str) -> str:
    """``path`` with one more name."""
    shown = name if len(name) <= SHOWN else "…"
    return f"{path}.{shown}" if path else shown


def _depth(raw: bytes) -> int:
    """Most brackets open at once, whether or not the document is well formed."""
    depth = deepest = 0
    for bracket in _STRINGS.sub(b"", raw).translate(None, _NOT_BRACKETS):
        if bracket in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth -= 1
    return deepest


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise RuleError("json.duplicate_key", field=twice, value=WITHHELD)
    return members


def _number(digits: str) -> Number:
    if len(digits) > _LONGEST_NUMBER:
        raise RuleError("json.invalid", value=digits, about="json.number", limit=_LONGEST_NUMBER)
    return Number(digits)


def _constant(name: str) -> NoReturn:
    raise RuleError("json.nan", value=name)


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_object, parse_constant=_constant, parse_int=_number, parse_float=_number
)
