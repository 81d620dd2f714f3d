"""Webhooks of a whole line: a gateway that dies between a delivery and its note delivers again; nothing personal goes out."""

from __future__ import annotations

import json

import httpx
import pytest

from deploy.programs import GATEWAY
from tests import office
from tests.gateway.population import population
from tests.gateway.receiver import receiving
from tests.line.line import Line

pytestmark = pytest.mark.servers

ORG = "fengjie-aa"
PERSON = population(20261126, 1)[0]


def test_a_gateway_killed_between_a_delivery_and_its_note_delivers_it_again_under_the_same_id(line: Line) -> None:
    with receiving() as receiver:
        secret = line.post("/webhooks", {"org": ORG, "url": receiver.url})["secret"]
        line.children[GATEWAY].kill()
        doomed = line.start(GATEWAY, drill="webhook.before_note:kill")
        line.send_unseen([(ORG, fact("h-1", f"{PERSON.name}{PERSON.card}")), (ORG, fact("h-2", PERSON.mobile))])
        line.wait(lambda: not doomed.alive, "the gateway has died")
        assert doomed.exit_code == -9
        dead_log = doomed.output()
        assert len(receiver.got) == 1
        gateway = line.start(GATEWAY)
        line.wait(lambda: line.status(GATEWAY) is not None, "it answers again")
        line.wait(lambda: len(attempts(line)) == 2, "both notices are delivered")
        once, again, second = receiver.got
        assert (once.id, once.body) == (again.id, again.body)
        assert second.id != once.id
        assert all(got.signed_with(secret) for got in receiver.got)
        assert [json.loads(got.body)["data"]["code"] for got in (once, second)] == [
            "personal.id_card",
            "personal.mobile",
        ]
        pages = [httpx.get(line.url(GATEWAY, path), headers=office.HEADERS).text for path in ("/metrics", "/webhooks")]
        shown = [
            dead_log,
            gateway.output(),
            *pages,
            json.dumps(attempts(line)),
            *(got.body.decode() for got in receiver.got),
        ]
        for personal in (PERSON.name, PERSON.card, PERSON.mobile):
            assert not any(personal in text for text in shown)
        assert not any(secret in text for text in shown)
        httpx.delete(line.url(GATEWAY, f"/webhooks/{ORG}"), headers=office.HEADERS).raise_for_status()


def attempts(line: Line) -> list[dict[str, object]]:
    """The log of deliveries."""
    answer = httpx.get(line.url(GATEWAY, f"/v1/webhooks/{ORG}/log"), headers=office.HEADERS)
    return list(answer.json()["attempts"]) if answer.status_code == 200 else []


def fact(number: str, title: str) -> bytes:
    """A document that tells in its title what no fact may."""
    body = {
        "specversion": "1.0",
        "id": number,
        "source": f"/orgs/{ORG}/oa",
        "type": "document.drafted.v1",
        "subject": number,
        "time": "2026-06-20T09:00:00+08:00",
        "data": {"title": title, "drafted_on": "2026-06-20"},
    }
    return json.dumps(body, ensure_ascii=False).encode()
