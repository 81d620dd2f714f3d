"""更正: what an issued report would say otherwise now, and by which facts. The report itself stays as it is."""

from __future__ import annotations

from contracts.fields import BusModel, described

RESTATED = "metrics.restatement.v1"
"""Type of the record on metrics.restatements.v1; its key is <report>|<organisation>, a tombstone where nothing differs any more."""


class RestatedCell(BusModel, title="更正项", meaning="a cell of an issued report that would have another value now."):
    path: str = described("位置", "where it stands, e.g. counts.items_published, sheet.1.2.score or sheet.rank")
    before: str = described("原值", "as issued; empty where there was none")
    after: str = described("现值", "as it is now; empty where there is none")


class Because(BusModel, title="更正原因", meaning="a subject that was changed after the report was issued."):
    key: str = described("事项", "<kind>/<organisation>/<subject>")
    title: str | None = described("标题", "what it is about, where that is public", default=None)
    causes: list[str] = described("起因", "ids of the facts, or days, that changed it; oldest first, at most a hundred")


class Restatement(BusModel, title="更正记录", meaning="cells of one unit in one issued report, and why they differ."):
    report: str = described("报告", "id of the report")
    numbered: str = described("报告编号", "its number, 〔year〕n")
    org: str = described("单位", "organisation")
    cells: list[RestatedCell] = described(
        "更正项", "by path; none where a report takes back what an earlier one carried"
    )
    because: list[Because] = described(
        "更正原因", "by subject; of a rank also those of the units that stand elsewhere by them"
    )
