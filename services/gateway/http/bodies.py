"""The body of a request as it comes in: unzipped, and never more of it than may be."""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import AsyncIterator, Iterator

from starlette.requests import Request

from chassis.access.refused import RefusedError

_PIECE = 65_536
"""Bytes that are unzipped at once."""


async def pieces(request: Request, most: int) -> AsyncIterator[bytes]:
    """The body, unzipped where it came in gzip. Raises RefusedError, for more than ``most`` bytes too."""
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip", ""):
        raise RefusedError(
            415, "http.encoding", "content-encoding: 只接受 gzip，或不压缩 / send the body in gzip, or as it is"
        )
    unzip = _Unzip() if encoding.endswith("gzip") else None
    size = 0
    async for chunk in request.stream():
        for piece in unzip.more(chunk) if unzip else (chunk,):
            size += len(piece)
            if size > most:
                raise RefusedError(
                    413,
                    "http.too_large",
                    f"内容解压后不得超过 {most} 字节，分几次发 / a body has at most {most} bytes, unzipped; send it in parts",
                )
            yield piece
    if unzip and not unzip.is_whole:
        raise RefusedError(400, "http.gzip", "gzip 内容不完整 / the gzip body ends too early; send it again whole")


async def whole(request: Request, most: int) -> bytes:
    """The whole body. Raises RefusedError as ``pieces``."""
    return b"".join([piece async for piece in pieces(request, most)])


async def read_off(request: Request) -> None:
    """Read the rest of a body that is refused, so that a sender who writes first and reads then comes to the answer.

    The guard knows an end.
    """
    # It says so where nothing is left to read.
    with contextlib.suppress(RefusedError, RuntimeError):
        async for _ in request.stream():
            pass


class _Unzip:
    def __init__(self) -> None:
        self._member = self._begun()

    @staticmethod
    def _begun() -> zlib._Decompress:
        return zlib.decompressobj(16 + zlib.MAX_WBITS)

    @property
    def is_whole(self) -> bool:
        return self._member.eof

    def more(self, chunk: bytes) -> Iterator[bytes]:
        """What ``chunk`` unzips to, in pieces; a file may be several that were put together."""
        while chunk:
            if self._member.eof:
                self._member = self._begun()
            try:
                piece = self._member.decompress(chunk, _PIECE)
            except zlib.error:
                raise RefusedError(
                    400, "http.gzip", "内容不是 gzip / content-encoding says gzip, and the body is none"
                ) from None
            chunk = self._member.unconsumed_tail or self._member.unused_data
            if piece:
                yield piece
