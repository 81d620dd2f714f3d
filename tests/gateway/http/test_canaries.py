"""Persons offered to the door over HTTP, in every place of a request: no answer, log, metric or table says anything of them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import asyncpg
import httpx
import pytest

from deploy.servers import Servers
from tests import office
from tests.gateway.http.asked import AS_A_BATCH, AS_STRUCTURED, Gateway, fact, started
from tests.gateway.making import CODES_ONLY_FACTS, ORG
from tests.gateway.offered import about
from tests.gateway.population import population
from tests.line.searching import TABLES

pytestmark = pytest.mark.servers

PEOPLE = population(20261126, 40)
_PASTED = re.compile(r"<textarea.*?</textarea>", re.DOTALL)
_BINARY_OF = 9
"""One of so many records in binary mode is sent: each is a request."""


@pytest.fixture(scope="module")
def gateway(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    with started(servers, tmp_path_factory.mktemp("gateway"), [ORG], rate="2000", burst="2000") as running:
        yield running


@pytest.fixture(scope="module")
def said(gateway: Gateway) -> list[str]:
    """Every answer to every request that holds something of a person."""
    return [*_offered(gateway), *_in_odd_places(gateway), *_pasted(gateway)]


def _texts(number: int) -> str:
    person = PEOPLE[number % len(PEOPLE)]
    texts = [*person.words, *person.numbers]
    return texts[number % len(texts)]


def _offered(gateway: Gateway) -> Iterator[str]:
    """In every place of every fact about people, structured in batches, and in binary mode."""
    structured, number = [], 0
    for kind in CODES_ONLY_FACTS:
        for _, offer in about(kind):
            number += 1
            record = offer(_texts(number))
            value = record.value or b"{}"
            if (dict(record.headers).get("content-type") or b"").startswith(b"application/cloudevents"):
                structured.append(value)
            elif number % _BINARY_OF == 0:
                headers = {
                    f"ce-{quote(name[3:], safe='')}": quote(raw)
                    for name, raw in record.headers
                    if raw and name[:3] == "ce_"
                }
                answer = gateway.post("/v1/events", value, headers | {"content-type": "application/json"}, org=ORG)
                yield answer.text + str(answer.headers)
    assert len(structured) > 1000
    for begin in range(0, len(structured), 50):
        chosen = structured[begin : begin + 50]
        yield gateway.post("/v1/events", b"[" + b",".join(chosen) + b"]", AS_A_BATCH, org=ORG).text
        yield gateway.post("/v1/check", chosen[0], AS_STRUCTURED, org=ORG).text


def _in_odd_places(gateway: Gateway) -> Iterator[str]:
    """In the path, the query and headers that nobody asked for."""
    for number in range(60):
        text = quote(_texts(number))
        headers = office.bearer(gateway.token(ORG))
        for method, path, more in (
            ("GET", f"/v1/{text}", {}),
            ("POST", f"/v1/events/{text}", {}),
            ("GET", f"/v1/notices?after={text}&limit={text}", {}),
            ("GET", "/v1/notices", {"last-event-id": text, "accept": "text/event-stream"}),
            ("POST", "/v1/events", {"content-type": text}),
            ("POST", "/v1/events", AS_STRUCTURED | {"content-encoding": text}),
            ("POST", "/v1/events", AS_STRUCTURED | {"x-applicant": text, "cookie": text, "user-agent": text}),
            ("POST", "/v1/events", AS_STRUCTURED | {"origin": f"http://{text}"}),
            ("GET", f"/try?type={text}&org={text}&county={text}&lang={text}", {}),
        ):
            answer = gateway.http.request(
                method, path, content=b"{" if method == "POST" else b"", headers=headers | more
            )
            assert answer.status_code < 500, (method, path, answer.text)
            yield answer.text + str(answer.headers)


def _pasted(gateway: Gateway) -> Iterator[str]:
    """On the page on which facts are tried; the field gives back what was pasted, the rest says nothing of it."""
    for number in range(30):
        text = _texts(number)
        form = {"org": ORG, "fact": str(fact("sq-1", ORG, id=text)).replace("'", '"')}
        answer = gateway.http.post(
            "/try", content=urlencode(form), headers={"content-type": "application/x-www-form-urlencoded"}
        )
        assert answer.status_code == 200
        assert 'class="wrong"' in answer.text
        yield _PASTED.sub("", answer.text)


def people_in(text: str) -> list[str]:
    return [needle for person in PEOPLE for needle in person.within(text)]


def test_no_answer_says_anything_of_them(said: list[str]) -> None:
    assert [(text, found) for text in said if (found := people_in(text))] == []


def test_no_log_and_no_metric_says_anything_of_them(gateway: Gateway, said: list[str]) -> None:
    log = gateway.child.log.read_text(encoding="utf-8")
    assert "http refused" in log
    assert people_in(log) == []
    metrics = httpx.get(f"{gateway.url}/metrics", trust_env=False).text
    assert "gongkai_http_facts_total" in metrics
    assert people_in(metrics) == []


def test_no_table_and_no_notice_says_anything_of_them(gateway: Gateway, said: list[str]) -> None:
    assert people_in(_tables(gateway)) == []
    assert people_in("\n".join(str(record) for record in gateway.notices(ORG))) == []


def _tables(gateway: Gateway) -> str:
    async def go() -> str:
        connection = await asyncpg.connect(gateway.database)
        try:
            tables = [row[0] for row in await connection.fetch(TABLES)]
            assert "gateway.fact_sent" in tables
            rows = [row for table in tables for row in await connection.fetch(f"SELECT * FROM {table}")]
        finally:
            await connection.close()
        return "\n".join(
            v.decode("utf-8", "replace") if isinstance(v, bytes) else str(v) for row in rows for v in row.values()
        )

    return asyncio.run(go())
