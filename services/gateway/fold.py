"""The door's decision: one record in, accepted for a service or refused with a reason. Pure."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date

from services.gateway.examine import examine
from services.gateway.quick import quick
from services.gateway.records import LIMIT, Accepted, Inbound, Refused

__all__ = ["LIMIT", "Accepted", "Inbound", "Refused", "validate"]


def validate(
    record: Inbound, org: str, today: date, limit: int = LIMIT, orgs: AbstractSet[str] = frozenset()
) -> Accepted | Refused:
    """Decide about one record of the inbox of ``org`` on the day ``today`` in Asia/Shanghai.

    ``limit`` is the largest value in bytes; ``orgs`` are the slugs of the known organisations, so that
    a source naming another one is noticed. Never raises: whatever the bytes, the answer is one of two.
    """
    return quick(record, org, today, limit, orgs) or examine(record, org, today, limit, orgs)
