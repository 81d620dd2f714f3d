"""Up to which day everything has been counted: pure.

A day is complete when every partition of every topic that the registry of measures names as a source has closed
it (or a later one). The watermark never goes back: while a topic that was added reads its way to the present it
stands still, and from the first day that the topic closes (later than the watermark) it moves with it; a topic
that was removed is no longer waited for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from contracts.views import Watermark

Place = tuple[str, int]
"""Topic and partition."""
Closings = Mapping[Place, Sequence[tuple[date, int]]]
"""What each required partition has closed: day and the offset behind the record that says so; empty for nothing."""


def watermark(closings: Closings, before: date | None) -> Watermark | None:
    """The watermark, when it is beyond ``before``; its positions are those at which that day was closed, whatever followed."""
    if not closings or not all(closings.values()):
        return None
    day = min(max(closed)[0] for closed in closings.values())
    if before is not None and day <= before:
        return None
    positions: dict[str, dict[str, int]] = {}
    for (topic, partition), closed in sorted(closings.items()):
        until = [closing for closing in closed if closing[0] <= day]
        if until:
            positions.setdefault(topic, {})[str(partition)] = max(until)[1]
    return Watermark(complete_up_to=day, positions=positions)
