"""JSON as RFC 8259 means it: every way in which a document is not, told apart; and one way of writing it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final, NoReturn

import msgspec

from services.gateway.rules import MAX_DEPTH, SHOWN, WITHHELD, RuleError

_STRINGS: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)
"""A string, or what is left of one at the end: each byte is looked at once."""

_NOT_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))
_SURROGATE: Final = re.compile("[\ud800-\udfff]")

_LONGEST_NUMBER: Final = 100
"""Characters of a number; readers of JSON give up at some length or other."""


BETWEEN: Final = "|"
"""Joins texts that are looked at as one: it is printable, and no part of a number of any sort."""


class Number(str):
    """A number as written, so that its digits can be looked at like those of a text."""

    __slots__ = ()


class _Data(msgspec.Struct):
    data: msgspec.Raw


_raw_data = msgspec.json.Decoder(_Data).decode
_encode = msgspec.json.Encoder(order="deterministic").encode


def parse(raw: bytes) -> Any:
    """The document, with numbers as ``Number``. Raises RuleError with the most telling code."""
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise RuleError("utf8.invalid", value=f"byte {error.start}") from None
    if raw.count(b"{") + raw.count(b"[") > MAX_DEPTH and _depth(raw) > MAX_DEPTH:
        raise RuleError("json.too_deep", depth=MAX_DEPTH)
    try:
        document = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise RuleError("json.invalid", line=error.lineno, column=error.colno) from None
    if "\\u" in text and any(_SURROGATE.search(written) for _, written in strings(document)):
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


def text_of(document: object) -> str:
    """What ``strings`` gives, without the paths, joined by ``BETWEEN``: many times faster."""
    texts: list[str] = []
    _collect(document, texts)
    return BETWEEN.join(texts)


def canonical(document: object) -> bytes:
    """The one spelling of what a parsed document says: keys in order, plain numbers, no null members."""
    return _encode(_plain(document))


def raw_data(raw: bytes) -> bytes:
    """The member ``data`` of a parsed document, exactly as written."""
    return bytes(_raw_data(raw).data)


def is_string(value: object) -> bool:
    """Whether a part of a parsed document was a string there."""
    return isinstance(value, str) and not isinstance(value, Number)


def joined(path: str, name: str) -> str:
    """``path`` with one more name."""
    shown = name if len(name) <= SHOWN else "…"
    return f"{path}.{shown}" if path else shown


def _collect(document: object, texts: list[str]) -> None:
    if isinstance(document, str):
        texts.append(document)
    elif isinstance(document, dict):
        texts.extend(document)
        for value in document.values():
            if type(value) is str:
                texts.append(value)
            elif value is not None:
                _collect(value, texts)
    elif isinstance(document, list):
        for value in document:
            _collect(value, texts)


def _plain(value: object) -> object:
    if type(value) is dict:
        return {
            name: member if type(member) is str else _plain(member)
            for name, member in value.items()
            if member is not None
        }
    if isinstance(value, list):
        return [_plain(member) for member in value]
    return _plain_number(value) if isinstance(value, Number) else value


def _plain_number(written: str) -> msgspec.Raw:
    """1, 1.0 and 10e-1 are one number; so are 0 and -0."""
    if written.lstrip("-").isdigit():
        return msgspec.Raw(str(int(written)).encode())
    number = float(written)
    return msgspec.Raw(str(int(number) if number.is_integer() else number).encode())


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
    if len(members) == len(pairs):
        return members
    seen: set[str] = set()
    for name, _ in pairs:
        if name in seen:
            raise RuleError("json.duplicate_key", field=name, value=WITHHELD)
        seen.add(name)
    raise AssertionError("fewer members than pairs, yet none of them twice")


def _number(digits: str) -> Number:
    if len(digits) > _LONGEST_NUMBER:
        raise RuleError("json.invalid", value=digits, about="json.number", limit=_LONGEST_NUMBER)
    return Number(digits)


def _constant(name: str) -> NoReturn:
    raise RuleError("json.nan", value=name)


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_object, parse_constant=_constant, parse_int=_number, parse_float=_number
)
