"""What of a state flows on: a receiver is folded again when what it reads has changed, and not when anything else has."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from chassis.case import ContractError
from chassis.ledger import code
from chassis.ledger.flowing import Flows
from chassis.rules import Rules, fold_subject, rules_of
from contracts.families import FAMILIES
from contracts.kit import Key
from law.calendar import WorkingCalendar
from law.data import load_calendars
from services.publishing.entry.stretches import Item
from tests.chassis.conftest import Keep
from tests.chassis.ledgers import ORG, Kept
from tests.chassis.toys import BED, PLANT, STALL, TOYS

ROSE, NORTH = Key(PLANT.kind, ORG, "rose"), Key(BED.kind, ORG, "north")
ROSE_STALL, CORNER = Key(STALL.kind, ORG, "rose"), Key(STALL.kind, ORG, "corner")
PLANTED, WATERED, PRUNED = (PLANT.fact_type(verb) for verb in ("planted", "watered", "pruned"))


async def mark(kept: Kept, key: Key) -> None:
    """From now on it shows whether this subject was folded."""
    async with kept.pool.acquire() as connection:
        await connection.execute("UPDATE subject SET calendars = -1 WHERE key = $1", str(key))


async def is_folded(kept: Kept, key: Key) -> bool:
    """Whether it was folded since it was marked."""
    return bool((await kept.row(key))["calendars"] != -1)


async def test_within_a_service_what_no_receiver_reads_folds_none(garden: Kept) -> None:
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09", bed="north"))
    await mark(garden, NORTH)
    await garden.take(garden.log.fact("c", PRUNED, ROSE, pruned_on="2026-03-09"))
    assert ((await garden.state(ROSE))["pruned"], await is_folded(garden, NORTH)) == (1, False)
    await garden.take(garden.log.fact("w", WATERED, ROSE, watered_on="2026-03-09"))
    assert ((await garden.state(NORTH))["watered"], await is_folded(garden, NORTH)) == (1, True)


async def test_between_services_what_no_receiver_reads_folds_none_and_whom_it_joins_or_leaves_is_folded(
    garden: Kept, keep: Keep
) -> None:
    market = await (await keep("market")).begin()
    await market.take(market.log.fact("o", STALL.fact_type("opened"), ROSE_STALL, opened_on="2026-03-09", bed="north"))
    facts = (
        (True, garden.log.fact("w", WATERED, ROSE, watered_on="2026-03-09")),
        (False, garden.log.fact("c", PRUNED, ROSE, pruned_on="2026-03-09")),
        (True, garden.log.fact("v", WATERED, ROSE, watered_on="2026-03-09")),
    )
    sent = None
    for watered, fact in facts:
        await garden.take(fact)
        (sent,) = [message for message in await garden.sent() if message.key == str(ROSE).encode()]
        await mark(market, ROSE_STALL)
        await market.take(market.log.state(sent))
        assert await is_folded(market, ROSE_STALL) is watered
    assert (await market.state(ROSE_STALL))["watered"] == 2
    assert sent is not None
    moved = msgspec.json.decode(sent.value or b"") | {"sends": [str(CORNER)]}
    later = [(name, "9" if name == "ce_version" else text) for name, text in sent.headers]
    await mark(market, ROSE_STALL)
    await market.take(market.log.state(sent._replace(value=msgspec.json.encode(moved), headers=later)))
    assert (await is_folded(market, ROSE_STALL), (await market.state(ROSE_STALL))["watered"]) == (True, 0)
    assert await market.ask("SELECT count(*) FROM link WHERE receiver = $1", str(CORNER)) == 1


async def test_code_that_is_not_the_newest_leaves_no_receiver_alone(garden: Kept) -> None:
    await garden.take(garden.log.fact("p", PLANTED, ROSE, planted_on="2026-03-09", bed="north"))
    async with garden.pool.acquire() as connection:
        for digest in ("ours", "newer, which may read more"):
            await code.enter(connection, digest)
    await mark(garden, NORTH)
    await garden.take(garden.log.fact("c", PRUNED, ROSE, pruned_on="2026-03-09"))
    assert await is_folded(garden, NORTH)


def test_a_fold_that_reads_what_its_rules_do_not_say_breaks_its_contract() -> None:
    rules = rules_of("garden", TOYS)[BED.kind]
    wrong = Rules(rules.family, rules.fold, None, TOYS, {PLANT.kind: Item})
    state = {PLANT.kind: [b"{}"]}
    with pytest.raises(ContractError, match="reads Plant"):
        fold_subject(wrong, NORTH, [], WorkingCalendar(load_calendars()), date(2026, 3, 9), state)


def test_a_state_that_cannot_be_read_is_another_one_and_has_no_part() -> None:
    flows = Flows(rules_of("garden", TOYS))
    good, bad = b'{"subject":"rose","more":1}', b'{"subject":1}'
    assert flows.same(PLANT.kind, good, b'{"subject":"rose","more":2}') == [BED.kind]
    assert (flows.same(PLANT.kind, bad, bad), flows.same(PLANT.kind, None, good)) == ([], [])
    assert flows.parts(PLANT.kind, good).startswith(f"{BED.kind}:")
    assert flows.parts(PLANT.kind, bad) == ""


@pytest.mark.parametrize("service", FAMILIES.services)
def test_every_family_that_takes_states_says_what_it_reads_of_each(service: str) -> None:
    for rule in rules_of(service).values():
        assert set(rule.reads) == set(rule.family.takes), rule.family.kind
