"""Facts over HTTP: one, several, lines; again, changed, refused; each answered in its place and lying in the sender's inbox."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from contracts.topics import inbox
from tests import office
from tests.gateway.http.asked import AS_A_BATCH, AS_LINES, ORG, OTHER, Gateway, answers, fact, lines

pytestmark = pytest.mark.servers


def test_a_fact_lies_in_the_senders_own_inbox_where_the_answer_says(gateway: Gateway) -> None:
    sent = fact("one-1", data={"received_on": "2026-03-05", "applicant_kind": "natural", "channel": "当面"})
    answer = gateway.send(sent)
    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert (told["id"], told["topic"], told["partition"]) == ("one-1-received", inbox(ORG), 0)
    record = gateway.inbox()[told["offset"]]
    assert json.loads(record.value or b"") == sent
    assert (record.key, dict(record.headers)["content-type"]) == (b"one-1", b"application/cloudevents+json")


def test_in_binary_mode_the_headers_are_the_attributes_and_the_inbox_has_them_as_kafka_does(gateway: Gateway) -> None:
    sent = fact(
        "two-1",
        id="阅 %1",
        type="document.drafted.v1",
        data={"title": "规划", "drafted_on": "2026-03-05", "attribute": "主动公开"},
    )
    attributes = {name: value for name, value in sent.items() if name != "data"}
    headers = {f"ce-{name}": quote(value, safe="/:+") for name, value in attributes.items()}
    answer = gateway.post(
        "/v1/events", json.dumps(sent["data"]).encode(), headers | {"content-type": "application/json"}
    )
    assert answer.status_code == 201, answer.text
    record = gateway.inbox()[answer.json()["offset"]]
    assert {name: raw.decode() for name, raw in record.headers} == {
        "content-type": "application/json",
        **{f"ce_{name}": value for name, value in attributes.items()},
    }


def test_the_same_fact_again_is_told_its_first_place_and_lies_there_once(gateway: Gateway) -> None:
    first = gateway.send(fact("again-1"))
    again = gateway.send(fact("again-1", time="2026-03-05T03:20:00Z"))
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json() | {"status": 200}
    assert [r.offset for r in gateway.inbox() if r.key == b"again-1"] == [first.json()["offset"]]


def test_the_same_id_with_another_content_is_refused_as_the_ledgers_refuse_it(gateway: Gateway) -> None:
    gateway.send(fact("other-1"))
    answer = gateway.send(fact("other-1", time="2026-03-06T11:20:00+08:00"))
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, "id.reused", "id")
    assert len([r for r in gateway.inbox() if r.key == b"other-1"]) == 1


def test_an_id_is_a_subjects_own(gateway: Gateway) -> None:
    first = gateway.send(fact("own-1", id="shared"))
    second = gateway.send(fact("own-2", id="shared"))
    assert (first.status_code, second.status_code) == (201, 201)


def test_a_refused_fact_is_a_problem_with_the_doors_words_and_lies_nowhere(gateway: Gateway) -> None:
    before = len(gateway.inbox())
    answer = gateway.send(fact("bad-1", data={"received_on": "2027-03-05", "applicant_kind": "natural"}))
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    told = answer.json()
    assert (told["code"], told["field"], told["value"], told["id"]) == (
        "date.future",
        "received_on",
        "2027-03-05",
        "bad-1-received",
    )
    assert told["rule"] in told["detail"]
    assert told["remedy"] in told["detail"]
    assert len(gateway.inbox()) == before


def test_nobody_speaks_for_another(gateway: Gateway) -> None:
    for sent in (fact("mine-1", OTHER), fact("mine-1", org=OTHER), fact("mine-1", about=OTHER)):
        answer = gateway.send(sent)
        assert (answer.status_code, answer.json()["code"]) == (422, "identity.other_org"), sent
    assert gateway.send(fact("mine-1", OTHER), org=OTHER).json()["topic"] == inbox(OTHER)


def test_a_batch_is_answered_in_its_places(gateway: Gateway) -> None:
    good, bad = fact("batch-1"), fact("batch-2", data={})
    answer = gateway.post(
        "/v1/events", json.dumps([good, bad, good, 1, fact("batch-1", time="2026-03-06T11:20:00Z")]), AS_A_BATCH
    )
    assert answer.status_code == 207
    results = answer.json()["results"]
    assert [result["status"] for result in results] == [201, 422, 200, 422, 422]
    assert results[2] == results[0] | {"status": 200}
    assert [result.get("code") for result in results[1:]] == ["field.missing", None, "envelope.invalid", "id.reused"]
    assert gateway.post("/v1/events", json.dumps([good]), AS_A_BATCH).status_code == 200
    assert gateway.post("/v1/events", json.dumps([bad]), AS_A_BATCH).status_code == 422
    assert gateway.post("/v1/events", b"[]", AS_A_BATCH).json() == {"results": []}


def test_lines_are_answered_by_line_and_blank_ones_passed_over(gateway: Gateway) -> None:
    body = (
        b"\xef\xbb\xbf"
        + lines([fact("line-1")])
        + b"\r\n\n"
        + lines([fact("line-2", data={})]).replace(b"\n", b"\r\n")
        + b"{"
    )
    answer = gateway.post("/v1/events", body, AS_LINES)
    assert (answer.status_code, answer.headers["content-type"]) == (207, "application/x-ndjson")
    assert [(told["line"], told["status"], told.get("code")) for told in answers(answer)] == [
        (1, 201, None),
        (4, 422, "field.missing"),
        (5, 422, "json.invalid"),
    ]


def test_twenty_thousand_lines_of_a_sender_that_writes_all_before_it_reads(gateway: Gateway) -> None:
    count = 20_000
    body = lines([fact(f"many-{number}") for number in range(count)])
    # httpx writes the whole body before it reads the first byte of the answer.
    answer = gateway.post("/v1/events", body, AS_LINES)
    told = answers(answer)
    assert answer.status_code == 200
    assert [each["line"] for each in told] == list(range(1, count + 1))
    assert [each["offset"] for each in told] == list(range(told[0]["offset"], told[0]["offset"] + count))
    again = answers(gateway.post("/v1/events", body, AS_LINES))
    assert [each["offset"] for each in again] == [each["offset"] for each in told]
    assert {each["status"] for each in again} == {200}


def test_check_says_what_events_would_and_writes_nothing(gateway: Gateway) -> None:
    gateway.send(fact("check-1"))
    before = len(gateway.inbox())
    bodies = [fact("check-1"), fact("check-2"), fact("check-2", data={}), fact("check-1", time="2026-03-06T11:20:00Z")]
    told = answers(gateway.post("/v1/check", lines(bodies), AS_LINES))
    assert [each["status"] for each in told] == [200, 200, 422, 422]
    assert [each.get("code") for each in told] == [None, None, "field.missing", "id.reused"]
    assert "offset" in told[0]
    assert "offset" not in told[1]
    assert len(gateway.inbox()) == before
    assert gateway.send(fact("check-2")).status_code == 201


def test_what_a_test_token_sends_lies_in_the_test_inbox_alone(gateway: Gateway) -> None:
    before = len(gateway.inbox())
    answer = gateway.send(fact("tried-1"), kind="test")
    assert (answer.status_code, answer.json()["topic"]) == (201, inbox(ORG, test=True))
    assert len(gateway.inbox()) == before
    assert gateway.send(fact("tried-1")).status_code == 201


def test_the_office_speaks_for_no_unit_and_nobody_for_any(gateway: Gateway) -> None:
    body = json.dumps(fact("office-1")).encode()
    headers = {"content-type": "application/cloudevents+json"}
    for path in ("/v1/events", "/v1/check"):
        assert gateway.http.post(path, content=body, headers=headers | office.HEADERS).json()["code"] == "token.may_not"
        assert gateway.http.post(path, content=body, headers=headers).status_code == 401
    assert gateway.http.get("/v1/notices").status_code == 401
    assert gateway.http.get("/v1/notices", headers=office.HEADERS).status_code == 403
