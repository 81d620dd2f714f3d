"""Consoles that leave tables whole where nobody's window is narrow."""

from __future__ import annotations

from rich.console import Console

PIPED_WIDTH = 120
"""Columns of a file or a pipe; a terminal has its own."""


def open_console(*, stderr: bool = False) -> Console:
    """A console on standard output or error."""
    made = Console(stderr=stderr, highlight=False)
    return made if made.is_terminal else Console(stderr=stderr, highlight=False, width=PIPED_WIDTH)
