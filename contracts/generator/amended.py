"""What is wrong with an amendment beside its model: the types it names must be those of facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contracts.amendments import AMENDMENTS, CORRECTED, WITHDRAWN
from contracts.families import Families
from contracts.generator.broken import GONE, Fault

UNKNOWN = "document.shredded.v1"
"""No type of fact."""


def amendment_faults(name: str, data: Any, families: Families) -> Iterator[Fault]:
    """Faults of an amendment with ``data`` that its schema does not see."""
    yield Fault("field.value", "fact_type-unknown", ("fact_type",), UNKNOWN)
    if name == CORRECTED:
        for other in AMENDMENTS:
            yield Fault("field.value", f"fact_type-{other}", ("fact_type",), other)
    if name == WITHDRAWN:
        yield Fault("field.value", "fact_type-of-a-withdrawal", ("fact_type",), WITHDRAWN)
        if data["fact_type"] == CORRECTED:
            yield Fault("field.missing", "of_type", ("of_type",), GONE)
            yield Fault("field.value", "of_type-unknown", ("of_type",), UNKNOWN)
        elif "of_type" not in data:
            yield Fault("field.value", "of_type-beside-a-fact", ("of_type",), next(iter(families.facts)))
