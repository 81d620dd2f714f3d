"""公开主体: which organisation has to disclose (条例第十条)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class Origin(StrEnum):
    """Where information comes from."""

    MADE = "制作"
    FROM_CITIZENS = "从公民、法人和其他组织获取"
    FROM_AGENCY = "从其他行政机关获取"


def responsible_agency(own: str, origin: Origin, makers: Sequence[str] = (), lead: str | None = None) -> str | None:
    """Who discloses what ``own`` holds: who made it; of what citizens gave, who keeps it; of a joint thing, the lead.

    What came from another agency is its maker's, or that agency's which first obtained it; ``makers`` names it. None:
    several made it and nobody says who leads, or nobody says from whom it came.
    """
    if origin is Origin.FROM_CITIZENS:
        return own
    if lead is not None:
        return lead
    if len(set(makers)) > 1:
        return None
    if makers:
        return makers[0]
    return own if origin is Origin.MADE else None
