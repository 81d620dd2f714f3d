"""Consoles that leave tables whole where nobody's window is narrow."""

from __future__ import annotations

import re

from rich.console import Console

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

PIPED_WIDTH = 120
"""Columns of a file or a pipe; a terminal has its own."""


def open_console(*, stderr: bool = False) -> Console:
    """A console on standard output or error."""
    made = Console(stderr=stderr, highlight=False)
    return made if made.is_terminal else Console(stderr=stderr, highlight=False, width=PIPED_WIDTH)


def inert(text: str, *, keep: str = "") -> str:
    """``text`` with its control characters written as ``\\u001b``, except those to ``keep``.

    What a sender wrote would otherwise be carried out by the terminal of whoever looks at it.
    """
    return _CONTROL.sub(lambda match: match[0] if match[0] in keep else f"\\u{ord(match[0]):04x}", text)
