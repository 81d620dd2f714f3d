"""年报三表: tables 二, 三 and 四 of a county or a unit, live, each number a link to what it is made of; and as files."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from dashboard import query, render, tables
from dashboard.annual import drawing
from dashboard.annual.sums import Sums
from dashboard.annual.tables import report
from dashboard.board import Board, Unit
from dashboard.choosing import chosen_units, place_name, scope_of, years_of
from dashboard.desk import Desk
from dashboard.pages import known_unit
from dashboard.periods import Period
from dashboard.ready import ready
from dashboard.texts import Texts
from papers.annual import form, workbook
from papers.annual.report import Report, problems


@ready
def annual(request: Request, board: Board) -> Response:
    """The page, the workbook in the layout of the form, or all cells as CSV."""
    params, texts = request.query_params, render.texts(request)
    org = query.org(params)
    county = known_unit(board, org).county if org else query.county(params, board)
    if county is None:
        return render.page(request, "empty.html", here_is="themes")
    roster = query.roster(params)
    units = chosen_units(board, county, roster, org)
    years = years_of(board, board.units(county))
    # Rows of years to come hold no more than what will fall due in them.
    begun = [year for year in years if board.day is None or year <= board.day.year]
    year = query.year(params, begun[0] if begun else years[0])
    desk = Desk.of(request)
    name = _name(board, county, org, roster, texts)

    def summed(of: list[Unit], called: str) -> Report:
        return report(Sums(board, of, year), called, year, board.day, simulated=desk.simulated)

    made, words = summed(units, name), drawing.words(desk.texts["zh"], texts)
    file = query.choice(params, "format", ("", *tables.FORMATS), "")
    if file == "xlsx":
        parts = () if org else tuple(summed([unit], unit.name) for unit in units)
        return _workbook(replace(made, units=parts), texts)
    if file == "csv":
        return tables.answer(_cells(made, words, texts), "csv")
    return render.page(
        request,
        "annual.html",
        here_is="themes",
        theme_here="annual",
        county=county,
        counties=board.counties(),
        units=board.units(county),
        org=org,
        roster=roster,
        year=year,
        years=sorted({*years, year}, reverse=True),
        name=name,
        scope=scope_of(county, roster, org, Period("year", year)),
        report=made,
        drawn=[
            (title, drawing.rows(table, words))
            for title, table in zip(("two", "three", "four"), form.tables(made), strict=True)
        ],
        problems=list(problems(made)),
        filled=any(
            any(cells.values()) for table in (made.table2, made.table3, made.table4) for cells in table.values()
        ),
    )


def _name(board: Board, county: str, org: str | None, roster: str, texts: Texts) -> str:
    name = place_name(board, county, org)
    name = texts.say("county.unassigned") if name == "_" else name
    return f"{name} · {texts.word(roster)}" if roster else name


def _workbook(made: Report, texts: Texts) -> Response:
    content = io.BytesIO()
    workbook.save([made], content)
    title = f"{texts.say('annual.heading')}_{made.name}_{made.year}"
    return tables.file(title, content.getvalue(), "xlsx")


def _cells(made: Report, words: Mapping[str, str], texts: Texts) -> tables.Table:
    """Every cell of the three tables on a line of its own."""
    heads = [texts.say(f"annual.column.{name}") for name in ("table", "row", "column", "number")]
    return tables.Table(texts.say("annual.heading"), [made.heading], heads, list(_lines(made, words)))


def _lines(made: Report, words: Mapping[str, str]) -> Iterator[list[tables.Cell]]:
    for table in form.tables(made):
        for line in drawing.rows(table, words):
            for drawn in line:
                if drawn.cell is not None:
                    row, column = drawing.names(drawn.cell, words)
                    yield [drawing.NUMERALS[drawn.cell.table], row, column, drawn.number]
