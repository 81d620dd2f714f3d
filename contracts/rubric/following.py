"""Whether a version follows on those that are known: its number rises, and no two versions claim one day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from contracts.faults import Fault
from contracts.rubric.record import CountyRubric


def follows(known: Sequence[CountyRubric], new: CountyRubric) -> Iterator[Fault]:
    """What is in its way."""
    newest = max((rubric.version for rubric in known), default=0)
    if new.version <= newest:
        rule = f"it is not above the known version {newest}"
        yield Fault("版本", str(new.version), rule, f"give version {newest + 1}")
    if new.is_default:
        rule = "only what comes with the program is a default"
        yield Fault("默认", "是", rule, "leave the line out: by loading it the county decides")
    yield from _overlaps(known, new)


def _overlaps(known: Sequence[CountyRubric], new: CountyRubric) -> Iterator[Fault]:
    """Days that two versions claim. One that goes on without end is ended by the next; one that begins on the same day is replaced."""
    for other in known:
        if other.since < new.since and other.until is not None and other.until >= new.since:
            remedy = f"begin on {other.until + timedelta(days=1)}, or begin on {other.since} to replace that version"
            rule = f"version {other.version} holds to {other.until}: the two overlap"
            yield Fault("自", str(new.since), rule, remedy)
        elif other.since > new.since and (new.until is None or new.until >= other.since):
            remedy = f"write 止: {other.since - timedelta(days=1)}, or begin on {other.since} to replace that version"
            rule = f"version {other.version} begins on {other.since}: the two overlap"
            yield Fault("止", str(new.until or ""), rule, remedy)
