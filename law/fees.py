"""信息处理费: marginal tiers by item or by page, never both (国办函〔2020〕109号, 条例第四十二条). Amounts in 元."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    """How one application is charged: 按件 or 按量; the agency chooses one."""

    ITEMS = "items"
    PAGES = "pages"


BASIS_NAMES: dict[Basis, str] = {Basis.ITEMS: "按件", Basis.PAGES: "按量"}
UNIT_NAMES: dict[Basis, str] = {Basis.ITEMS: "件", Basis.PAGES: "页"}
"""What is counted under each basis."""


@dataclass(frozen=True, slots=True)
class Band:
    """One tier's share: ``units`` from ``first`` to ``last`` at ``rate`` 元 each."""

    first: int
    last: int
    units: int
    rate: int

    @property
    def amount(self) -> int:
        """元 due for this tier."""
        return self.units * self.rate


@dataclass(frozen=True, slots=True)
class Fee:
    """A charge with the tiers it adds up from, as the notice of payment states them."""

    basis: Basis
    bands: tuple[Band, ...]

    @property
    def amount(self) -> int:
        """元 in all."""
        return sum(band.amount for band in self.bands)


_PAGE_TIERS = ((30, 0), (100, 10), (200, 20))
_PAGE_RATE_BEYOND = 40
_FREE_ITEMS, _FIRST_PAID_ITEMS, _ITEM_BAND, _ITEM_STEP = 10, 30, 10, 100


def fee(basis: Basis, count: int, before: int = 0) -> Fee:
    """The fee for ``count`` units.

    按件: ``count`` applications of one applicant after ``before`` others in the same calendar month,
    whatever their outcome: up to 10 free, 11–30 at 100 元, every further band of 10 at 100 元 more.
    按量: ``count`` pages of one application (``before`` is 0): up to 30 free, 31–100 at 10 元,
    101–200 at 20 元, from 201 at 40 元. Raises ValueError for a negative count, or pages carried over.
    """
    _refuse_impossible(basis, count, before)
    tier = _page_tier if basis is Basis.PAGES else _item_tier
    bands: list[Band] = []
    unit, end = before + 1, before + count
    while unit <= end:
        last, rate = tier(unit)
        stop = end if last is None else min(last, end)
        bands.append(Band(unit, stop, stop - unit + 1, rate))
        unit = stop + 1
    return Fee(basis, tuple(bands))


def due(basis: Basis, count: int, before: int = 0) -> int:
    """What ``fee`` comes to, without its tiers: by item there is one for every ten, however many there are.

    Raises ValueError as ``fee`` does.
    """
    _refuse_impossible(basis, count, before)
    if basis is Basis.PAGES:
        return fee(basis, count).amount
    return _by_items(before + count) - _by_items(before)


def _by_items(count: int) -> int:
    first = (min(max(count, _FREE_ITEMS), _FIRST_PAID_ITEMS) - _FREE_ITEMS) * _ITEM_STEP
    full, rest = divmod(max(count - _FIRST_PAID_ITEMS, 0), _ITEM_BAND)
    # Full bands cost two, three, four ... steps an item.
    return first + _ITEM_STEP * (_ITEM_BAND * full * (full + 3) // 2 + rest * (full + 2))


def _refuse_impossible(basis: Basis, count: int, before: int) -> None:
    if count < 0 or before < 0:
        raise ValueError(f"count {count}, before {before}: give numbers from 0")
    if basis is Basis.PAGES and before:
        raise ValueError(f"before {before}: pages are charged per application; leave it at 0")


def _page_tier(unit: int) -> tuple[int | None, int]:
    for last, rate in _PAGE_TIERS:
        if unit <= last:
            return last, rate
    return None, _PAGE_RATE_BEYOND


def _item_tier(unit: int) -> tuple[int | None, int]:
    if unit <= _FREE_ITEMS:
        return _FREE_ITEMS, 0
    if unit <= _FIRST_PAID_ITEMS:
        return _FIRST_PAID_ITEMS, _ITEM_STEP
    band = (unit - _FIRST_PAID_ITEMS - 1) // _ITEM_BAND + 1
    return _FIRST_PAID_ITEMS + band * _ITEM_BAND, _ITEM_STEP * (band + 1)
