"""A score as a tree: every branch ends with facts, in words and with their places."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from cli.bus import Place
from cli.explaining import Explained, Subject
from cli.places import Lies

POLICY, DOCUMENT = "publishing.policy/a/a:d2", "catalog.document/a/d2"
FACT: dict[str, Any] = {
    "id": "d2-approved",
    "type": "document.approved.v1",
    "time": "2026-01-07T18:00:00+00:00",
    "recorded_on": "2026-01-08",
    "data": {"approved_on": "2026-01-07"},
}
SHEET: dict[str, Any] = {
    "org": "a",
    "period": "2026-01",
    "total": "92",
    "full": "100",
    "grade": "",
    "version": 1,
    "clauses": [
        {"path": "2.1", "title": "按期解读", "score": "0", "weight": "8", "standing": "scored", "formula": "0 ÷ 1"}
    ],
}


def deduction(key: str, facts: list[str]) -> dict[str, Any]:
    base = {"path": "2.1", "points": "8", "text": "逾期", "formula": "0 ÷ 1", "obligation": "interpret:2026-01-14"}
    return {**base, "finding": "", "key": key, "facts": facts, "keys": [], "because": []}


def lines(row: dict[str, Any], subject: Subject) -> list[str]:
    body = {"as_of": "2026-01-31", "sheet": SHEET, "deductions": [row]}
    console = Console(width=200, record=True)
    console.print(Explained(body, SHEET["clauses"], [row], {row["key"]: subject}, {"a": "甲局"}).tree())
    return [line.strip("│├└─ ") for line in console.export_text().splitlines()]


def document() -> Subject:
    place = Lies(Place("intake.catalog.v1", 0, 4), Place("dept.a.events", 0, 7))
    return Subject({"facts": [FACT], "linked": []}, {"d2-approved": place}, {})


def test_a_fact_stands_with_its_day_its_record_and_its_place() -> None:
    shown = lines(deduction(DOCUMENT, ["d2-approved"]), document())
    assert shown[-1] == "公文签发 2026-01-07，2026-01-08记录 d2-approved dept.a.events/0/7"


def test_what_is_made_from_other_subjects_leads_to_their_facts() -> None:
    policy = Subject({"facts": [], "linked": [{"key": DOCUMENT, "title": None}]}, {}, {DOCUMENT: document()})
    row = deduction(POLICY, [])
    shown = lines(row, policy)
    assert shown[-2:] == [DOCUMENT, "公文签发 2026-01-07，2026-01-08记录 d2-approved dept.a.events/0/7"]
    explained = Explained({"as_of": "", "sheet": SHEET}, SHEET["clauses"], [row], {POLICY: policy}, {})
    assert explained.as_json["rests_on"] == {
        POLICY: {DOCUMENT: {"d2-approved": {"type": "document.approved.v1", "place": "dept.a.events/0/7"}}}
    }
