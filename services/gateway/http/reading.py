"""The facts in a request, by its content type: one in structured or binary mode, a batch, or lines."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Final
from urllib.parse import unquote_to_bytes

import msgspec
from starlette.requests import Request

from chassis.access.refused import RefusedError
from contracts.envelope import STRUCTURED
from services.gateway.http.bodies import pieces, whole
from services.gateway.http.submission import Submission
from services.gateway.records import LIMIT
from services.gateway.strict_json import parse

BATCH: Final = "application/cloudevents-batch+json"
NDJSON: Final = ("application/x-ndjson", "application/ndjson")
BINARY: Final = "application/json"
MEDIA_TYPES: Final = (STRUCTURED.decode(), BATCH, *NDJSON, BINARY)
"""Content types of requests with facts."""

MOST_OF_ONE: Final = 1_048_576
"""Bytes of a request with one fact, and of a line; the door refuses facts that are much smaller, with its own words."""

MOST_OF_A_BATCH: Final = 8_388_608
"""Bytes of a batch, which is read whole before the first fact is judged."""

MOST_FACTS_OF_A_BATCH: Final = 20_000
"""Its answers are kept until the last is known, and those to facts of two bytes would be far larger than the request."""

MOST_OF_LINES: Final = 67_108_864
"""Bytes of a request with lines, which are judged as they come."""

MOST_LINES: Final = 200_000
"""Lines of a request, blank ones too: a body of nothing but ends of lines is work without an end."""

_MANY_COMMAS: Final = 1_000_000
"""Of a batch with more, elements are counted as objects before one is kept: four million noughts in a row would take 300 MB to refuse."""

_NO_BATCH: Final = (
    f"{BATCH}: 内容须是一个完整的 JSON 数组，每项一条事实；按行发，就逐条说明哪里不对 / "
    "the body is one whole JSON array of events, each an object; sent as lines, each is told what is wrong with it"
)
_BOM: Final = b"\xef\xbb\xbf"
_QUOTED: Final = re.compile(rb'"((?:[^"\\]|\\.)*)"')
_events = msgspec.json.Decoder(list[msgspec.Raw]).decode


class _Event(msgspec.Struct, gc=False):
    """An object, of which nothing is kept."""


_counted = msgspec.json.Decoder(list[_Event]).decode


def media_type(request: Request) -> str:
    """The content type without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def single(request: Request) -> Submission:
    """A request's only fact: structured, or in binary mode with its attributes in ``ce-…``. Raises RefusedError."""
    value = await whole(request, MOST_OF_ONE)
    headers = [(name.decode("latin-1"), raw) for name, raw in request.headers.raw]
    kept = [("content-type", raw) for name, raw in headers if name == "content-type"]
    return Submission(value, [*((_attribute(name), _text(raw)) for name, raw in headers if _is_attribute(name)), *kept])


async def batch(request: Request) -> list[Submission]:
    """The facts of a JSON array, each exactly as sent. Raises RefusedError, and RuleError for what is no JSON."""
    value = await whole(request, MOST_OF_A_BATCH)
    try:
        count = len(_counted(value)) if value.count(b",") > _MANY_COMMAS else 0
        events = _events(value) if count <= MOST_FACTS_OF_A_BATCH else []
    except (msgspec.MsgspecError, RecursionError):
        # Telling what is wrong takes Python half a second a megabyte, in which nobody else is served.
        if len(value) <= LIMIT:
            parse(value)
        raise RefusedError(400, "http.batch", _NO_BATCH) from None
    if max(count, len(events)) > MOST_FACTS_OF_A_BATCH:
        raise RefusedError(
            413,
            "http.too_large",
            f"一批不得超过 {MOST_FACTS_OF_A_BATCH} 条，分几次发，或者按行发 / at most {MOST_FACTS_OF_A_BATCH} facts in a batch; "
            "send it in parts, or as lines",
        )
    return [Submission(bytes(raw)) for raw in events]


async def lines(request: Request) -> AsyncIterator[tuple[int, Submission]]:
    """The facts of NDJSON with their line numbers, as they come; blank lines are passed over. Raises RefusedError."""
    is_empty = True
    async for number, line in _numbered(pieces(request, MOST_OF_LINES)):
        text = line.removesuffix(b"\r")
        if number == 1:
            text = text.removeprefix(_BOM)
        if text.strip():
            is_empty = False
            yield number, Submission(text)
    if is_empty:
        raise RefusedError(400, "http.empty", "没有内容 / the body is empty: send a fact a line")


async def _numbered(parts: AsyncIterator[bytes]) -> AsyncIterator[tuple[int, bytes]]:
    number, rest = 0, b""
    async for part in parts:
        *ended, rest = (rest + part).split(b"\n")
        if number + len(ended) > MOST_LINES:
            raise RefusedError(
                413,
                "http.too_large",
                f"一次不得超过 {MOST_LINES} 行，分几次发 / at most {MOST_LINES} lines; send them in parts",
            )
        for line in ended:
            number += 1
            _must_be_short(number, line)
            yield number, line
        _must_be_short(number + 1, rest)
    yield number + 1, rest


def _must_be_short(number: int, line: bytes) -> None:
    if len(line) > MOST_OF_ONE:
        raise RefusedError(
            413,
            "http.line_too_long",
            f"第 {number} 行超过 {MOST_OF_ONE} 字节，一行一条事实 / line {number} is no fact: it is too long",
        )


def _is_attribute(name: str) -> bool:
    return name.startswith(("ce-", "ce_"))


def _attribute(name: str) -> str:
    """The header as Kafka has it; proxies pass on none with an underscore."""
    return f"ce_{name[3:]}"


def _text(raw: bytes) -> bytes:
    """A header's value as CloudEvents' HTTP binding writes it: percent-encoded, maybe quoted."""
    quoted = _QUOTED.fullmatch(raw)
    return unquote_to_bytes(re.sub(rb"\\(.)", rb"\1", quoted[1]) if quoted else raw)
