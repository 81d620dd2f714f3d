"""What a number of a period is made of: by subject, adding up to the row that reports and views have."""

from __future__ import annotations

import json

import pytest

from services.assessment.amounts import counted, shares
from services.assessment.months import Months, months_of
from services.assessment.stocks import part_of
from services.assessment.tallies import tally


def subject(**counts: dict[str, int]) -> Months:
    return months_of(json.dumps({"counts": {name.replace("_", "-")[1:]: each for name, each in counts.items()}}))


SUBJECTS = {
    "catalog.document/a/1": subject(_2025_12={"documents_in_force@规章": 1}, _2026_03={"documents_in_force@规章": -1}),
    "catalog.document/a/2": subject(_2026_01={"documents_in_force@规章": 1, "documents_drafted": 1}),
    "publishing.disclosure/a/1": subject(
        _2026_01={
            "items_published": 1,
            "items_published_by_channel@政府网站": 1,
            "days_to_publish#7": 1,
            "publish!due": 1,
        },
        _2026_02={"publish!overdue": 1},
    ),
    "publishing.disclosure/a/2": subject(_2026_01={"items_published_by_channel@公示栏": 2}),
}


@pytest.mark.parametrize(
    ("period", "measure", "added"),
    [
        ("2026-01", "items_published", {"publishing.disclosure/a/1": 1}),
        (
            "2026-01",
            "items_published_by_channel",
            {"publishing.disclosure/a/1": 1, "publishing.disclosure/a/2": 2},
        ),
        ("2026-01", "items_published_by_channel@公示栏", {"publishing.disclosure/a/2": 2}),
        ("2026-Q1", "publish!overdue", {"publishing.disclosure/a/1": 1}),
        ("2026-01", "publish!overdue", {}),
        ("2026", "days_to_publish", {"publishing.disclosure/a/1": 1}),
        ("2026-01", "documents_in_force", {"catalog.document/a/1": 1, "catalog.document/a/2": 1}),
        ("2026-03", "documents_in_force@规章", {"catalog.document/a/2": 1}),
        ("2025", "documents_in_force", {"catalog.document/a/1": 1}),
    ],
)
def test_a_number_is_what_its_subjects_add(period: str, measure: str, added: dict[str, int]) -> None:
    assert shares(period, SUBJECTS, measure) == added


@pytest.mark.parametrize("period", ["2026-01", "2026-02", "2026-Q1", "2026"])
def test_the_parts_add_up_to_the_reports_row(period: str) -> None:
    whole = tally(period, "a", "c", [part_of(months, period) for months in SUBJECTS.values()])
    for name, amount in {**whole.row["counts"], **whole.stocks}.items():
        assert sum(shares(period, SUBJECTS, name).values()) == amount
        assert name in counted(period, SUBJECTS)
