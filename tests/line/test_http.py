"""What was accepted over HTTP is never lost: the gateway killed between ack and answer, the broker away; the sender repeats."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from contracts.topics import inbox
from services.gateway.http.portions import AT_ONCE
from tests import office
from tests.line.conftest import TODAY
from tests.line.facts import fact
from tests.line.line import Line

pytestmark = pytest.mark.servers

ORG = "fengjie-aa"
KIND = "application.received.v1"
STRUCTURED = {"content-type": "application/cloudevents+json"}
LINES = {"content-type": "application/x-ndjson"}
AWAY_S = 60
"""Seconds for which the broker is away, and a sender repeats."""


@pytest.fixture(scope="module")
def token(line: Line) -> str:
    """A token of the organisation, which holds across restarts."""
    made = line.post("/tokens", {"kind": "unit", "org": ORG, "name": "测试"})["token"]
    line.wait(lambda: asked(line, made, "/v1/notices").status_code == 200, "the token holds")
    return str(made)


def received(subject: str) -> bytes:
    return fact(
        ORG, f"{subject}-received", KIND, subject, TODAY, {"received_on": "2026-06-01", "applicant_kind": "natural"}
    )


def asked(line: Line, token: str, path: str, body: Any = None, headers: dict[str, str] = STRUCTURED) -> httpx.Response:
    """What the organisation asks of the gateway."""
    method = "GET" if body is None else "POST"
    url = line.url("gateway", path)
    return httpx.request(method, url, content=body, headers=headers | office.bearer(token), trust_env=False, timeout=60)


def again_until_taken(line: Line, token: str, body: bytes) -> httpx.Response:
    """As a sender does that is told to send again, or hears nothing."""
    taken: list[httpx.Response] = []

    def sent() -> bool:
        try:
            answer = asked(line, token, "/v1/events", body)
        except httpx.TransportError:
            return False
        taken.append(answer)
        return answer.status_code in (200, 201)

    line.wait(sent, "the fact is taken")
    return taken[-1]


def one_fact(line: Line, subject: str, body: bytes) -> None:
    """Counted once, as the oracle counts what was sent once."""
    line.sent.append((ORG, body))
    line.counted()
    facts = line.ask("requests", f"/subjects/requests.application/{ORG}/{subject}")["facts"]
    assert [each["id"] for each in facts] == [f"{subject}-received"]
    assert line.differences() == []


def lie_in_the_inbox(line: Line, subject: str) -> int:
    return sum(f'"{subject}-received"'.encode() in (record.value or b"") for record in line.records(inbox(ORG)))


def test_a_gateway_killed_between_ack_and_answer_has_lost_nothing_and_the_sender_repeats(
    line: Line, token: str
) -> None:
    body = received("killed-1")
    line.children["gateway"].kill()
    doomed = line.start("gateway", drill="http.acknowledged:kill")
    line.wait(lambda: line.status("gateway") is not None, "the gateway answers")
    line.wait(lambda: asked(line, token, "/v1/notices").status_code == 200, "it knows the token again")
    with pytest.raises(httpx.TransportError):
        asked(line, token, "/v1/events", body)
    assert doomed.wait(60)
    assert lie_in_the_inbox(line, "killed-1") == 1, "acknowledged"
    line.start("gateway")
    assert again_until_taken(line, token, body).status_code == 201
    one_fact(line, "killed-1", body)


def test_while_the_broker_is_away_senders_are_told_to_send_again_and_one_fact_comes_of_it(
    line: Line, token: str
) -> None:
    assert line.servers.broker is not None
    body = received("away-1")
    line.servers.broker.kill()
    back = time.monotonic() + AWAY_S
    try:
        for path, sent, headers in (
            ("/v1/events", body, STRUCTURED),
            ("/v1/events", b"[" + body + b"]", {"content-type": "application/cloudevents-batch+json"}),
            ("/v1/events", body + b"\n" + received("away-2"), LINES),
            ("/v1/notices", None, {}),
        ):
            answer = asked(line, token, path, sent, headers)
            assert (answer.status_code, answer.headers.get("retry-after")) == (503, "5"), (path, answer.text)
        assert asked(line, token, "/v1/check", body).status_code == 200, "judging needs no broker"

        def told_again_for_long() -> bool:
            assert asked(line, token, "/v1/events", body).status_code == 503
            return time.monotonic() > back

        line.wait(told_again_for_long, "the broker has been away for a minute")
    finally:
        line.servers.broker.restart()
    assert again_until_taken(line, token, body).status_code == 201
    assert lie_in_the_inbox(line, "away-2") == 0
    one_fact(line, "away-1", body)


def test_a_broker_that_goes_away_among_lines_has_those_answered_that_it_had_acknowledged(
    line: Line, token: str
) -> None:
    broker = line.servers.broker
    assert broker is not None
    bodies = [received(f"among-{number}") for number in range(3 * AT_ONCE)]

    def coming() -> Iterator[bytes]:
        yield b"".join(body + b"\n" for body in bodies[:AT_ONCE])
        line.wait(lambda: lie_in_the_inbox(line, f"among-{AT_ONCE - 1}") == 1, "the first lines are acknowledged")
        broker.kill()
        yield b"".join(body + b"\n" for body in bodies[AT_ONCE:])

    try:
        answer = asked(line, token, "/v1/events", coming(), LINES)
    finally:
        broker.restart()
    results = [json.loads(each) for each in answer.text.splitlines()]
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert [each["line"] for each in results] == list(range(1, 3 * AT_ONCE + 1))
    assert [each["status"] for each in results] == [201] * AT_ONCE + [503] * 2 * AT_ONCE
    line.wait(lambda: asked(line, token, "/v1/events", bodies[0]).status_code == 200, "the broker answers")
    repeated = asked(line, token, "/v1/events", b"\n".join(bodies), LINES)
    repeats = [json.loads(each) for each in repeated.text.splitlines()]
    assert [each["status"] for each in repeats] == [200] * AT_ONCE + [201] * 2 * AT_ONCE
    assert [each["offset"] for each in repeats[:AT_ONCE]] == [each["offset"] for each in results[:AT_ONCE]]
    line.sent.extend((ORG, body) for body in bodies)
    line.counted()
    assert line.differences() == []
