"""The office sets webhooks; a unit reads its own log and has notices delivered again; the secret is shown once."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from structlog.testing import capture_logs

from deploy.servers import Servers
from services.gateway import registry
from services.gateway.rules import WITHHELD
from services.gateway.webhooks import store
from services.gateway.webhooks.signing import new_secret
from tests.gateway.conftest import Bench
from tests.gateway.ending import closing
from tests.gateway.noticed import admitted, refused, tell
from tests.gateway.receiver import Receiver, receiving, until
from tests.gateway.test_registries import organisation
from tests.gateway.webhooks.sites import Site, audited

pytestmark = pytest.mark.servers

NOBODY: Mapping[str, str] = {}


async def test_a_webhook_delivers_from_the_next_notice_on_and_the_secret_that_signs_is_shown_once(
    site: Site, servers: Servers, receiver: Receiver, bench: Bench
) -> None:
    await tell(servers, refused(site.org, 0))
    with capture_logs() as logs:
        made = await site.set(f"{receiver.url}?key=abc")
        secret = made.json()["secret"]
        assert made.json() == {"org": site.org, "change": "added", "secret": secret}
        assert made.headers["cache-control"] == "no-store"
        site.answers.clear()
        receiver.answers.append(500)
        await tell(servers, refused(site.org, 1))
        await site.logged(2)
        (listed,) = (await site.ask("GET", "/webhooks")).json()["webhooks"]
        assert (await site.set(receiver.url)).json() == {"org": site.org, "change": "changed"}
    assert receiver.facts == ["sq-1", "sq-1"]
    assert all(got.signed_with(secret) for got in receiver.got)
    accepted, failed = await site.log(site.unit)
    assert failed["reason"] == "not a status of success (2xx)"
    assert {**accepted, "id": 0, "at": ""} == {
        "id": 0,
        "message": receiver.got[0].id,
        "type": "fact.refused.v1",
        "attempt": 2,
        "status": 204,
        "reason": "",
        "accepted": True,
        "day": "2026-03-02",
        "at": "",
    }
    assert (listed["url"], listed["behind"], listed["last"]) == (f"{receiver.url}?key=abc", 0, accepted)
    entered = await audited(bench)
    assert [entry["action"] for entry in entered] == ["webhook.set", "webhook.set"]
    assert entered[0]["details"]["url"] == receiver.url.removesuffix("/notices")
    spoken = " ".join([*site.answers, *map(str, logs), *map(str, entered)])
    for hidden in (secret, secret[6:], "sq-1", "不得晚于今天"):
        assert hidden not in spoken
    assert "key=abc" not in " ".join([*map(str, logs), *map(str, entered)])
    anew = (await site.set(receiver.url, new_secret=True)).json()["secret"]
    await tell(servers, refused(site.org, 2))
    await until(lambda: len(receiver.got) == 3, "the next is delivered")
    assert receiver.got[2].signed_with(anew)


async def test_paused_it_delivers_nothing_and_removed_it_is_gone(
    site: Site, servers: Servers, receiver: Receiver, bench: Bench
) -> None:
    await site.set(receiver.url)
    for change in ("changed", "unchanged"):
        paused = await site.ask("POST", f"/webhooks/{site.org}/pause", {})
        assert paused.json() == {"org": site.org, "paused": True, "change": change}
    await tell(servers, refused(site.org, 0))
    (listed,) = (await site.ask("GET", "/webhooks")).json()["webhooks"]
    assert (listed["paused"], listed["behind"], receiver.got) == (True, 1, [])
    assert (await site.ask("POST", f"/webhooks/{site.org}/resume", {})).json()["change"] == "changed"
    await until(lambda: receiver.got, "it goes on")
    assert (await site.ask("DELETE", f"/webhooks/{site.org}")).json() == {"org": site.org, "change": "removed"}
    assert (await site.ask("GET", "/webhooks")).json() == {"webhooks": []}
    for method, path in (("POST", "pause"), ("POST", "resume"), ("DELETE", "")):
        gone = await site.ask(method, f"/webhooks/{site.org}/{path}".rstrip("/"), {} if path else None)
        assert (gone.status_code, "has no webhook" in gone.text) == (404, True)
    assert [entry["action"] for entry in await audited(bench)] == [
        "webhook.set",
        "webhook.paused",
        "webhook.paused",
        "webhook.removed",
    ]


async def test_with_its_organisation_a_webhook_ends_and_where_that_is_open_again_it_goes_on(
    site: Site, servers: Servers, receiver: Receiver, bench: Bench
) -> None:
    await site.set(receiver.url)
    await closing(bench, site.org)
    await tell(servers, refused(site.org, 0))
    (listed,) = (await site.ask("GET", "/webhooks")).json()["webhooks"]
    assert (listed["ended"], listed["paused"], listed["behind"]) == (True, False, 1)
    async with bench.pool.acquire() as connection:
        (webhook,) = await store.every(connection)
        assert not await store.stands(connection, webhook)
    assert (await site.set(receiver.url)).status_code == 404
    with receiving() as another:
        other = await admitted(servers)
        async with bench.pool.acquire() as connection, connection.transaction():
            await registry.put(connection, organisation(other))
            await store.add(connection, other, another.url, [], new_secret(), 0)
        for number in range(2):
            await tell(servers, refused(other, number))
            await until(lambda: len(another.got) == number + 1, "another's is delivered")  # noqa: B023  # at once
    assert receiver.got == []
    async with bench.pool.acquire() as connection, connection.transaction():
        await registry.put(connection, organisation(site.org))
    await until(lambda: receiver.facts == ["sq-0"], "it goes on")


async def test_an_address_that_cannot_be_posted_to_is_refused_without_being_repeated(site: Site) -> None:
    for url in (
        "ftp://a.example/",
        "http://",
        "http://user:pass@a.example/",
        "http://a.example/#part",
        "http://a.example:0/",
        "http://a.example:99999/",
        "http://某县.example/",
        "http://a.example/\t",
        "https://[::1",
        "javascript:alert(1)",
    ):
        refusal = await site.set(url)
        assert refusal.status_code == 422, url
        body = refusal.json()
        assert (body["code"], body["field"], body["value"]) == ("field.value", "url", WITHHELD), url
        assert body["remedy"]


async def test_what_cannot_be_asked_is_said_with_what_can(site: Site) -> None:
    unknown = await site.set("http://127.0.0.1:1/", types=["fact.refuse.v1"])
    assert (unknown.status_code, unknown.json()["field"]) == (422, "types")
    assert "fact.refused.v1" in unknown.json()["remedy"]
    stranger = await site.ask("POST", "/webhooks", {"org": "fengjie-nowhere", "url": "http://127.0.0.1:1/"})
    assert (stranger.status_code, "gongkai orgs" in stranger.text) == (404, True)
    log, replay = f"/v1/webhooks/{site.org}/log", f"/v1/webhooks/{site.org}/replay"
    assert (await site.ask("GET", log)).status_code == 404
    await site.set("http://127.0.0.1:1/")
    for query in ("limit=0", "limit=1001", "limit=a", "limit=-1", f"limit={'9' * 30}", "before=0", "before=x"):
        wrong = await site.ask("GET", f"{log}?{query}")
        assert (wrong.status_code, wrong.json()["code"]) == (400, "http.parameter"), query
    message = "msg_" + "0" * 32
    for wish in ({}, {"message": message, "since": "2026-03-02"}, {"message": "1"}, {"since": "2026-02-30"}):
        assert (await site.ask("POST", replay, wish)).status_code == 422, wish
    for wish in ({"message": message}, {"since": "2027-01-01"}):
        assert (await site.ask("POST", replay, wish)).status_code == 404, wish


async def test_only_the_office_sets_and_a_unit_sees_its_own_alone(site: Site) -> None:
    other = "fengjie-caizhengju"
    for method, path in (
        ("GET", "/webhooks"),
        ("POST", "/webhooks"),
        ("POST", f"/webhooks/{site.org}/pause"),
        ("POST", f"/webhooks/{site.org}/resume"),
        ("DELETE", f"/webhooks/{site.org}"),
        ("GET", f"/v1/webhooks/{other}/log"),
        ("POST", f"/v1/webhooks/{other}/replay"),
    ):
        body: object = {} if method == "POST" else None
        assert (await site.ask(method, path, body, NOBODY)).status_code == 401, path
        for sender in (site.unit, site.test):
            assert (await site.ask(method, path, body, sender)).status_code == 403, path
    for method, path in (("GET", "log"), ("POST", "replay")):
        empty: object = {} if method == "POST" else None
        assert (await site.ask(method, f"/v1/webhooks/{site.org}/{path}", empty, site.test)).status_code == 403
