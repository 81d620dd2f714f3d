"""The catalog on the whole line: a version that comes with the fact that names its row, two instances of each service."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Any

from contracts.topics import states
from tests.line.facts import Line as Sent
from tests.line.facts import fact
from tests.line.freezing import alone_again
from tests.line.line import Line

KEEPER, TOWN = "fengjie-aa", "fengjie-bb"
NUMBERS = [f"row-{number}" for number in range(20)]
DISCLOSURES = "publishing.disclosure"


def listed(number: str, limit: str, on: str, fact_id: str) -> Sent:
    row = {"origin": "国家", "domain": "社会救助", "level1": "低保", "level2": "名单", "town_units": [TOWN]}
    data = {**row, "effective_on": on, "time_limit": limit}
    return KEEPER, fact(KEEPER, fact_id, "item.listed.v1", number, date.fromisoformat(on), data)


def formed(subject: str, number: str, on: str = "2026-06-15") -> Sent:
    data = {"formed_on": on, "attribute": "主动公开", "item": f"{KEEPER}:{number}"}
    return TOWN, fact(TOWN, f"{subject}-f", "disclosure.formed.v1", subject, date.fromisoformat(on), data)


@contextmanager
def two_of_each(line: Line) -> Iterator[None]:
    """A second instance of catalog and of publishing beside the first."""
    services = ("catalog", "publishing")
    try:
        for name in services:
            line.start(name, instance="2")
            line.wait(partial(_shared, line, f"{name}-2"), f"the second {name} has partitions")
        yield
    finally:
        for name in services:
            alone_again(line, name)
        line.counted()


def _shared(line: Line, label: str) -> bool:
    return bool((line.status(label) or {}).get("assigned"))


def newest(line: Line, service: str, kind: str) -> Mapping[str, Any]:
    """Subject → its newest state, with the number of events that told of it."""
    by_number: dict[str, Any] = {}
    for record in line.records(states(service)):
        if record.key and record.value and record.key.decode().startswith(f"{kind}/"):
            key = record.key.decode()
            by_number[key] = {**json.loads(record.value), "events": by_number.get(key, {"events": 0})["events"] + 1}
    return by_number


def test_a_version_that_comes_at_the_moment_of_the_fact_that_names_it_sets_its_limit_and_touches_no_other(
    line: Line,
) -> None:
    with two_of_each(line):
        line.send([listed("row-aside", "每季度", "2026-01-05", "aside-l"), formed("aside", "row-aside")])
        line.send([listed(number, "20个工作日内", "2026-01-05", f"{number}-l1") for number in NUMBERS])
        line.counted()
        before = newest(line, "publishing", DISCLOSURES)
        line.send(
            [
                sent
                for number in NUMBERS
                for sent in (
                    listed(number, "3个工作日内", "2026-06-01", f"{number}-l2"),
                    formed(f"of-{number}", number),
                )
            ]
        )
        line.counted()
        after = newest(line, "publishing", DISCLOSURES)
        for number in NUMBERS:
            (owed,) = after[f"{DISCLOSURES}/{TOWN}/of-{number}"]["obligations"]
            assert owed["due_on"] == "2026-06-18", owed["explanation"]
        assert [key for key, state in before.items() if after[key]["events"] != state["events"]] == []
        entries = newest(line, "publishing", "publishing.entry")
        assert {f"publishing.entry/{TOWN}/{KEEPER}:{number}" for number in NUMBERS} <= entries.keys()
        assert line.differences() == []


def test_which_version_obliged_whom_and_what_stands_behind_it_is_answered_by_the_services(line: Line) -> None:
    line.send(
        [
            listed("row-asked", "20个工作日内", "2026-01-05", "asked-l1"),
            listed("row-asked", "3个工作日内", "2026-06-01", "asked-l2"),
        ]
    )
    line.counted()
    may = line.ask("catalog", f"/items/{KEEPER}/row-asked?on=2026-05-31")
    assert (may["version"]["read_as"], may["obliged"]) == ("形成/变更+20个工作日", [{"unit": TOWN, "level": "乡级"}])
    assert [v["since"] for v in line.ask("catalog", f"/items/{KEEPER}/row-asked/versions")["versions"]] == [
        "2026-01-05",
        "2026-06-01",
    ]
    assert line.ask("catalog", f"/items/{KEEPER}/row-asked?on=2026-01-04")["version"] is None
    named = line.ask("catalog", f"/items?org={KEEPER}&unit={TOWN}&domain=社会救助&limit=1000")["items"]
    assert f"{KEEPER}:row-asked" in {item["item"] for item in named}
    shown = line.ask("publishing", f"/coverage?county=fengjie&org={TOWN}")["counties"]["fengjie"]
    empty = {item["item"] for row in shown["units"][0]["domains"] for item in row["empty_items"]}
    assert f"{KEEPER}:row-asked" in empty
    line.ask("publishing", "/coverage?county=nowhere", 404)
    line.ask("catalog", f"/items/{KEEPER}/nothing", 404)
    line.ask("catalog", "/items?on=yesterday", 400)
