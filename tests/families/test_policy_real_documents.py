"""Rule 34 held against the real documents of the demonstration."""

from __future__ import annotations

import csv
from pathlib import Path

from contracts.policy import INTERPRET
from tests.families.explaining import (
    document,
    policy,
    public,
)
from tests.families.making import county, owed

BY_HAND = {"2008-07-09": "2008-07-14", "2022-03-26": "2022-03-30"}
"""A Wednesday; a Saturday. The third working day after each, off a wall calendar."""

DOCUMENTS = Path(__file__).parents[2] / "demo" / "data" / "documents.csv"


def test_the_real_documents_that_are_normative_are_due_by_an_independent_count() -> None:
    with DOCUMENTS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if "规范性文件" in row["genre"] and row["published_on"]]
    assert {row["published_on"] for row in rows} == BY_HAND.keys()
    for row in rows:
        written = document(title=row["title"], document_number=row["document_number"] or None)
        result = policy(
            written,
            public(row["published_on"]),
            county=county(duties=[{"duty": INTERPRET.code, "spans": [{"since": "2008-05-01"}]}]),
        )
        (duty,) = owed(result, INTERPRET)
        assert duty.due_on.isoformat() == BY_HAND[row["published_on"]]
