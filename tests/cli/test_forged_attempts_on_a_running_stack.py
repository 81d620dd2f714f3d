"""Ten thousand attempts to speak for another, through every door: none is accepted, and each is counted."""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaConnectionError, TopicAuthorizationFailedError

from chassis.address import Address, client
from cli.target import SERVICES
from contracts.families import FAMILIES
from contracts.topics import ORGS, PARTITIONS, inbox, intake
from deploy import runtime
from deploy.office import key as office_key
from tests.cli.forgeries import forged, own_fact
from tests.cli.running import gongkai, today
from tests.cli.test_keys_on_a_running_stack import address_of

pytestmark = pytest.mark.servers

FORGER, VICTIM = "fengjie-kangpingxiang", "fengjie-yunwutujiazuxiang"
"""Whose keys the attempts are made with, and for whom they speak."""

FACTS, LINES, REPEATED, TESTED, WRITES = 3_000, 3_000, 500, 500, 600
TOKENS, FORMS, NOBODY, STRANGERS = 800, 800, 800, 60
STRUCTURED = [("content-type", b"application/cloudevents+json")]
JSON = {"content-type": "application/json"}
REFUSALS, HTTP_REFUSALS, HTTP_FACTS, TEST_FACTS = (
    "gongkai_refusals_total",
    "gongkai_http_refusals_total",
    "gongkai_http_facts_total",
    "gongkai_test_facts_total",
)
DENIED = (
    rf"Principal = User:{FORGER} is Denied operation = \w+ from host = \S+ on resource = Topic:LITERAL:dept\.{VICTIM}\."
)
FAILED = "Failed authentication with "
AT_ONCE = 20


class Stack:
    """The running stack as whoever attacks it sees it, and as its operator counts."""

    def __init__(self, home: Path) -> None:
        running = runtime.read(home / ".gongkai")
        assert running is not None
        self.home, self.kafka = home, running.kafka
        self.urls = {name: f"http://127.0.0.1:{port}" for name, port in running.ports.items()}

    async def accepted(self) -> dict[str, int]:
        """How many facts each service has been given, and how many lines the registry has."""
        async with AIOKafkaConsumer(**client(self.kafka)) as consumer:
            places = [
                TopicPartition(intake(service), number) for service in FAMILIES.services for number in range(PARTITIONS)
            ]
            ends = await consumer.end_offsets([*places, TopicPartition(ORGS, 0)])
        together: Counter[str] = Counter()
        for place, end in ends.items():
            together[place.topic] += end
        return dict(together)

    async def counted(self, name: str) -> Counter[str]:
        """A counter of every program, by its label."""
        sums: Counter[str] = Counter()
        async with httpx.AsyncClient() as web:
            for url in self.urls.values():
                text = (await web.get(f"{url}/metrics")).text
                for label, amount in re.findall(rf'^{name}{{[a-z]+="([^"]*)"}} ([0-9.]+)$', text, re.MULTILINE):
                    sums[label] += int(float(amount))
        return sums

    def logged(self, pattern: str) -> int:
        """How often the broker has written something down."""
        return len(re.findall(pattern, (self.home / ".gongkai" / "logs" / "kafka.log").read_text(encoding="utf-8")))

    def token(self, *options: str) -> str:
        """A token of the forger's."""
        made = gongkai("token", "make", FORGER, "--name", "attempts", *options, cwd=self.home)
        assert made.returncode == 0, made.stderr
        return made.stdout.split()[-1]

    def office(self) -> str:
        """The office's own key, as somebody might have got hold of it."""
        return office_key(self.home / ".gongkai")

    async def send(self, token: str, body: bytes, form: str = "application/cloudevents+json") -> httpx.Response:
        """Send facts over HTTP."""
        headers = {"authorization": f"Bearer {token}", "content-type": form}
        async with httpx.AsyncClient(timeout=60) as web:
            return await web.post(f"{self.urls['gateway']}/v1/events", content=body, headers=headers)


@pytest.fixture(scope="module")
def stack(march: Path) -> Stack:
    return Stack(march)


