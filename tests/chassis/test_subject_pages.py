"""The read side of a ledger: a subject with its facts, what is set aside, and the order to fold again."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from starlette.applications import Starlette

from chassis.ledger.pages import SubjectPages
from contracts.kit import Key
from tests.chassis.ledgers import ORG, Kept
from tests.chassis.toys import BED, PLANT, TOYS

ROSE, LILY, NORTH = Key(PLANT.kind, ORG, "rose"), Key(PLANT.kind, ORG, "lily"), Key(BED.kind, ORG, "north")
PLANTED, WATERED, WITHERED = (PLANT.fact_type(verb) for verb in ("planted", "watered", "withered"))


@pytest_asyncio.fixture
async def client(garden: Kept) -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=SubjectPages(garden.ledger, garden.pool, garden.reading, TOYS).routes())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://garden") as made:
        yield made


async def test_a_subject_is_shown_with_its_facts_and_all_its_obligations_those_met_in_time_too(
    garden: Kept, client: httpx.AsyncClient
) -> None:
    await garden.take(
        garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09", bed="north"),
        garden.log.fact("w", WATERED, ROSE, watered_on="2026-03-09"),
    )
    shown = (await client.get(f"/subjects/{ROSE}")).json()
    assert (shown["as_of"], shown["version"], shown["failed"]) == ("2026-03-09", 1, None)
    assert [fact["id"] for fact in shown["facts"]] == ["p", "w"]
    assert shown["state"]["obligations"] == []
    assert [owed["status"] for owed in shown["obligations"]] == ["met"]
    bed = (await client.get(f"/subjects/{NORTH}")).json()
    assert bed["linked"] == [{"key": str(ROSE), "title": shown["state"]["title"]}]
    assert (bed["state"]["plants"], bed["facts"]) == (["rose"], [])


async def test_ids_spelt_like_one_that_is_not_there_are_named_and_who_else_has_it(
    garden: Kept, client: httpx.AsyncClient
) -> None:
    elsewhere = Key(PLANT.kind, "fengjie-bb", "rosa")
    for key in (ROSE, LILY, elsewhere):
        await garden.take(garden.log.fact("p", PLANTED, key, planted_on="2026-03-09"))
    answer = (await client.get("/subjects", params={"org": ORG, "subject": "rosa"})).json()
    assert answer == {"near": [str(ROSE)], "elsewhere": [str(elsewhere)]}
    nothing = (await client.get("/subjects", params={"org": ORG, "subject": "r_s%"})).json()
    assert nothing == {"near": [], "elsewhere": []}
    assert (await client.get("/subjects", params={"org": ORG})).status_code == 400


@pytest.mark.parametrize("key", ["nothing", "garden.plant/a/b", f"market.stall/{ORG}/s", f"garden.fair/{ORG}/s"])
async def test_what_is_no_subject_here_is_not_found(client: httpx.AsyncClient, key: str) -> None:
    answer = await client.get(f"/subjects/{key}")
    assert answer.status_code == 404
    assert answer.json()["error"]


async def test_an_amendment_that_waits_shows_no_subject(garden: Kept, client: httpx.AsyncClient) -> None:
    await garden.take(garden.log.withdrawn("w", "lost", PLANTED, ROSE))
    assert (await client.get(f"/subjects/{ROSE}")).status_code == 404


async def test_what_is_set_aside_is_listed_and_folded_again_on_order(
    garden: Kept, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in (ROSE, LILY):
        await garden.take(
            garden.log.fact("p", PLANTED, key, planted_on="2026-03-09"),
            garden.log.fact("x", WITHERED, key, withered_on="2026-03-09", how="raises"),
        )
    failed = (await client.get("/failed")).json()
    assert [entry["key"] for entry in failed] == [str(LILY), str(ROSE)]
    shown = (await client.get(f"/subjects/{ROSE}")).json()
    assert shown["failed"].startswith("ZeroDivisionError")
    assert (shown["state"], len(shown["facts"])) == (None, 2)
    monkeypatch.setattr("tests.chassis.toys.garden._withered", lambda case: "")
    assert (await client.post("/refold", json={"key": str(ROSE)})).json() == {"subjects": 1}
    await garden.sweep()
    assert [entry["key"] for entry in (await client.get("/failed")).json()] == [str(LILY)]
    assert (await client.post("/refold", json={})).json() == {"subjects": 1}
    await garden.sweep()
    assert (await client.get("/failed")).json() == []
    entered = [json.loads(row["entry"]) for row in await garden.pool.fetch("SELECT entry FROM audit ORDER BY number")]
    assert [(entry["action"], entry["subject"], entry["details"]) for entry in entered] == [
        ("subjects.refolded", str(ROSE), {"subjects": "1"}),
        ("subjects.refolded", "all that are set aside", {"subjects": "1"}),
    ]


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"[]", 400), (b'{"key": "rose"}', 400), (b'{"key": "garden.plant/a/nobody"}', 404)],
)
async def test_an_order_that_names_nothing_says_what_to_send(
    client: httpx.AsyncClient, body: bytes, status: int
) -> None:
    answer = await client.post("/refold", content=body)
    assert answer.status_code == status
    assert answer.json()["error"]
