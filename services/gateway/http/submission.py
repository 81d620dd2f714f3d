"""A fact as it was handed in on HTTP, before it has a place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from contracts.envelope import STRUCTURED

AS_STRUCTURED: tuple[tuple[str, bytes], ...] = (("content-type", STRUCTURED),)
"""Headers of a fact whose value is a whole CloudEvent."""


class Submission(NamedTuple):
    """Value and headers of a record, as Kafka would carry them."""

    value: bytes
    headers: Sequence[tuple[str, bytes]] = AS_STRUCTURED
