"""A department's file of facts: NDJSON, one CloudEvent a line, as people's programs write it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cli.exits import USAGE, Stop

_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@contextmanager
def opened(file: str) -> Iterator[Iterable[tuple[int, bytes]]]:
    """Numbered lines of ``file``, or of standard input for ``-``. Raises ``Stop`` where it cannot be read."""
    import sys

    if file == "-":
        # Read whole before anything is sent: a read that waits for a person must not hold up Ctrl-C in the event loop.
        yield numbered(sys.stdin.buffer.readlines())
        return
    try:
        lines = Path(file).open("rb")  # noqa: SIM115  # closed below; what is read inside must not look like a missing file
    except OSError as error:
        raise Stop(f"cannot read {file}: {error.strerror}; give a file, or - for standard input", USAGE) from error
    with lines:
        yield numbered(lines)


def numbered(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers, untouched but for their ends and a byte order mark.

    Raises ``Stop``, before the first, for a file that is not lines of JSON objects.
    """
    first = True
    for number, raw in enumerate(lines, start=1):
        line = raw.removesuffix(b"\n").removeprefix(_BOM)
        if not line.strip():
            continue
        if first:
            _refuse_other_forms(line)
            first = False
        yield number, line


def _refuse_other_forms(line: bytes) -> None:
    if line.startswith(_UTF_16):
        raise Stop(
            "the file is in UTF-16; save it as UTF-8 (in Excel: CSV UTF-8; in Notepad: UTF-8). Nothing was sent", USAGE
        )
    start = line.strip()
    if start.startswith(b"["):
        raise Stop(
            "the file is a JSON array; give one event a line (NDJSON), for example: jq -c '.[]' FILE. Nothing was sent",
            USAGE,
        )
    if start == b"{":
        raise Stop(
            "the first event is spread over several lines; give one event a line (NDJSON), for example: jq -c . FILE. "
            "Nothing was sent",
            USAGE,
        )
