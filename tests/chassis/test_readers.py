"""Who may read a service, and whose subjects: a setting, a token, the proxy's header; a unit's list is of itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import httpx
import pytest
import pytest_asyncio
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.requests import HTTPConnection

from chassis.access.readers import Reader, Readers, own, reader
from chassis.access.refused import RefusedError
from chassis.access.text import new
from chassis.caller import NOBODY, Caller, CallerKind, known_as
from chassis.database import Pool
from chassis.ledger.pages import SubjectPages
from chassis.outbox import Outbox
from chassis.settings import Settings
from chassis.web import Pages, Runtime
from contracts.kit import Key
from deploy.servers import Servers
from tests import office
from tests.asking import asking
from tests.chassis.ledgers import ORG, Kept
from tests.chassis.toys import BED, PLANT, TOYS
from tests.tokens import token

OTHER = "fengjie-bb"
UNIT, TEST = Caller(CallerKind.UNIT, ORG, "idofthetoken"), Caller(CallerKind.TEST, ORG, "idofthetest0")
OURS, THEIRS = Key(PLANT.kind, ORG, "rose"), Key(PLANT.kind, OTHER, "rose")
PLANTED, WITHERED = (PLANT.fact_type(verb) for verb in ("planted", "withered"))


def admitted(setting: str, caller: Caller, *headers: tuple[str, str]) -> Reader:
    scope = {"type": "http", "headers": [(name.lower().encode(), value.encode()) for name, value in headers]}
    connection = HTTPConnection(scope)
    known_as(connection, caller)
    Readers(setting).admit(connection)
    return reader(connection)


@pytest.mark.parametrize("setting", ["open", "token", "header:X-Unit"])
def test_who_speaks_for_a_unit_is_shown_what_is_its_own_however_readers_are_let_in(setting: str) -> None:
    assert admitted(setting, Caller(CallerKind.OFFICE)).sees(OTHER)
    assert admitted(setting, UNIT, ("X-Unit", "office")) == Reader(ORG)
    assert not admitted(setting, UNIT).sees(OTHER)
    assert not admitted(setting, TEST).sees(ORG)
    assert not admitted(setting, TEST).sees("")


def test_who_says_nothing_is_shown_all_or_nothing_as_the_setting_says() -> None:
    assert admitted("open", NOBODY, ("X-Unit", ORG)) == Reader(None)
    for setting in ("token", "header:X-Unit"):
        with pytest.raises(RefusedError) as refusal:
            admitted(setting, NOBODY, ("X-Other", "office"))
        assert refusal.value.status_code == 401
    assert admitted("header:X-Unit", NOBODY, ("x-unit", ORG)) == Reader(ORG)
    assert admitted("header:X-Unit", NOBODY, ("X-Unit", "office")) == Reader(None)


@pytest.mark.parametrize("readers", ["closed", "header:", "header:X Unit", "Token", "header:X-Unit,Y"])
def test_another_setting_is_refused_at_the_start(readers: str) -> None:
    with pytest.raises(ValidationError, match="readers"):
        Settings(kafka="127.0.0.1:9", readers=readers)


@pytest_asyncio.fixture
async def service(servers: Servers, pool: Pool[Any]) -> AsyncIterator[tuple[httpx.AsyncClient, str]]:
    """The pages of a service that asks its readers for a token; and the token of a unit."""
    settings = Settings(kafka=servers.kafka, database=servers.database, readers="token", office_sha256=office.SHA256)
    pages, made = Pages(Runtime("gateway", settings, Outbox(), pool)), new()
    pages.tokens.today = date(2026, 3, 10)
    pages.tokens.known = {made.id: token(made, org=ORG)}
    transport = httpx.ASGITransport(pages.app())
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway") as client:
        yield client, made.text


@pytest.mark.servers
async def test_a_service_that_asks_for_a_token_answers_health_and_metrics_without(
    service: tuple[httpx.AsyncClient, str], pool: Pool[Any]
) -> None:
    client, units = service
    for address, status in (("/health/live", 200), ("/metrics", 200), ("/status", 401), ("/dead-letters", 401)):
        assert (await client.get(address)).status_code == status, address
    for sent in (office.HEADERS, office.bearer(units)):
        assert (await client.get("/status", headers=sent)).status_code == 200
    for org in (ORG, OTHER):
        await pool.execute(
            "INSERT INTO dead_letter VALUES ($1, 0, 7, 'date.future', 'on', 'rule', 'remedy', 'fact', 'sha')",
            f"dept.{org}.events",
        )
    letters = (await client.get("/dead-letters", headers=office.bearer(units))).json()
    assert [letter["topic"] for letter in letters] == [f"dept.{ORG}.events"]
    assert len((await client.get("/dead-letters", headers=office.HEADERS)).json()) == 2
    for asked, sent, shown in ((OTHER, office.HEADERS, OTHER), (OTHER, office.bearer(units), ORG)):
        (letter,) = (await client.get(f"/dead-letters?topic=dept.{asked}.events", headers=sent)).json()
        assert letter["topic"] == f"dept.{shown}.events"
    assert (await client.get("/audit", headers=office.bearer(units))).status_code == 403


@pytest.mark.servers
async def test_a_unit_is_shown_its_own_subjects_and_none_of_anothers(garden: Kept) -> None:
    for key in (OURS, THEIRS):
        await garden.take(garden.log.fact("p", PLANTED, key, planted_on="2026-03-09", bed="north"))
    raising = [Key(PLANT.kind, org, "lily") for org in (ORG, OTHER)]
    for key in raising:
        await garden.take(
            garden.log.fact("p", PLANTED, key, planted_on="2026-03-09"),
            garden.log.fact("x", WITHERED, key, withered_on="2026-03-09", how="raises"),
        )
    app = Starlette(routes=SubjectPages(garden.ledger, garden.pool, garden.reading, TOYS).routes())
    async with asking(app, UNIT) as unit, asking(app) as everyone:
        assert (await unit.get(f"/subjects/{OURS}")).json() == (await everyone.get(f"/subjects/{OURS}")).json()
        for address in (
            f"/subjects/{THEIRS}",
            f"/subjects/{PLANT.kind}/{OTHER}/never-heard-of",
            f"/subjects/{BED.kind}/{OTHER}/north",
            f"/subjects?org={OTHER}&subject=rose",
        ):
            assert (await unit.get(address)).status_code == 403, address
        near = "/subjects?org=fengjie-aa&subject=rose"
        assert (await everyone.get(near)).json()["elsewhere"] == [str(THEIRS)]
        assert (await unit.get(near)).json()["elsewhere"] == []
        assert [each["key"] for each in (await unit.get("/failed")).json()] == [str(raising[0])]
        assert len((await everyone.get("/failed")).json()) == 2


def test_a_units_list_is_of_itself_whatever_it_asks_for() -> None:
    for only, asked, listed in ((None, None, None), (None, OTHER, OTHER), (ORG, None, ORG), (ORG, ORG, ORG)):
        connection = HTTPConnection({"type": "http", "headers": [], "gongkai.reader": Reader(only)})
        assert own(connection, asked) == listed
    with pytest.raises(RefusedError, match="its own subjects alone"):
        own(HTTPConnection({"type": "http", "headers": [], "gongkai.reader": Reader(ORG)}), OTHER)
