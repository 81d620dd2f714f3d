"""A report beside last year's: what was carried over, and the stocks of documents in force."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from law import table2, table3
from law.report_check.finding import Finding, Level, number, of_cells, where
from law.report_check.published import Key, Kind, PublishedReport, Table


def between(report: PublishedReport, before: PublishedReport) -> Iterator[Finding]:
    """What ``report`` should have taken over from ``before``, the report of the year before.

    Another year is not compared; another name is, since one organ is written in many ways.
    """
    if report.year is not None and before.year is not None and report.year != before.year + 1:
        yield _other(report, before, "不是上一年的报告，没有核对结转")
        return
    if not same_agency(report.agency, before.agency):
        yield _other(report, before, "单位名称不同")
    yield from _carried(report, before)
    yield from _stocks(report, before)


def _other(report: PublishedReport, before: PublishedReport, rule: str) -> Finding:
    return Finding(
        "before.other",
        Level.WARNING,
        report.name,
        before.name,
        (),
        f"{before.name}的报告{rule}",
        "请用 --before 给出同一单位上一年度的报告",
    )


def same_agency(first: str, second: str) -> bool:
    """Whether two names are of one organ as far as names tell; a missing one could be any."""
    one, other = _bare(first), _bare(second)
    return not one or not other or one.endswith(other) or other.endswith(one)


def _bare(agency: str) -> str:
    return agency.removesuffix("办公室").removesuffix("人民政府")


def _carried(report: PublishedReport, before: PublishedReport) -> Iterator[Finding]:
    for column in table3.COLUMNS:
        key = Key(Table.THREE, table3.CARRIED_IN, column)
        other = Key(Table.THREE, table3.CARRIED_OUT, column)
        ours, theirs = report.cells.get(key), before.cells.get(other)
        if ours is None or theirs is None or ours.counted == theirs.counted:
            continue
        blank = Kind.BLANK in {ours.kind, theirs.kind}
        yield Finding(
            "carry.broken",
            Level.ERROR,
            report.name,
            where(key),
            (ours.place, f"{before.name}：{theirs.place}"),
            f"{table3.CARRY}不成立：上年结转应等于上年报告的结转下年度继续办理{'（空白按0计）' if blank else ''}",
            "核对两年的报告；上年的数有误的，在正文说明更正",
            number(ours.number),
            number(theirs.number),
            (key,),
        )


def _stocks(report: PublishedReport, before: PublishedReport) -> Iterator[Finding]:
    for row, in_force, expected in table2.expected_stocks(report.table2(), before.table2()):
        keys = tuple(Key(Table.TWO, row, column) for column in table2.COLUMNS[row])
        yield Finding(
            "stock.differs",
            Level.WARNING,
            report.name,
            where(keys[-1]),
            of_cells(report, *keys),
            "现行有效=上年现行有效+本年制发-本年废止不成立",
            "核对清理结果；自动失效、重新认定的，在正文说明",
            number(in_force),
            number(expected),
            keys,
        )


def against_units(report: PublishedReport, units: list[PublishedReport]) -> Iterator[Finding]:
    """Cells in which a county's report is not the sum of its units' reports (条例第四十九、五十条)."""
    for key, cell in report.cells.items():
        theirs = [unit.cells[key] for unit in units if key in unit.cells]
        if not theirs or key.row == table2.REGULATIONS:
            continue
        total = sum((other.counted for other in theirs), Decimal(0))
        if cell.counted != total:
            yield Finding(
                "units.differ",
                Level.ERROR,
                report.name,
                where(key),
                (cell.place,),
                f"县表应等于{len(units)}个单位之和",
                "核对是否有单位没有报、重复计数，或者转办的申请两边都计了",
                number(cell.number),
                number(total),
                (key,),
            )


def against_table(
    report: PublishedReport, table: Table, live: dict[str, dict[str, Decimal | int]], of: str
) -> Iterator[Finding]:
    """Cells that differ from a table kept from the facts; ``of`` says in words which."""
    for key, cell in report.of(table).items():
        number_there = live.get(key.row, {}).get(key.column)
        if number_there is not None and cell.counted != number_there:
            yield Finding(
                "live.differs",
                Level.ERROR,
                report.name,
                where(key),
                (cell.place,),
                f"与{of}不同",
                "核对登记的事实和报告；漏登的补登，报告写错的改正",
                number(cell.number),
                number(number_there),
                (key,),
            )
