"""Of faults of one kind in one unit: which came again, where the county asks after it (奉节府办发〔2020〕101号 三（三）)."""

from __future__ import annotations

from collections.abc import Iterator

from demo.oracle.case import Departure, Judgement


def departures(judgement: Judgement) -> Iterator[Departure]:
    """As the judge counts them."""
    for on, place, amount in judgement.judged.counts:
        if place == "counts.faults_repeated" and judgement.case.asks("fault_repeated", on):
            yield from [Departure(on, "accountability.repeated")] * amount
