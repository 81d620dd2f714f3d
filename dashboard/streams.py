"""Whole lists, however long: the order of their lines as of one moment, their content some lines at a time.

What is held is eight bytes a line (sixteen where it has an amount); a reader who is slow holds up nobody, nor the ledger's file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from functools import partial
from typing import TypeVar

from dashboard.ledger.book import Ledger

BATCH = 100
"""Lines that are read and written at a time; others get a turn between."""

N = TypeVar("N")
L = TypeVar("L")


async def lines(
    ledger: Ledger, order: Sequence[N], read: Callable[[sqlite3.Connection, Sequence[N]], list[L]]
) -> AsyncIterator[list[L]]:
    """The lines in their order. One that has changed meanwhile is told as it is now; one that is gone is left out."""
    for start in range(0, len(order), BATCH):
        part = order[start : start + BATCH]
        yield await ledger.ask(partial(_read, read, part))


def _read(
    read: Callable[[sqlite3.Connection, Sequence[N]], list[L]], part: Sequence[N], connection: sqlite3.Connection
) -> list[L]:
    return read(connection, part)
