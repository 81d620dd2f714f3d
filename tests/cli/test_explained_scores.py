"""A score as a tree: every branch ends with facts, in words and with their places."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from cli.bus import Place
from cli.explain.evidence import Evidence, Subject
from cli.explain.scores import Explained
from cli.places import Lies

POLICY, DOCUMENT = "publishing.policy/a/a:d2", "catalog.document/a/d2"
FACT: dict[str, Any] = {
    "id": "d2-approved",
    "type": "document.approved.v1",
    "time": "2026-01-07T18:00:00+00:00",
    "recorded_on": "2026-01-08",
    "data": {"approved_on": "2026-01-07"},
}
CLAUSE = {"path": "2.1", "title": "按期解读", "score": "0", "weight": "8", "standing": "scored", "formula": "0 ÷ 1"}
SHEET: dict[str, Any] = {
    "org": "a",
    "period": "2026-01",
    "total": "92",
    "full": "100",
    "grade": "",
    "version": 1,
    "clauses": [CLAUSE],
}
SHOWN = "d2-approved 公文签发（document.approved.v1）2026-01-07，2026-01-08收录　intake.catalog.v1/0/4，收件dept.a.events/0/7"
BODY: dict[str, Any] = {"state": None, "obligations": [], "linked": []}
DOCUMENT_BODY = {**BODY, "key": DOCUMENT, "facts": [FACT]}
POLICY_BODY = {**BODY, "key": POLICY, "facts": [], "linked": [{"key": DOCUMENT, "title": None}]}
SUBJECTS = {
    DOCUMENT: Subject(
        DOCUMENT_BODY, {"d2-approved": Lies(Place("intake.catalog.v1", 0, 4), Place("dept.a.events", 0, 7))}
    ),
    POLICY: Subject(POLICY_BODY, {}),
}


def lines(key: str, facts: list[str]) -> list[str]:
    base = {"path": "2.1", "points": "8", "text": "逾期", "formula": "0 ÷ 1", "obligation": "interpret:2026-01-14"}
    row = {**base, "finding": "", "key": key, "facts": facts, "keys": [], "because": []}
    explained = Explained(
        {"as_of": "2026-01-31", "sheet": SHEET}, SHEET["clauses"], [row], {}, Evidence(SUBJECTS), {"a": "甲局"}
    )
    console = Console(width=200, record=True)
    console.print(explained.tree())
    return [line.strip("│├└─ ") for line in console.export_text().splitlines()]


def test_a_fact_stands_with_its_local_day_its_record_and_its_places() -> None:
    assert lines(DOCUMENT, ["d2-approved"])[-1] == SHOWN


def test_a_deduction_that_names_no_fact_shows_all_of_its_subject() -> None:
    assert lines(DOCUMENT, [])[-1] == SHOWN


def test_what_is_made_of_other_subjects_leads_to_their_facts() -> None:
    shown = lines(POLICY, [])
    assert f"{DOCUMENT} 公文" in shown
    assert SHOWN in shown
