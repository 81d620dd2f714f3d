"""What was named and nobody has told of is told with what is near to it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chassis.ledger.near import near
from contracts.families import FAMILIES
from contracts.kit import Key
from contracts.notices import UNKNOWN
from tests.chassis.conftest import Keep
from tests.chassis.ledgers import ORG, TODAY, body, types

ITEM, DOCUMENT = "catalog.item", "catalog.document"
OFFICE = "fengjie-office"
ROW: dict[str, Any] = {"effective_on": "2026-01-01", "origin": "国家", "domain": "低保", "level1": "甲", "level2": "乙"}
KNOWN = [Key(ITEM, OFFICE, number) for number in ("ml-017", "ml-018", "ml-203", "x")] + [
    Key(ITEM, "wushan-office", "a-1")
]


@pytest.mark.parametrize(
    ("org", "number", "names"),
    [
        (OFFICE, "ml-0l7", ["ml-017"]),
        (OFFICE, "ML-017", ["ml-017"]),
        (ORG, "ml-017", ["ml-017"]),
        (OFFICE, "unheard-of", []),
    ],
)
def test_near_is_what_has_a_like_id_or_the_same_elsewhere(org: str, number: str, names: list[str]) -> None:
    alike = near(Key(ITEM, org, number), KNOWN)
    assert alike[: len(names)] == [f"{OFFICE}:{name}" for name in names]
    assert bool(alike) is bool(names)


def test_the_same_number_in_another_catalog_comes_first_and_what_was_named_itself_is_left_out() -> None:
    assert near(Key(ITEM, OFFICE, "a-1"), KNOWN) == ["wushan-office:a-1"]
    assert f"{OFFICE}:ml-017" not in near(Key(ITEM, OFFICE, "ml-017"), KNOWN)


async def test_the_sender_of_a_mistyped_item_is_told_the_next_day_with_the_items_near_it_and_once(keep: Keep) -> None:
    catalog = await (await keep("catalog", families=FAMILIES)).begin()
    for number in ("ml-017", "ml-018"):
        await catalog.take(catalog.log.fact(number, "item.listed.v1", Key(ITEM, OFFICE, number), **ROW))
    draft: dict[str, Any] = {"title": "甲", "drafted_on": TODAY.isoformat(), "item": f"{OFFICE}:ml-0l7"}
    await catalog.take(catalog.log.fact("d", "document.drafted.v1", Key(DOCUMENT, ORG, "gw-1"), **draft))
    assert UNKNOWN not in types(await catalog.sent())
    await catalog.take(catalog.log.day(TODAY + timedelta(days=1)))
    await catalog.sweep()
    (told,) = [message for message in await catalog.sent() if UNKNOWN in types([message])]
    assert told.topic == f"dept.{ORG}.notices"
    assert body(told)["near"] == [f"{OFFICE}:ml-017", f"{OFFICE}:ml-018"]
    await catalog.take(catalog.log.day(TODAY + timedelta(days=2)))
    await catalog.sweep()
    assert UNKNOWN not in types(await catalog.sent())
