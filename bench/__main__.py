"""``python -m bench [metrics|line|latency|applications]``."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class What(StrEnum):
    """What to measure."""

    ALL = "all"
    METRICS = "metrics"
    LINE = "line"
    LATENCY = "latency"
    APPLICATIONS = "applications"


def bench(
    what: Annotated[What, typer.Argument(help="What to measure.")] = What.ALL,
    events: Annotated[int, typer.Option(min=1_000, help="State events for metrics alone.")] = 200_000,
    facts: Annotated[int, typer.Option(min=100, help="Facts for the whole line.")] = 40_000,
    rate: Annotated[int, typer.Option(min=1, max=2_000, help="Facts a second for the latency.")] = 200,
    seconds: Annotated[int, typer.Option(min=1, help="Length of the steady stream.")] = 30,
    cases: Annotated[int, typer.Option(min=10, help="Open applications to refold.")] = 10_000,
    applications: Annotated[int, typer.Option(min=100, help="Applications for the annual tables.")] = 100_000,
    times: Annotated[int, typer.Option(min=1, help="Runs of metrics alone.")] = 3,
    record: Annotated[bool, typer.Option(help="Append the results to bench/RESULTS.md.")] = True,
    note: Annotated[str, typer.Option(help="A word about this run, for its heading.")] = "",
) -> None:
    """Measures on servers of its own, in a folder that is removed afterwards. Results are checked, not only timed.

    Example: python -m bench metrics --events 400000 --no-record

    Exit codes: 0 measured, 1 a result was wrong or something did not come up in time, 2 wrong usage
    """
    from bench import applications as requests
    from bench import latency, line, metrics, results

    about = results.machine()
    typer.echo(about)
    found: list[results.Result] = []
    if what in (What.ALL, What.METRICS):
        found += metrics.measure(events, times)
    if what in (What.ALL, What.LINE):
        found.append(line.measure(facts))
    if what in (What.ALL, What.LATENCY):
        found.append(latency.measure(rate, seconds))
    if what in (What.ALL, What.APPLICATIONS):
        found += requests.measure(cases, applications)
    typer.echo("\n\n".join(map(str, found)))
    if record:
        results.record(note or what.value, about, found)


if __name__ == "__main__":
    typer.run(bench)
