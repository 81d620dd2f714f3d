"""Units come, go and send too much while everything runs."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from contracts.amendments import CORRECTED
from contracts.application import APPLICATION
from contracts.disclosure import FAMILY as DISCLOSURE
from contracts.notices import REFUSED, WAITING
from contracts.topics import department_topics, notices, states
from deploy import rights, topics
from deploy.admission import Office
from deploy.background import Background
from deploy.process import silent
from deploy.quotas import quotas
from tests.line.facts import Line as Sent
from tests.line.facts import fact, lives
from tests.line.line import NAMES, Line

pytestmark = pytest.mark.servers

HERE, NEW = "fengjie-aa", "fengjie-new"
DAY = date(2026, 6, 15)


def notices_of(line: Line, org: str, kind: str) -> list[dict[str, Any]]:
    """Bodies of the notices of a kind to a unit."""
    return [
        json.loads(record.value)
        for record in line.records(notices(org))
        if dict(record.headers)["ce_type"] == kind.encode()
    ]


@pytest.fixture(scope="module")
def processes(line: Line) -> dict[str, int]:
    """Ids of the processes before anything is tried."""
    line.start_all()
    line.counted()
    return {name: line.children[name].pid for name in NAMES}


def test_facts_of_a_new_unit_wait_and_go_on_when_it_is_added_and_its_neighbours_never_stop(
    line: Line, processes: dict[str, int]
) -> None:
    asyncio.run(rights.opened(line.servers, [NEW]))
    theirs = lives(901, 30, [NEW])
    line.send_unseen(theirs)
    line.wait(lambda: NEW in line.ask("gateway", "/status")["waiting"], "its facts wait")
    line.send(lives(902, 30, list(line.orgs)))
    line.wait(lambda: line.differences() == [], "the neighbours are counted meanwhile")
    unit = {"org": NEW, "name": "新设局", "county": "fengjie", "county_name": "奉节县", "kind": "部门"}
    assert line.post("/organisations", unit) == {"org": NEW, "change": "added"}
    line.orgs[NEW] = "fengjie"
    line.sent += theirs
    line.counted()
    assert line.differences() == []
    assert line.ask("gateway", "/status")["waiting"] == ""


def test_a_unit_that_is_closed_is_refused_with_a_notice_and_taken_again_when_it_is_back(
    line: Line, processes: dict[str, int]
) -> None:
    assert line.day is not None
    office = Background("admission", Office(line.servers.kafka, quotas({}), silent).run)
    office.start()
    try:
        last = line.day - timedelta(days=1)
        assert line.post(f"/organisations/{NEW}/close", {"on": last.isoformat()})["change"] == "closed"
        line.wait(
            lambda: line.ask("gateway", f"/organisations/{NEW}")["standing"] == "closed",
            "its rights have ended and its inbox is read",
        )
    finally:
        office.stop(10)
    data = {"received_on": DAY.isoformat(), "applicant_kind": "natural"}
    received = NEW, fact(NEW, "after-1", "application.received.v1", "after", DAY, data)
    line.send_unseen([received])
    line.counted()
    (refusal,) = notices_of(line, NEW, REFUSED)
    assert (refusal["code"], refusal["fact"]) == ("identity.org_closed", "after-1")
    assert refusal["remedy"]
    unit = {"org": NEW, "name": "新设局", "county": "fengjie", "county_name": "奉节县", "kind": "部门"}
    line.post("/organisations", unit)
    line.send([received])
    line.counted()
    assert line.differences() == []
    assert {name: line.children[name].pid for name in NAMES} == processes, "nobody was started anew"
    assert all(line.children[name].alive for name in NAMES)


def test_notices_to_a_unit_whose_topic_was_never_made_wait_for_it_and_everyone_else_s_go_on(
    line: Line, processes: dict[str, int]
) -> None:
    bare = "fengjie-bare"
    theirs = [topic for topic in department_topics(bare) if topic.name != notices(bare)]
    asyncio.run(topics.create(line.servers.kafka, theirs))
    asyncio.run(rights.admit(line.servers.kafka, [bare], {}))
    line.orgs[bare] = "fengjie"
    line.post(
        "/organisations", {"org": bare, "name": "新局", "county": "fengjie", "county_name": "奉节县", "kind": "部门"}
    )
    before = len(notices_of(line, HERE, REFUSED))
    line.send_unseen([(bare, b"not json")])
    line.wait(
        lambda: notices(bare) in line.ask("gateway", "/status")["waiting"], "the notice waits, and it is said why"
    )
    line.send_unseen([(HERE, b"not json either")])
    line.send(lives(905, 40, list(line.orgs)))
    line.wait(lambda: line.differences() == [], "all is counted meanwhile")
    line.wait(lambda: len(notices_of(line, HERE, REFUSED)) == before + 1, "others are told what is theirs")
    asyncio.run(rights.opened(line.servers, [bare]))
    line.counted()
    assert [refusal["code"] for refusal in notices_of(line, bare, REFUSED)] == ["json.invalid"]
    assert line.ask("gateway", "/status")["waiting"] == ""
    assert line.differences() == []


def correction(fact_id: str, subject: str, of: str, of_type: str) -> Sent:
    data = {
        "fact": of,
        "fact_type": of_type,
        "data": {"received_on": DAY.isoformat(), "applicant_kind": "business"},
        "reason": "登记有误",
    }
    return HERE, fact(HERE, fact_id, CORRECTED, subject, DAY, data)


def test_a_correction_of_an_unknown_fact_makes_no_subject_and_is_told_on_the_next_day(line: Line) -> None:
    assert line.day is not None
    line.send_unseen([correction("ghost-c", "ghost", "nobody-sent-this", "application.received.v1")])
    line.counted()
    key = f"{APPLICATION.kind}/{HERE}/ghost"
    line.ask("requests", f"/subjects/{key}", 404)
    line.ask("requests", f"/applications/{HERE}/ghost", 404)
    assert "ghost-c" not in {notice["amendment"] for notice in notices_of(line, HERE, WAITING)}
    line.until(line.day + timedelta(days=1))
    line.counted()
    waiting = [notice for notice in notices_of(line, HERE, WAITING) if notice["amendment"] == "ghost-c"]
    assert [(notice["subject"], notice["fact"]) for notice in waiting] == [("ghost", "nobody-sent-this")]
    assert waiting[0]["remedy"]
    assert key.encode() not in {record.key for record in line.records(states(APPLICATION.service))}
    assert line.differences() == []


def test_a_correction_that_names_a_fact_by_another_type_is_refused(line: Line) -> None:
    data = {"received_on": DAY.isoformat(), "applicant_kind": "natural"}
    line.send([(HERE, fact(HERE, "typed-1", "application.received.v1", "typed", DAY, data))])
    line.counted()
    wrong = {
        "fact": "typed-1",
        "fact_type": "application.withdrawn.v1",
        "data": {"withdrawn_on": DAY.isoformat()},
        "reason": "登记有误",
    }
    line.send_unseen([(HERE, fact(HERE, "typed-c", CORRECTED, "typed", DAY, wrong))])
    line.counted()
    refused = [refusal for refusal in notices_of(line, HERE, REFUSED) if refusal["fact"] == "typed-c"]
    assert [(refusal["code"], refusal["field"]) for refusal in refused] == [("amendment.other_type", "fact_type")]
    assert line.differences() == []


def test_a_program_that_sends_in_a_loop_fills_its_subject_and_nothing_else(line: Line) -> None:
    most = DISCLOSURE.most_facts
    data = {"published_on": DAY.isoformat(), "channel": "公示栏"}
    flood = [(HERE, fact(HERE, f"flood-{n}", "disclosure.published.v1", "flood", DAY, data)) for n in range(7_000)]
    line.send(flood[:most])
    line.send_unseen(flood[most:])
    line.send(lives(903, 40, list(line.orgs)))
    line.counted()
    codes = Counter(refusal["code"] for refusal in notices_of(line, HERE, REFUSED))
    assert codes["subject.full"] == len(flood) - most
    full = next(refusal for refusal in notices_of(line, HERE, REFUSED) if refusal["code"] == "subject.full")
    assert f"{most} 条" in full["rule"]
    whole = line.ask("publishing", f"/subjects/{DISCLOSURE.kind}/{HERE}/flood")
    assert len(whole["facts"]) == most
    status = line.ask("publishing", "/status")
    assert (status["outbox"]["depth"], status["subjects"]["failed"], status["stuck"]) == (0, 0, [])
    assert line.differences() == []