@pytest.fixture(scope="module")
def key(march: Path) -> Address:
    """With which the forger is let in on Kafka."""
    made = gongkai("orgs", "key", FORGER, cwd=march)
    assert made.returncode == 0, made.stderr
    return address_of(made.stdout)


async def in_turn(attempts: Iterable[Any]) -> list[Any]:
    """All of them, some at a time."""
    turn = asyncio.Semaphore(AT_ONCE)

    async def made(attempt: Any) -> Any:
        async with turn:
            return await attempt

    return await asyncio.gather(*map(made, attempts))


async def test_facts_that_speak_for_another_over_kafka_are_refused(stack: Stack, key: Address) -> None:
    before, accepted = await stack.counted(REFUSALS), await stack.accepted()
    async with AIOKafkaProducer(**key.client(), acks="all", linger_ms=20) as producer:
        acks = [
            await producer.send(inbox(FORGER), fact, headers=STRUCTURED, partition=0)
            for fact in forged(FORGER, VICTIM, FACTS, "over-kafka")
        ]
        await asyncio.gather(*acks)
    assert gongkai("wait", cwd=stack.home).returncode == 0
    assert await stack.counted(REFUSALS) - before == Counter({"identity.other_org": FACTS})
    assert await stack.accepted() == accepted


async def test_the_inbox_of_another_is_shut(stack: Stack, key: Address) -> None:
    accepted, denied = await stack.accepted(), stack.logged(DENIED)
    async with AIOKafkaProducer(**key.client(), acks="all") as producer:
        for _ in range(WRITES):
            with pytest.raises(TopicAuthorizationFailedError):
                await producer.send_and_wait(inbox(VICTIM), b"{}", partition=0)
    assert stack.logged(DENIED) - denied >= WRITES
    assert await stack.accepted() == accepted


async def test_nobody_comes_in_under_another_name_or_under_none(stack: Stack, key: Address) -> None:
    failed = stack.logged(FAILED)
    names = [(VICTIM, key.password), (FORGER, "guessed"), ("operator", key.password), ("", "")]

    async def comes_in(user: str, password: str) -> bool:
        pretended = Address(key.servers, user, password, tls=key.tls, authority=key.authority)
        producer = AIOKafkaProducer(**pretended.client(), request_timeout_ms=5_000)
        try:
            await producer.start()
        except KafkaConnectionError:
            return False
        else:
            return True
        finally:
            await producer.stop()

    assert not any(await in_turn(comes_in(*names[number % len(names)]) for number in range(STRANGERS)))
    assert stack.logged(FAILED) - failed >= STRANGERS


async def test_facts_that_speak_for_another_over_http_are_refused(stack: Stack) -> None:
    before, accepted = await stack.counted(HTTP_FACTS), await stack.accepted()
    lines = b"".join(fact + b"\n" for fact in forged(FORGER, VICTIM, LINES, "over-http"))
    answer = await stack.send(stack.token(), lines, "application/x-ndjson")
    results = [json.loads(line) for line in answer.text.splitlines()]
    assert answer.status_code == 422
    assert Counter((result["status"], result["code"]) for result in results) == {(422, "identity.other_org"): LINES}
    assert (await stack.counted(HTTP_FACTS) - before)["422"] == LINES
    assert gongkai("wait", cwd=stack.home).returncode == 0
    assert await stack.accepted() == accepted


async def test_what_was_sent_before_is_one_fact_however_often_it_is_replayed(stack: Stack) -> None:
    token, accepted = stack.token(), await stack.accepted()
    fact = json.dumps(own_fact(FORGER, "replayed")).encode()
    first = await stack.send(token, fact)
    assert first.status_code == 201, first.text
    before = await stack.counted(HTTP_FACTS)
    lines = await stack.send(token, (fact + b"\n") * REPEATED, "application/x-ndjson")
    places = {(line["status"], line["partition"], line["offset"]) for line in map(json.loads, lines.text.splitlines())}
    assert places == {(200, first.json()["partition"], first.json()["offset"])}
    assert await stack.counted(HTTP_FACTS) - before == Counter({"200": REPEATED})
    assert gongkai("wait", cwd=stack.home).returncode == 0
    more = Counter(await stack.accepted()) - Counter(accepted)
    assert more == {intake("catalog"): 1}


