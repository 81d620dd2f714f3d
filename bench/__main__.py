"""``python -m bench [WHAT]``: what there is to measure, its help says."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated

import typer

from bench.results import Result


class What(StrEnum):
    """What to measure."""

    ALL = "all"
    FOLD = "fold"
    METRICS = "metrics"
    LINE = "line"
    LATENCY = "latency"
    SWEEP = "sweep"
    APPLICATIONS = "applications"
    TABLES = "tables"
    CATALOG = "catalog"
    VERSIONS = "versions"
    COLUMNS = "columns"
    DISCLOSURES = "disclosures"
    PUBLISHED = "published"
    SCORING = "scoring"
    PAPERS = "papers"
    PAGES = "pages"
    SCORED = "scored"
    HTTP = "http"
    FAIRNESS = "fairness"
    IDENTITIES = "identities"
    SHEETS = "sheets"


def bench(
    what: Annotated[What, typer.Argument(help="What to measure.")] = What.ALL,
    events: Annotated[int, typer.Option(min=1_000, help="State events for metrics alone.")] = 200_000,
    facts: Annotated[int, typer.Option(min=100, help="Facts for the whole line.")] = 40_000,
    rate: Annotated[
        int,
        typer.Option(
            min=1, max=2_000, help="Facts a second for the latency of rows; for that of scores also five times as many."
        ),
    ] = 200,
    singles: Annotated[int, typer.Option(min=1, max=50, help="Facts a second over HTTP, one a request.")] = 50,
    seconds: Annotated[int, typer.Option(min=1, help="Length of the steady stream.")] = 30,
    cases: Annotated[int, typer.Option(min=10, help="Open applications to refold.")] = 10_000,
    applications: Annotated[int, typer.Option(min=100, help="Applications for the annual tables.")] = 100_000,
    rows: Annotated[int, typer.Option(min=26, help="Rows of a catalog's workbook.")] = 2_146,
    towns: Annotated[bool, typer.Option(help="Every other row of the catalog obliges 33 townships too.")] = False,
    duties: Annotated[int, typer.Option(min=100, help="Open duties that a catalog version touches.")] = 20_000,
    columns: Annotated[int, typer.Option(min=1, help="Columns of a site.")] = 600,
    days: Annotated[int, typer.Option(min=1, max=365, help="Days on which each has a post.")] = 365,
    disclosures: Annotated[
        int,
        typer.Option(min=1_000, help="Disclosures of a year, with items and channels; in memory and through the line."),
    ] = 100_000,
    units: Annotated[
        int,
        typer.Option(
            min=1, help="Units whose months of three years are scored and shown, and whose quarter is printed."
        ),
    ] = 103,
    subjects: Annotated[
        int, typer.Option(min=1_000, help="Subjects of the dashboard's pages, with their facts and duties.")
    ] = 1_000_000,
    flood: Annotated[
        int, typer.Option(min=1_000, help="Facts that one unit sends at once, beside others' single ones.")
    ] = 200_000,
    sheet_rows: Annotated[int, typer.Option(min=1, max=19_000, help="Rows of a sheet on the page.")] = 10_000,
    times: Annotated[int, typer.Option(min=1, help="Runs of metrics alone.")] = 3,
    processes: Annotated[int, typer.Option(min=1, max=6, help="Processes of metrics, beside runs of one.")] = 1,
    patience: Annotated[
        int, typer.Option(min=0, help="Seconds to wait before each, at most, for a quiet machine.")
    ] = 0,
    record: Annotated[bool, typer.Option(help="Append the results to bench/RESULTS.md.")] = True,
    note: Annotated[str, typer.Option(help="A word about this run, for its heading.")] = "",
) -> None:
    """Measures on servers of its own, in a folder that is removed afterwards. Results are checked, not only timed.

    Example: python -m bench metrics --events 400000 --no-record

    Exit codes: 0 measured, 1 a result was wrong or something did not come up in time, 2 wrong usage
    """
    from bench import applications as refolding
    from bench import (
        catalog,
        fairness,
        folding,
        identities,
        latency,
        line,
        metrics,
        over_http,
        published,
        results,
        scored,
        sheets,
        sweeping,
        tables,
        versions,
    )
    from bench import columns as posting
    from bench import disclosures as publishing
    from bench import pages as showing
    from bench import papers as printing
    from bench import scoring as assessing

    measures: dict[What, Callable[[], list[Result]]] = {
        What.FOLD: folding.measure,
        What.METRICS: lambda: metrics.measure(events, times, processes),
        What.LINE: lambda: line.measure(facts),
        What.LATENCY: lambda: latency.measure(rate, seconds),
        What.SWEEP: lambda: sweeping.measure(cases),
        What.APPLICATIONS: lambda: refolding.measure(cases),
        What.TABLES: lambda: tables.measure(applications),
        What.CATALOG: lambda: catalog.measure(rows, towns=towns),
        What.VERSIONS: lambda: versions.measure(duties),
        What.COLUMNS: lambda: posting.measure(columns, days),
        What.DISCLOSURES: lambda: publishing.measure(disclosures),
        What.PUBLISHED: lambda: published.measure(disclosures),
        What.SCORING: lambda: assessing.measure(units),
        What.PAPERS: lambda: printing.measure(units),
        What.PAGES: lambda: [*showing.of_county(units), *showing.of_many(units, subjects)],
        What.HTTP: lambda: over_http.measure(facts, singles, seconds),
        What.FAIRNESS: lambda: fairness.measure(flood),
        What.IDENTITIES: lambda: identities.measure(facts),
        What.SHEETS: lambda: sheets.measure(sheet_rows),
        What.SCORED: lambda: [*scored.measure(rate, seconds), *scored.measure(scored.TIMES * rate, seconds)],
    }
    for name, measure in measures.items():
        if what in (What.ALL, name):
            results.rest(patience)
            about = results.machine()
            typer.echo(about)
            measured = measure()
            typer.echo("\n\n".join(map(str, measured)))
            if record:
                results.record(f"{name.value}: {note}" if note else name.value, about, measured)


if __name__ == "__main__":
    typer.run(bench)
