"""The identities within a report: every row, column and block whose two sides differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from law import table3, table4
from law.outcomes import Row
from law.report_check.finding import Finding, Level, number, of_cells, where
from law.report_check.published import OTHERWISE, Key, Kind, PublishedReport, Table
from law.tables import Identity

REMEDIES = {
    "一+二=三（七）+四": "核对这一列的新收、上年结转、办理结果总计和结转下年度，改正写错的一格",
    "三（七）=各项之和": "核对这一列（一）至（六）各项和（七）总计，改正写错的一格",
    "总计=各列之和": "核对这一行各类申请人的数和总计，改正写错的一格",
    "总计=维持+纠正+其他+尚未审结": "核对维持、纠正、其他、尚未审结四格和总计，改正写错的一格",
}


@dataclass(frozen=True, slots=True)
class Sums:
    """An identity as the report fills it."""

    identity: Identity
    left: tuple[Key, ...]
    right: tuple[Key, ...]
    left_sum: Decimal
    right_sum: Decimal
    blank: tuple[Key, ...]
    """Its cells without a number; they count as nothing in the sums."""

    @property
    def excess(self) -> Decimal:
        """By how much the left side is the larger."""
        return self.left_sum - self.right_sum

    def change(self, key: Key) -> Decimal:
        """What must be added to ``key`` for the identity to hold, all other cells as they are."""
        return -self.excess if key in self.left else self.excess


def identities(report: PublishedReport) -> Iterator[Sums]:
    """Every identity of the tables that the report has, with all of its cells."""
    for table, within in ((Table.THREE, table3.IDENTITIES), (Table.FOUR, table4.IDENTITIES)):
        for identity in within:
            left = _keys(report, table, identity.left)
            right = _keys(report, table, identity.right)
            if all(key in report.cells for key in (*left, *right)):
                yield _filled(report, identity, left, right)


def _keys(report: PublishedReport, table: Table, places: tuple[tuple[str, str], ...]) -> tuple[Key, ...]:
    keys = [Key(table, str(row), str(column)) for row, column in places]
    if report.one_row and table is Table.THREE:
        others = {Row.UNCORRECTED, Row.UNPAID, Row.OTHER}
        keys = [key._replace(row=OTHERWISE) if key.row in others else key for key in keys]
    return tuple(dict.fromkeys(keys))


def _filled(report: PublishedReport, identity: Identity, left: tuple[Key, ...], right: tuple[Key, ...]) -> Sums:
    cells = report.cells
    return Sums(
        identity,
        left,
        right,
        sum((cells[key].counted for key in left), Decimal(0)),
        sum((cells[key].counted for key in right), Decimal(0)),
        tuple(key for key in (*left, *right) if cells[key].kind in {Kind.BLANK, Kind.UNREADABLE}),
    )


def broken(report: PublishedReport) -> Iterator[Finding]:
    """The identities whose sides differ.

    Where one cell alone is blank and some number in it would make both sides the same, the finding of the blank
    says which: it is not said twice.
    """
    wrong = [sums for sums in identities(report) if sums.excess and not _explained(sums)]
    for sums in wrong:
        yield _finding(report, sums, wrong)


def _explained(sums: Sums) -> bool:
    return len(sums.blank) == 1 and sums.change(sums.blank[0]) >= 0


def _finding(report: PublishedReport, sums: Sums, wrong: list[Sums]) -> Finding:
    keys = (*sums.left, *sums.right)
    remedy = REMEDIES[sums.identity.name]
    suspects = [text for other in wrong if other is not sums for text in _suspects(report, sums, other)]
    if suspects:
        remedy += f"；最可能是{'，或者'.join(dict.fromkeys(suspects))}"
    blank = "（空白按0计）" if sums.blank else ""
    return Finding(
        "sum.broken",
        Level.ERROR,
        report.name,
        _about(sums),
        of_cells(report, *keys),
        f"{sums.identity.name}不成立{blank}",
        remedy,
        number(sums.left_sum),
        number(sums.right_sum),
        keys,
    )


def _about(sums: Sums) -> str:
    if len(sums.left) == 1:
        return where(sums.left[0])
    return where(*sums.left, *sums.right)


def _suspects(report: PublishedReport, sums: Sums, other: Sums) -> Iterator[str]:
    """Cells in both identities that one and the same other number would put right."""
    for key in (key for key in (*sums.left, *sums.right) if key in (*other.left, *other.right)):
        cell = report.cells[key]
        mended = cell.counted + sums.change(key)
        if mended >= 0 and sums.change(key) == other.change(key):
            yield f"{cell.place}（{where(key)}）：写的是{number(cell.number)}，应为{number(mended)}"