async def test_a_stolen_token_for_tests_makes_nothing_count(stack: Stack) -> None:
    before, accepted = await stack.counted(TEST_FACTS), await stack.accepted()
    facts = b"".join(json.dumps(own_fact(FORGER, f"tested-{number}")).encode() + b"\n" for number in range(TESTED))
    answer = await stack.send(stack.token("--test"), facts, "application/x-ndjson")
    assert answer.status_code == 200, answer.text[:500]
    assert gongkai("wait", cwd=stack.home).returncode == 0
    assert await stack.counted(TEST_FACTS) - before == Counter({"": TESTED})
    assert await stack.accepted() == accepted


async def test_a_token_that_was_made_up_has_ended_or_is_another_kind_opens_nothing(stack: Stack) -> None:
    last_day = today(stack.home)
    unit, revoked, ended = stack.token(), stack.token(), stack.token("--until", last_day.isoformat())
    assert (await stack.send(ended, b"{}")).status_code == 422, "it holds on its last day"
    assert gongkai("token", "revoke", revoked.split("_")[1], cwd=stack.home).returncode == 0
    assert gongkai("day", f"{last_day + timedelta(1)}", cwd=stack.home).returncode == 0
    assert gongkai("wait", cwd=stack.home).returncode == 0
    answer = await stack.send(ended, json.dumps(own_fact(FORGER, "too-late")).encode())
    assert (answer.status_code, answer.json()["code"]) == (401, "token.ended")
    before, accepted = await stack.counted(HTTP_REFUSALS), await stack.accepted()
    day = json.dumps({"until": "2030-01-01"})
    async with httpx.AsyncClient(headers=JSON) as web:

        async def refused(number: int) -> int:
            page, token = [
                ("/v1/events", f"gk_{number:012d}_{'x' * 43}"),
                ("/v1/events", revoked),
                ("/v1/events", ended),
                ("/clock/days", unit),
                ("/tokens", unit),
            ][number % 5]
            headers = {"authorization": f"Bearer {token}"}
            return (await web.post(f"{stack.urls['gateway']}{page}", content=day, headers=headers)).status_code

        statuses = Counter(await in_turn(map(refused, range(TOKENS))))
    assert statuses.keys() <= {401, 403, 429}, statuses
    assert (await stack.counted(HTTP_REFUSALS) - before).total() == TOKENS
    assert await stack.accepted() == accepted


async def test_a_form_of_another_site_and_a_page_without_a_token_change_nothing(stack: Stack) -> None:
    before, accepted = await stack.counted(HTTP_REFUSALS), await stack.accepted()
    elsewhere = {
        "authorization": f"Bearer {stack.office()}",
        "origin": "http://elsewhere.example",
        "content-type": "text/plain",
    }
    pages = [
        (program, page)
        for program in SERVICES
        for page in ("/clock/days", "/organisations", "/dead-letters/replay", "/refold", "/reports/issue", "/v1/events")
    ]
    async with httpx.AsyncClient() as web:

        async def refused(number: int) -> int:
            program, page = pages[number % len(pages)]
            # What a browser sends for a page elsewhere, even where it were to add the office's token.
            headers = elsewhere if number < FORMS else JSON
            return (await web.post(f"{stack.urls[program]}{page}", content="{}", headers=headers)).status_code

        statuses = Counter(await in_turn(map(refused, range(FORMS + NOBODY))))
    assert statuses.keys() <= {401, 403, 404, 405, 415}, statuses
    assert (await stack.counted(HTTP_REFUSALS) - before).total() == FORMS + NOBODY
    assert await stack.accepted() == accepted


def test_these_are_ten_thousand_attempts() -> None:
    assert FACTS + LINES + REPEATED + TESTED + WRITES + TOKENS + FORMS + NOBODY + STRANGERS >= 10_000
