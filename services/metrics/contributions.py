"""What a subject contributes, packed as JSON with numbers for the names of measures; and what a batch adds to the months.

A newer state takes the place of the older by their difference, so that corrections, late facts and
reopenings restate months by themselves.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Annotated

import msgspec

from chassis.counting.measures import parse
from contracts.state import Counts

Cells = dict[int, int]
"""Number of a measure → amount."""
Months = dict[str, Cells]
"""Month → cells."""

_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_Amount = Annotated[int, msgspec.Meta(ge=-(10**12), le=10**12)]
"""So that the sums of years stay within 64 bits."""

_decode = msgspec.json.Decoder(dict[str, dict[str, _Amount]]).decode
_encode = msgspec.json.Encoder().encode
unpack = msgspec.json.Decoder(Months).decode
"""Months from their packed form."""
unpack_cells = msgspec.json.Decoder(Cells).decode
"""Cells from their packed form."""
unpack_deltas = msgspec.json.Decoder(dict[str, Months]).decode
"""Organisation → months, as ``Tally.deltas`` packed them."""


def read(raw: bytes) -> Counts:
    """A state's counts from JSON; ValueError for what is no month, no measure or no amount."""
    counts: Counts = _decode(raw)
    for month, amounts in counts.items():
        if not _MONTH.fullmatch(month):
            raise ValueError("no month")
        for name in amounts:
            parse(name)
    return counts


def pack(counts: Counts, numbers: Mapping[str, int]) -> str:
    """The same counts always come to the same text; zeros are left out. KeyError for a name without a number."""
    months = {}
    for month in sorted(counts):
        cells = {numbers[name]: amount for name, amount in counts[month].items() if amount}
        if cells:
            months[month] = dict(sorted(cells.items()))
    return _encode(months).decode()


def pack_cells(cells: Cells) -> str:
    """Cells of one month, sorted."""
    return _encode(dict(sorted(cells.items()))).decode()


def add(total: Cells, cells: Cells, times: int = 1) -> None:
    """Add ``cells``, ``times`` as often, to ``total`` in place; what comes to nothing stays, as 0."""
    known = total.get
    for number, amount in cells.items():
        total[number] = known(number, 0) + amount * times


def nonzero(cells: Cells) -> Cells:
    """Without what has come to nothing."""
    return {number: amount for number, amount in cells.items() if amount} if 0 in cells.values() else cells


class Tally:
    """Contributions that came and went in a batch, by organisation: most are equal to many others, so each is added once."""

    def __init__(self) -> None:
        self._came: Counter[tuple[str, str]] = Counter()
        self._went: Counter[tuple[str, str]] = Counter()

    def came(self, orgs: Iterable[str], packed: Iterable[str]) -> None:
        """Subjects of these organisations now contribute this."""
        self._came.update(zip(orgs, packed, strict=True))

    def went(self, orgs: Iterable[str], packed: Iterable[str]) -> None:
        """Subjects of these organisations no longer contribute this."""
        self._went.update(zip(orgs, packed, strict=True))

    def deltas(self) -> str:
        """What to add, packed by organisation and month; empty when it comes to nothing."""
        orgs: dict[str, Months] = {}
        self._came.subtract(self._went)
        for (org, packed), times in self._came.items():
            if times:
                months = orgs.setdefault(org, {})
                for month, cells in _unpacked(packed).items():
                    add(months.setdefault(month, {}), cells, times)
        left = {org: kept for org, months in orgs.items() if (kept := _nonzero_months(months))}
        return _encode(left).decode() if left else ""


def _nonzero_months(months: Months) -> Months:
    return {month: kept for month, cells in months.items() if (kept := nonzero(cells))}


@lru_cache(20_000)
def _unpacked(packed: str) -> Months:
    return unpack(packed)


def total(months: Iterable[Cells]) -> Cells:
    """The sum of months: a quarter or a year."""
    cells: Cells = {}
    for month in months:
        add(cells, month)
    return nonzero(cells)
