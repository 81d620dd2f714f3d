"""Reviews and lawsuits on the real line: counted once, flowing to what they are about, whoever comes first."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from contracts.dispute import DISPUTE
from contracts.topics import ANNUAL, states
from demo.sent import encode
from tests.line.conftest import ORGS
from tests.line.facts import fact
from tests.line.line import Line
from tests.line.rows import read, standing
from tests.line.test_bad_input import refusals

pytestmark = pytest.mark.servers

HERE = "fengjie-aa"
THREE = ["sq-1", "sq-2", "sq-3"]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    line = Line(tmp_path_factory.mktemp("disputes"), ORGS)
    try:
        line.start_all()
        line.until(date(2026, 12, 9))
        line.counted()
        yield line
    finally:
        line.stop()


def sent_fact(name: str, subject: str, on: str, **data: Any) -> tuple[str, bytes]:
    """A fact of the unit; its id is made of what it says."""
    kind = f"{name}.v1"
    return HERE, fact(HERE, f"{subject}-{name}-{on}", kind, subject, date.fromisoformat(on), data)


def application(subject: str) -> list[tuple[str, bytes]]:
    return [
        sent_fact("application.received", subject, "2026-03-02", received_on="2026-03-02", applicant_kind="natural"),
        sent_fact("application.answered", subject, "2026-03-20", answered_on="2026-03-20", code="not_existing"),
    ]


def ask(line: Line, path: str, status: int = 200) -> Any:
    return line.ask(DISPUTE.service, path, status)


def duties(line: Line, subject: str) -> dict[str, tuple[str, str]]:
    """Duties of an application to comply: id → due, status."""
    owed = ask(line, f"/applications/{HERE}/{subject}")["obligations"]
    return {duty["id"]: (duty["due_on"], duty["status"]) for duty in owed if duty["duty"] == "comply"}


def test_one_review_over_three_applications_is_one_case_and_an_order_for_each(county: Line) -> None:
    case = [
        sent_fact("dispute.review_filed", "fu-1", "2026-04-07", filed_on="2026-04-07", applications=THREE),
        sent_fact("dispute.review_accepted", "fu-1", "2026-04-13", accepted_on="2026-04-13"),
        sent_fact(
            "dispute.review_decided",
            "fu-1",
            "2026-06-12",
            decided_on="2026-06-12",
            served_on="2026-06-16",
            result="corrected",
            disclose=True,
        ),
    ]
    facts = [*case, *(line for subject in THREE for line in application(subject))]
    facts.append(sent_fact("application.reopened", "sq-1", "2026-06-16", reopened_on="2026-06-16"))
    facts.append(sent_fact("application.answered", "sq-2", "2026-06-25", answered_on="2026-06-25", code="granted"))
    random.Random(9).shuffle(facts)
    county.send([*facts, *facts[:3]])
    county.counted()
    review = ask(county, f"/tables/2026?org={HERE}")["table4"]["review"]
    assert review == {"upheld": 0, "corrected": 1, "other": 0, "pending": 0, "total": 1}
    assert duties(county, "sq-1") == {"comply:fu-1": ("2026-07-15", "overdue")}
    assert duties(county, "sq-2") == {"comply:fu-1": ("2026-07-15", "met")}
    assert duties(county, "sq-3") == {"comply:fu-1": ("2026-07-15", "overdue")}
    reopened = ask(county, f"/applications/{HERE}/sq-1")
    overdue = [
        duty["id"] for duty in reopened["obligations"] if duty["status"] == "overdue" and duty["duty"] == "answer"
    ]
    assert overdue == []
    assert [remedied["case"] for remedied in reopened["state"]["cases"]] == ["fu-1"]
    page = ask(county, f"/subjects/{DISPUTE.kind}/{HERE}/fu-1")
    assert (page["state"]["stage"], page["state"]["applications"]) == ("decided", THREE)
    row = read(standing(county, ANNUAL))[ANNUAL, f"2026|{HERE}"]
    assert row["by"]["remedies_filed"] == {"review": 1}
    assert row["by"]["remedies_decided"] == {"review.corrected": 1}


def test_a_case_over_a_disclosure_or_an_unknown_application_counts_and_leaves_no_phantom(county: Line) -> None:
    before = ask(county, f"/tables/2026?org={HERE}")
    listed = ask(county, f"/applications?org={HERE}&limit=1000")["applications"]
    county.send(
        [
            sent_fact("disclosure.formed", "xx-1", "2026-01-05", formed_on="2026-01-05", attribute="主动公开"),
            sent_fact(
                "dispute.lawsuit_filed",
                "su-1",
                "2026-04-07",
                filed_on="2026-04-07",
                after_review=False,
                disclosures=["xx-1"],
            ),
            sent_fact(
                "dispute.lawsuit_decided",
                "su-1",
                "2026-06-12",
                decided_on="2026-06-12",
                result="corrected",
                disclose=True,
                within=15,
            ),
            sent_fact(
                "dispute.review_filed", "fu-2", "2026-04-07", filed_on="2026-04-07", applications=["nobody-knows"]
            ),
            sent_fact("dispute.review_filed", "fu-3", "2026-04-07", filed_on="2026-04-07"),
        ]
    )
    county.counted()
    after = ask(county, f"/tables/2026?org={HERE}")
    assert after["table3"] == before["table3"]
    assert after["table4"]["review"]["pending"] == before["table4"]["review"]["pending"] + 2
    assert after["table4"]["litigation_direct"]["corrected"] == before["table4"]["litigation_direct"]["corrected"] + 1
    assert ask(county, f"/applications?org={HERE}&limit=1000")["applications"] == listed
    assert ask(county, f"/applications/{HERE}/nobody-knows", 404)["error"]
    page = county.ask("publishing", f"/subjects/publishing.disclosure/{HERE}/xx-1")
    owed = {duty["id"]: (duty["due_on"], duty["status"]) for duty in page["obligations"]}
    assert owed["comply_disclosure:su-1"] == ("2026-07-06", "overdue")


def test_a_case_that_was_told_of_the_wrong_application_is_put_right_by_a_correction(county: Line) -> None:
    county.send([*application("sq-7"), *application("sq-8")])
    decided = sent_fact(
        "dispute.review_decided",
        "fu-7",
        "2026-06-12",
        decided_on="2026-06-12",
        result="corrected",
        disclose=True,
        applications=["sq-7"],
    )
    county.send([sent_fact("dispute.review_filed", "fu-7", "2026-04-07", filed_on="2026-04-07"), decided])
    county.counted()
    assert (list(duties(county, "sq-7")), list(duties(county, "sq-8"))) == (["comply:fu-7"], [])
    right = json.loads(decided[1])["data"] | {"applications": ["sq-8"]}
    about = {
        "fact": json.loads(decided[1])["id"],
        "fact_type": "dispute.review_decided.v1",
        "data": right,
        "reason": "录入有误",
    }
    county.send([sent_fact("fact.corrected", "fu-7", "2026-06-15", **about)])
    county.counted()
    assert (list(duties(county, "sq-7")), list(duties(county, "sq-8"))) == ([], ["comply:fu-7"])
    assert ask(county, f"/applications/{HERE}/sq-7")["state"]["cases"] == []


@pytest.mark.parametrize(
    "again", ["2026-05-06T03:20:00Z", "2026-05-06T03:20:00.000+00:00", "2026-05-05T20:20:00-07:00"]
)
def test_the_same_moment_with_another_offset_is_the_same_fact(county: Line, again: str) -> None:
    data = {"filed_on": "2026-05-06", "applications": ["sq-1"]}
    subject = f"fu-{again.translate(str.maketrans('', '', ':.+'))}"
    sent = json.loads(fact(HERE, f"{subject}-filed", "dispute.review_filed.v1", subject, date(2026, 5, 6), data))
    spelled = [(HERE, encode(sent | {"time": time})) for time in ("2026-05-06T11:20:00+08:00", again)]
    county.send([spelled[0]])
    county.send_unseen([spelled[1]])
    county.counted()
    assert [refusal for refusal in refusals(county, HERE) if f"{subject}-filed".encode() in refusal.value] == []
    events = [
        record
        for record in county.records(states(DISPUTE.service))
        if record.key == f"{DISPUTE.kind}/{HERE}/{subject}".encode()
    ]
    assert [dict(record.headers)["ce_version"] for record in events] == [b"1"]


def test_after_all_this_the_views_are_what_the_oracle_works_out(county: Line) -> None:
    assert county.differences() == []
