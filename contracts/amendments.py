"""Facts about facts: a correction replaces the data of an earlier fact, a withdrawal says it never was.

A fact is accepted when it is well formed and the sender's to say. Whether it is lawful is decided by
the folds, which flag and never refuse.
"""

from __future__ import annotations

from contracts.fields import PATTERN_ID, BusModel, described


class FactCorrected(BusModel, title="更正", meaning="replaces the data of a fact that was sent before."):
    fact: str = described("原事实编号", "id of the fact it replaces", min_length=1, max_length=200, pattern=PATTERN_ID)
    fact_type: str = described("原事实类型", "its type, e.g. application.received.v1", max_length=100)
    data: dict[str, object] = described("更正后的数据", "the whole data, as fact_type defines it")
    reason: str = described("更正原因", "why", min_length=1, max_length=1000)


class FactWithdrawn(BusModel, title="撤回", meaning="the fact named was never so."):
    fact: str = described("原事实编号", "id of the fact withdrawn", min_length=1, max_length=200, pattern=PATTERN_ID)
    fact_type: str = described("原事实类型", "its type; fact.corrected.v1 withdraws a correction", max_length=100)
    of_type: str | None = described(
        "更正所指类型",
        "fact_type of the correction withdrawn; required when fact_type is fact.corrected.v1, else absent",
        default=None,
        max_length=100,
    )
    reason: str = described("撤回原因", "why", min_length=1, max_length=1000)


CORRECTED = "fact.corrected.v1"
WITHDRAWN = "fact.withdrawn.v1"

AMENDMENTS: dict[str, type[BusModel]] = {CORRECTED: FactCorrected, WITHDRAWN: FactWithdrawn}
"""Amendments by type."""
