"""What a path of ``gongkai explain`` names; anything else is wrong usage, with what is near."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from cli.exits import USAGE, Stop
from cli.organisations import near
from cli.periods import beginning
from contracts.families import FAMILIES
from law import table2, table3, table4
from law.codes import STATUS_NAMES
from law.reports import REPORT_NAMES, ReportKind
from law.signals import NAMES as INDICATORS

FORMS = (
    "2026-Q1/ORG, 2026-Q1/ORG/1.2, 2026-Q1/ORG/!mass_answers, 2026-Q1/ORG/items_published, 2026/ORG/表三/1_new/natural "
    "or monthly/2026-03/ORG/counts.items_published"
)
_CLAUSE = re.compile(r"[0-9]+(\.[0-9]+)*(/.*)?")
_TABLES = {
    "表二": "table2",
    "表三": "table3",
    "表四": "table4",
    "table2": "table2",
    "table3": "table3",
    "table4": "table4",
}
_SUFFIX = re.compile(r"[@#!]")


class Scored(NamedTuple):
    """A sheet, a clause of it, or a deduction."""

    period: str
    org: str
    clause: str


class Odd(NamedTuple):
    """An indicator of a unit's period."""

    period: str
    org: str
    code: str


class Amount(NamedTuple):
    """A measure of a unit's period, as the views and rubrics name it."""

    period: str
    org: str
    measure: str


class Cell(NamedTuple):
    """A cell of a unit's annual tables."""

    year: str
    org: str
    table: str
    row: str
    column: str


class Reported(NamedTuple):
    """A cell of an issued report, or all of a unit that were restated where ``cell`` is empty."""

    kind: ReportKind
    period: str
    org: str
    cell: str


Asked = Scored | Odd | Amount | Cell | Reported


def read(path: str) -> Asked:
    """The path taken apart; whether there is such a unit, clause or number is for the stack to say."""
    first, _, rest = path.partition("/")
    kind = next((kind for kind in ReportKind if first in (kind, REPORT_NAMES[kind])), None)
    if kind is not None:
        period, _, rest = rest.partition("/")
        beginning(period)
        org, _, cell = rest.partition("/")
        _must(org, path)
        return Reported(kind, period, org, cell)
    if not first[:1].isdigit():
        kinds = {kind.value: name for kind, name in REPORT_NAMES.items()}
        hint = near(first, kinds) or f"it begins with a period or a kind of report: {FORMS}"
        raise Stop(f"{path!r} is no path: {first!r} is neither; {hint}", USAGE)
    beginning(first)
    org, _, named = rest.partition("/")
    _must(org, path)
    if not named or _CLAUSE.fullmatch(named):
        return Scored(first, org, named)
    if named.startswith("!"):
        return Odd(first, org, _known(named[1:], INDICATORS, "indicator", "!"))
    if named.startswith(("表", "table")):
        return _cell(first, org, named)
    return Amount(first, org, _measure(named))


def _must(org: str, path: str) -> None:
    if not org:
        raise Stop(f"{path!r} names no unit; write a path as {FORMS}", USAGE)


def _known(asked: str, known: Mapping[str, str], what: str, mark: str = "") -> str:
    """``asked``, or the code that has this name in Chinese."""
    if asked in known:
        return asked
    for code, name in known.items():
        if name == asked:
            return code
    listed = ", ".join(f"{mark}{code} ({name})" for code, name in list(known.items())[:12])
    hint = near(asked, known) or f"there are {listed}{' …' if len(known) > 12 else ''}"
    raise Stop(f"there is no {what} {mark}{asked!r}; {hint}", USAGE)


def _measure(named: str) -> str:
    """A measure, one of its labels or days, or a duty by its status."""
    code = _SUFFIX.split(named, maxsplit=1)[0]
    suffix = named[len(code) :]
    if suffix.startswith("!"):
        duties = {code: duty.chinese for code, duty in FAMILIES.duties.items()}
        statuses = {"due": "到期"} | {status.value: name for status, name in STATUS_NAMES.items()}
        return f"{_known(code, duties, 'duty')}!{_known(suffix[1:], statuses, 'status of a duty')}"
    measures = {code: measure.chinese for code, measure in FAMILIES.measures.items()}
    duties = {f"{code}!due": f"到期的{duty.chinese}" for code, duty in FAMILIES.duties.items()}
    return _known(code, measures | duties, "measure") + suffix


def _cell(year: str, org: str, named: str) -> Cell:
    parts = named.split("/")
    table = _TABLES.get(parts[0])
    if table is None:
        raise Stop(f"there is no table {parts[0]!r}; there are 表二 (table2), 表三 (table3), 表四 (table4)", USAGE)
    if len(year) != 4 or len(parts) != 3:
        text = "a cell of a table is written as YEAR/ORG/表三/ROW/COLUMN, such as"
        raise Stop(f"{year}/{org}/{named}: {text} 2026/{org}/表三/1_new/total", USAGE)
    rows, columns = _headings(table)
    row = _known(parts[1], rows, f"row of {parts[0]}")
    if table == "table2":
        columns = {column: columns[column] for column in table2.COLUMNS[row]}
    return Cell(year, org, table, row, _known(parts[2], columns, f"column of {parts[0]}"))


def _headings(table: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Rows and columns of a table: key → its innermost heading."""
    if table == "table2":
        return {row: name for row, (_, name) in table2.ROWS.items()}, table2.COLUMN_NAMES
    if table == "table3":
        return {row: _innermost(h) for row, h in table3.ROWS.items()}, {
            c: _innermost(h) for c, h in table3.COLUMNS.items()
        }
    return {block: _innermost(headings) for block, headings in table4.BLOCKS.items()}, table4.COLUMNS


def _innermost(headings: tuple[str, ...]) -> str:
    return [heading for heading in headings if heading][-1]


def words(cell: Cell) -> str:
    """A cell in the words of the form."""
    rows, columns = _headings(cell.table)
    table = {key: name for name, key in _TABLES.items() if name.startswith("表")}[cell.table]
    return f"{cell.year}年{table} {rows[cell.row]} × {columns[cell.column]}"
