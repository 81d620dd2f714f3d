"""Applications on the real line: whole lives, the read side, the tables, the notices, a notice of holidays for next year."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from contracts.application import APPLICATION, QUESTION
from contracts.envelope import CAUSES
from contracts.topics import ANNUAL, states
from law.table3 import KINDS, ROWS
from tests.line.asking import HERE, about, announce, ask, dates_told, notices_about
from tests.line.conftest import ORGS
from tests.line.facts import fact
from tests.line.line import Line
from tests.line.rows import read, standing

pytestmark = pytest.mark.servers

THERE = "fengjie-bb"
APPLICANT, OTHER, ABOUT = "5f" * 32, "a0" * 32, "c3" * 32
WHOLE_LIFE: list[tuple[str, str, dict[str, Any]]] = [
    (
        "received",
        "2026-03-02",
        {"applicant_kind": "natural", "channel": "互联网", "applicant_ref": APPLICANT},
    ),
    ("confirmed", "2026-03-03", {}),
    ("registered", "2026-03-03", {"number": "2026-001"}),
    ("correction_requested", "2026-03-06", {"until": "2026-03-20", "missing": ["description"]}),
    ("correction_received", "2026-03-16", {}),
    ("reviewed", "2026-03-17", {"third_party": True}),
    ("third_party_asked", "2026-03-17", {"ref": "han-1"}),
    ("third_party_answered", "2026-03-27", {"ref": "han-1", "consents": False}),
    ("extended", "2026-04-02", {"days": 10, "approved_on": "2026-04-01"}),
    ("answered", "2026-04-20", {"code": "withheld", "ground": "third_party", "reasoned": True}),
    ("delivered", "2026-04-22", {}),
    ("reopened", "2026-06-12", {}),
    ("answered", "2026-06-25", {"code": "partial", "ground": "third_party", "reasoned": True}),
    ("archived", "2026-07-20", {}),
]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    line = Line(tmp_path_factory.mktemp("applications"), ORGS)
    try:
        line.start_all()
        line.until(date(2026, 12, 9))
        line.counted()
        yield line
    finally:
        line.stop()


def test_a_whole_life_sent_in_any_order_reads_as_it_happened(county: Line) -> None:
    facts = about(HERE, "whole", WHOLE_LIFE)
    random.Random(4).shuffle(facts)
    county.send([*facts, *facts[:5]])
    county.counted()
    life = ask(county, f"/applications/{HERE}/whole")
    state = life["state"]
    assert (state["received_on"], state["original_due_on"]) == ("2026-03-03", "2026-03-31")
    assert (state["state"], state["counted"]) == ("answered", {"on": "2026-04-20", "row": "3_2_partial"})
    assert [result["row"] for result in state["results"]] == ["3_3_4", "3_2_partial"]
    duties = ("correct", "ask_third_party", "answer")
    assert {owed["duty"]: owed["status"] for owed in life["obligations"]} == dict.fromkeys(duties, "met")
    assert state["obligations"] == []
    assert state["findings"] == []
    assert len(life["detail"]["lines"]) >= 7
    assert len(life["facts"]) == len(WHOLE_LIFE)
    assert ask(county, "/applications/whole")["id"] == f"{HERE}/whole"
    events = [
        dict(record.headers)
        for record in county.records(states(APPLICATION.service))
        if record.key == f"{APPLICATION.kind}/{HERE}/whole".encode()
    ]
    assert events[-1]["ce_type"] == b"requests.application.archived.v1"
    causes = {cause for event in events for cause in json.loads(event[CAUSES])}
    assert causes == {f"whole-{n}" for n in range(len(WHOLE_LIFE))}


def test_the_list_can_be_asked_by_unit_state_and_due_date(county: Line) -> None:
    county.send(
        [
            *about(HERE, "open-1", [("received", "2026-11-26", {"applicant_kind": "business"})]),
            *about(HERE, "open-2", [("received", "2026-11-02", {"applicant_kind": "business"})]),
            *about(THERE, "open-3", [("received", "2026-11-02", {"applicant_kind": "charity"})]),
            *about(HERE, "waits", [("received", "2026-11-27", {"applicant_kind": "natural", "channel": "传真"})]),
        ]
    )
    county.counted()

    def ids(query: str) -> list[str]:
        return [application["id"] for application in ask(county, f"/applications?{query}")["applications"]]

    assert ids(f"org={HERE}&state=overdue") == [f"{HERE}/open-2"]
    assert ids("state=overdue") == [f"{HERE}/open-2", f"{THERE}/open-3"]
    assert ids(f"org={HERE}&state=running&due_before=2026-12-24") == [f"{HERE}/open-2"]
    assert f"{HERE}/waits" in ids("state=not_started")
    assert ids("org=&state=&due_before=&limit=1000") == ids("limit=1000")
    first = ask(county, "/applications?limit=1")
    assert first["next"] == first["applications"][0]["id"]
    assert ask(county, f"/applications?limit=1&after={first['next']}")["applications"][0]["id"] > first["next"]
    for wrong in (
        "state=done",
        "due_before=soon",
        "limit=0",
        "limit=%D9%A2",
        "owner=x",
        "org=%00",
        "after=%0A",
    ):
        assert ask(county, f"/applications?{wrong}", 400)["error"]
    assert "GET /applications" in ask(county, "/applications/nowhere", 404)["error"]


def test_the_department_hears_what_is_unconfirmed_overdue_and_due(county: Line) -> None:
    assert "application.unconfirmed.v1" in [kind for kind, _ in notices_about(county, HERE, "waits")]
    overdue = [body for kind, body in notices_about(county, HERE, "open-2") if kind == "obligation.overdue.v1"]
    assert {body["duty"] for body in overdue} == {"answer"}
    assert all(body["article"] and body["why"] for body in overdue)
    before = len(notices_about(county, HERE, "open-1"))
    county.until(date(2026, 12, 22))
    county.counted()
    listed = ask(county, "/applications?state=unconfirmed")["applications"]
    assert [(row["id"], row["arrived_on"], row["received_on"]) for row in listed] == [
        (f"{HERE}/waits", "2026-11-27", None)
    ]
    fresh = [(kind, body["duty"]) for kind, body in notices_about(county, HERE, "open-1")[before:]]
    assert fresh == [("obligation.due_soon.v1", "answer")]


def test_the_same_question_again_is_a_candidate_and_several_askers_a_suggestion(county: Line) -> None:
    def asked(subject: str, on: str, who: str) -> list[tuple[str, bytes]]:
        content = {"applicant_kind": "natural", "applicant_ref": who, "subject_hash": ABOUT}
        return about(HERE, subject, [("received", on, content)])

    county.send(asked("ask-1", "2026-08-03", APPLICANT))
    (answer,) = about(HERE, "ask-1", [("answered", "2026-08-10", {"code": "granted"})])
    county.send([(HERE, answer[1].replace(b'"ask-1-0"', b'"ask-1-answer"'))])
    county.send([*asked("ask-2", "2026-09-01", APPLICANT), *asked("ask-3", "2026-09-02", OTHER)])
    county.counted()
    assert ask(county, f"/applications/{HERE}/ask-2")["repeat_of"] == "ask-1"
    heard = dict(notices_about(county, HERE, ABOUT))
    repeat = {"subject": "ask-2", "earlier": "ask-1", "article": "条例第三十六条第六项"}
    assert heard["application.repeat_suspected.v1"] == repeat
    three = ["ask-1", "ask-2", "ask-3"]
    assert heard["application.disclosure_suggested.v1"]["applications"] == three
    question = states(QUESTION.service), f"{QUESTION.kind}/{HERE}/{ABOUT}"
    assert read(standing(county, question[0]))[question]["suggested"] == three
    withdrawal: dict[str, object] = {
        "fact": "ask-1-answer",
        "fact_type": "application.answered.v1",
        "reason": "误报",
    }
    on = date(2026, 9, 3)
    county.send([(HERE, fact(HERE, "ask-1-undone", "fact.withdrawn.v1", "ask-1", on, withdrawal))])
    county.counted()
    assert ask(county, f"/applications/{HERE}/ask-2")["repeat_of"] is None
    assert read(standing(county, question[0]))[question]["suggested"] == []


def test_a_transfer_is_counted_once_and_the_county_is_the_sum_of_its_units(county: Line) -> None:
    county.send(
        [
            *about(
                HERE,
                "moved",
                [
                    ("received", "2026-05-06", {"applicant_kind": "research"}),
                    ("transferred", "2026-05-07", {"to": THERE}),
                ],
            ),
            *about(
                THERE,
                "moved-in",
                [("received", "2026-05-07", {"applicant_kind": "research", "transferred_from": HERE})],
            ),
        ]
    )
    county.counted()
    whole = ask(county, "/tables/2026")["counties"]["fengjie"]
    assert (whole["broken"], whole["differences"]) == ([], [])
    assert whole["table3"]["1_new"]["research"] == 1
    assert list(whole["table3"]) == list(ROWS)
    assert list(whole["table3"]["1_new"]) == [*KINDS, "total"]
    for row in ROWS:
        assert whole["table3"][row]["total"] == sum(unit["table3"][row]["total"] for unit in whole["units"].values())
    assert ask(county, f"/tables/2026?org={HERE}")["table3"] == whole["units"][HERE]["table3"]
    annual = read(standing(county, ANNUAL))
    rows = [row for place, row in annual.items() if place[1].startswith("2026|fengjie")]
    for row in ROWS:
        if row.startswith("3_") and row != "3_7_total":
            metrics = sum(unit["by"].get("applications_results", {}).get(row, 0) for unit in rows)
            assert metrics == whole["table3"][row]["total"]
    assert sum(unit["counts"].get("applications_received", 0) for unit in rows) == whole["table3"]["1_new"]["total"]
    assert county.differences() == []
    for path, status in (
        ("/tables/199", 400),
        ("/tables/2026?org=nobody", 404),
        ("/tables/2026?unit=x", 400),
    ):
        assert ask(county, path, status)["error"]


def test_a_notice_for_next_year_moves_open_dates_announces_them_and_leaves_closed_ones(county: Line) -> None:
    county.send(
        [
            *about(HERE, "soon", [("received", "2026-12-04", {"applicant_kind": "natural"})]),
            *about(
                HERE,
                "done",
                [
                    ("received", "2026-12-04", {"applicant_kind": "natural"}),
                    ("answered", "2026-12-15", {"code": "granted"}),
                    ("archived", "2026-12-15", {}),
                ],
            ),
            *about(
                HERE,
                "unpaid",
                [
                    ("received", "2026-12-04", {"applicant_kind": "natural"}),
                    ("registered", "2026-12-04", {}),
                    ("fee_noticed", "2026-12-15", {"basis": "pages", "count": 60, "amount": 300}),
                ],
            ),
        ]
    )
    county.counted()
    assert ask(county, f"/applications/{HERE}/unpaid")["state"]["lapses_after"] == "2027-01-13"
    open_before, done = (ask(county, f"/applications/{HERE}/{name}")["state"] for name in ("soon", "done"))
    assert (open_before["due_on"], open_before["provisional"]) == ("2027-01-04", True)
    announce(county, 2027, date(2027, 1, 1), date(2027, 1, 4))
    county.counted()
    after = ask(county, f"/applications/{HERE}/soon")["state"]
    assert (after["due_on"], after["provisional"]) == ("2027-01-05", False)
    heard = dates_told(county, "soon")
    assert ("obligation.moved.v1", "2027-01-05", "2027-01-04") in heard
    assert ("obligation.firm.v1", "2027-01-05", None) in heard
    assert ask(county, f"/applications/{HERE}/unpaid")["state"]["lapses_after"] == "2027-01-14"
    assert ask(county, f"/applications/{HERE}/done")["state"] == done
    assert not [
        kind for kind, _ in notices_about(county, HERE, "done") if kind in {"obligation.moved.v1", "obligation.firm.v1"}
    ]
    assert county.differences() == []


def test_a_notice_that_comes_while_the_service_is_down_moves_dates_when_it_is_back(county: Line) -> None:
    county.until(date(2027, 12, 20))
    county.send(about(HERE, "asleep", [("received", "2027-12-09", {"applicant_kind": "natural"})]))
    county.counted()
    before = ask(county, f"/applications/{HERE}/asleep")["state"]
    assert (before["due_on"], before["provisional"]) == ("2028-01-07", True)
    county.children[APPLICATION.service].kill()
    announce(county, 2028, date(2028, 1, 3), date(2028, 1, 4))
    county.start(APPLICATION.service)
    county.counted()
    after = ask(county, f"/applications/{HERE}/asleep")["state"]
    assert (after["due_on"], after["provisional"]) == ("2028-01-10", False)
    heard = dates_told(county, "asleep")
    assert heard.count(("obligation.moved.v1", "2028-01-10", "2028-01-07")) == 1
    assert heard.count(("obligation.firm.v1", "2028-01-10", None)) == 1
    assert county.differences() == []
