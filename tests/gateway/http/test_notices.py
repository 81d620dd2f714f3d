"""Notices on HTTP: page by page, as a stream that goes on where it was cut off, and nobody else's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from chassis.outbox import Message
from contracts.envelope import STRUCTURED
from contracts.topics import inbox, notices
from tests import office
from tests.deploy.waiting import until
from tests.gateway.http.asked import ORG, OTHER, Gateway, fact

pytestmark = pytest.mark.servers


def refused(gateway: Gateway, *numbers: str, org: str = ORG) -> None:
    """Records over Kafka of which the door sends a notice each."""
    headers = [("content-type", STRUCTURED)]
    bad = [json.dumps(fact(number, org, data={})).encode() for number in numbers]
    gateway.put([Message(inbox(org), None, value, headers) for value in bad])
    last = f"{numbers[-1]}-received".encode()
    until(lambda: any(last in (notice.value or b"") for notice in gateway.notices(org)), "the notices are there")


@pytest.fixture(autouse=True, scope="module")
def answered(gateway: Gateway) -> None:
    """What tests before these have sent is answered: the door reads an inbox in its order."""
    for org in (ORG, OTHER):
        refused(gateway, f"first-{org}", org=org)


def read(gateway: Gateway, query: str = "", org: str = ORG) -> dict[str, Any]:
    answer = gateway.get(f"/v1/notices{query}", org=org)
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    return page


def facts(page: dict[str, Any]) -> list[str]:
    return [notice["notice"]["data"]["fact"] for notice in page["notices"]]


@contextmanager
def stream(gateway: Gateway, query: str = "", **headers: str) -> Iterator[Iterator[dict[str, str]]]:
    """The events of a stream."""
    with gateway.http.stream(
        "GET",
        f"/v1/notices{query}",
        headers={"accept": "text/event-stream"} | office.bearer(gateway.token(ORG)) | headers,
        timeout=httpx.Timeout(60),
    ) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield events(answer)


def events(answer: httpx.Response) -> Iterator[dict[str, str]]:
    """Events as a browser reads them."""
    fields: dict[str, str] = {}
    for line in answer.iter_lines():
        if line:
            name, _, text = line.partition(":")
            fields[name] = text.removeprefix(" ")
        else:
            if "data" in fields:
                yield fields
            fields = {}


def test_notices_are_read_page_by_page_and_each_is_a_whole_cloudevent(gateway: Gateway) -> None:
    begin = read(gateway, "?after=newest")["after"]
    refused(gateway, "page-1", "page-2", "page-3")
    first = read(gateway, f"?after={begin}&limit=2")
    assert facts(first) == ["page-1-received", "page-2-received"]
    assert facts(read(gateway, f"?after={first['after']}")) == ["page-3-received"]
    nothing = {"topic": notices(ORG), "notices": [], "after": begin + 3}
    assert read(gateway, f"?after={begin + 3}") == nothing
    assert read(gateway, "?after=500236195203155079") == nothing, "a number that there is"
    notice = first["notices"][0]["notice"]
    assert (notice["specversion"], notice["type"], notice["org"]) == ("1.0", "fact.refused.v1", ORG)
    assert notice["data"]["code"] == "field.missing"
    assert facts(read(gateway, f"?after={begin}&limit=1000")) == [
        "page-1-received",
        "page-2-received",
        "page-3-received",
    ]


def test_nobody_reads_anothers_notices(gateway: Gateway) -> None:
    refused(gateway, "theirs-1", org=OTHER)
    assert "theirs-1-received" in facts(read(gateway, "?limit=1000", OTHER))
    assert "theirs-1-received" not in facts(read(gateway, f"?limit=1000&org={OTHER}"))


def test_a_stream_brings_what_comes_and_goes_on_after_the_last_id(gateway: Gateway) -> None:
    with stream(gateway, "?after=newest") as coming:
        refused(gateway, "live-1")
        first = next(coming)
        assert (first["event"], json.loads(first["data"])["data"]["fact"]) == ("fact.refused.v1", "live-1-received")
    refused(gateway, "live-2", "live-3")
    # As a browser does it: at the address that it asked first.
    with stream(gateway, "?after=newest", **{"last-event-id": first["id"]}) as coming:
        missed = [next(coming), next(coming)]
        refused(gateway, "live-4")
        missed.append(next(coming))
    assert [json.loads(event["data"])["data"]["fact"] for event in missed] == [
        "live-2-received",
        "live-3-received",
        "live-4-received",
    ]
    assert [int(event["id"]) for event in missed] == [int(first["id"]) + number for number in (1, 2, 3)]


def test_a_stream_that_is_cut_off_before_the_first_notice_misses_none(gateway: Gateway) -> None:
    headers = {"accept": "text/event-stream"} | office.bearer(gateway.token(ORG))
    with gateway.http.stream("GET", "/v1/notices?after=newest", headers=headers) as answer:
        beginning = dict(line.split(": ") for line, _ in zip(answer.iter_lines(), range(2), strict=False))
    refused(gateway, "gap-1")
    with stream(gateway, "?after=newest", **{"last-event-id": beginning["id"]}) as coming:
        assert json.loads(next(coming)["data"])["data"]["fact"] == "gap-1-received"


def test_an_organisation_without_topics_is_told_to_come_again(gateway: Gateway) -> None:
    answer = gateway.get("/v1/notices", org="fengjie-gongpingzhen")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
