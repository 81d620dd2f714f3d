"""Of a consultation: too short, or closed before its last day (重大行政决策程序暂行条例第十五条)."""

from __future__ import annotations

from collections.abc import Iterator

from demo.oracle.case import Departure, Judgement
from demo.oracle.consultation import newest


def departures(judgement: Judgement) -> Iterator[Departure]:
    """Of the one that counts."""
    ran = newest(judgement.case.subject)
    if ran is None:
        return
    if any(place == "counts.consultations_too_short" for _, place, _ in judgement.judged.counts):
        yield Departure(ran.on, "consultation.too_short")
    for closing in ran.closings:
        if ran.on <= closing.day("closed_on") < ran.announced_until:
            yield Departure(closing.day("closed_on"), "consultation.closed_early")
