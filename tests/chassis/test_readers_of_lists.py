"""Lists and cells that a unit asks for of another are refused before anything is looked up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, cast

import pytest
from starlette.applications import Starlette

from chassis import database
from chassis.access.readers import Reader
from chassis.caller import Caller, CallerKind
from chassis.settings import Settings
from deploy.servers import Servers
from services.__main__ import service
from services.catalog import reports_page
from services.catalog.api import Api as Catalog
from services.publishing.api import Api as Publishing
from services.requests import store
from services.requests.api import Api as Requests
from tests.asking import asking

NOTHING = cast("Any", None)
"""Stands for database and ledger: whoever asks them fails."""

PAGES = {
    "requests": Requests(NOTHING, NOTHING).routes(),
    "catalog": Catalog(NOTHING, NOTHING).routes(),
    "publishing": Publishing(NOTHING).routes(),
}


@pytest.mark.parametrize(
    ("service", "address"),
    [
        ("requests", "/applications?org={}"),
        ("requests", "/tables/2026/cell?org={}&table=table3&row=1_new&column=total"),
        ("catalog", "/tables/2026/cell?org={}&row=20_1_regulations&column=made"),
        ("publishing", "/accounts?org={}"),
        ("publishing", "/columns?org={}&within=7"),
    ],
)
@pytest.mark.parametrize("kind", [CallerKind.UNIT, CallerKind.TEST])
async def test_of_another_unit(service: str, address: str, kind: CallerKind) -> None:
    async with asking(Starlette(routes=PAGES[service]), Caller(kind, "fengjie-aa", "idofthetoken")) as client:
        answer = await client.get(address.format("fengjie-bb"))
    assert (answer.status_code, "its own subjects alone" in answer.text) == (403, True), answer.text


@pytest.mark.servers
async def test_an_application_of_ones_own_is_met_by_its_number_however_many_others_have_it(
    servers: Servers, schema: str
) -> None:
    settings = Settings(kafka=servers.kafka, database=servers.database)
    await replace(service("requests"), name=schema).migrated(settings)
    pool = await database.connect(settings.database, schema)
    orgs = [f"fengjie-{letter}" for letter in "abcde"]
    for org in orgs:
        key = f"requests.application/{org}/sq-1"
        await pool.execute("INSERT INTO subject (key, kind, failed) VALUES ($1, 'requests.application', 'X')", key)
    for only, met in ((None, orgs[:3]), (orgs[-1], orgs[-1:]), ("", []), ("fengjie-z", [])):
        rows = await pool.fetch(store.FIND, "sq-1", True, "sq-1", only)
        assert [row["key"].split("/")[1] for row in rows] == met
    await pool.close()


def test_who_has_handed_in_its_annual_report_is_told_of_ones_own_unit_and_counted_of_all() -> None:
    handed = {"fengjie-aa": reports_page.Handed(submitted_on=date(2027, 1, 20)), "fengjie-bb": reports_page.Handed()}
    every = reports_page.handed_in(handed, dict.fromkeys(handed, "fengjie"))
    assert reports_page.shown(Reader(), every) == every
    for only, units in (("fengjie-bb", ["fengjie-bb"]), ("", [])):
        county = reports_page.shown(Reader(only), every)["fengjie"]
        assert (list(county["units"]), county["submitted"]) == (units, 1)
