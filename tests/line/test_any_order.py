"""Order, repetition and lateness leave no trace: the same facts, otherwise sent, come to the same bytes."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, datetime

import pytest

from contracts.families import FAMILIES
from contracts.topics import OBLIGATIONS, PERIODS, states
from law.signals import RECORDED_LATE
from tests.line.facts import lives
from tests.line.line import Line
from tests.line.rows import Place, standing

pytestmark = pytest.mark.servers

TWINS = {"fengjie-aa": "fengjie-xx", "fengjie-bb": "fengjie-yy", "wushan-aa": "wushan-xx"}
"""Each organisation and the one that sends the same facts in disorder; slugs of equal length."""

VILLAGES = ('村"', '屯"')
"""How the names of villages end, and how their twins' do: townships that report villages of one name are told of each other."""

DAYS = [date(2026, 2, 2), date(2026, 3, 16), date(2026, 4, 30), date(2026, 6, 1), date(2026, 6, 22)]
"""The days up to which time passes between two rounds of sending."""

STATES = [states(service) for service in FAMILIES.services]

Lines = list[tuple[str, bytes]]


def day_of(line: tuple[str, bytes]) -> date:
    return datetime.fromisoformat(json.loads(line[1])["time"]).date()


def of_the_twin(line: tuple[str, bytes]) -> tuple[str, bytes]:
    org, value = line
    for own, twin in ((f'"urn:gongkai:{org}"', f'"urn:gongkai:{TWINS[org]}"'), VILLAGES):
        value = value.replace(own.encode(), twin.encode())
    return TWINS[org], value


def disordered(facts: Lines, chance: random.Random) -> list[Lines]:
    """Per round what is sent in it: shuffled, many late, a quarter of all twice."""
    rounds: list[Lines] = [[] for _ in DAYS]
    for line in [*facts, *chance.sample(facts, len(facts) // 4)]:
        first = next(number for number, day in enumerate(DAYS) if day >= day_of(line))
        rounds[chance.randrange(first, len(DAYS))].append(of_the_twin(line))
    for lines in rounds:
        chance.shuffle(lines)
    return rounds


@pytest.fixture(scope="module")
def both_orders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    """Everything sent twice over: day by day by the first set, in disorder by their twins."""
    line = Line(
        tmp_path_factory.mktemp("orders"),
        {org: org.split("-", maxsplit=1)[0] for pair in TWINS.items() for org in pair},
    )
    facts = sorted(lives(601, 220, list(TWINS)), key=day_of)
    rounds = disordered(facts, random.Random(602))
    try:
        line.start_all()
        before = date.min
        for day, disorder in zip(DAYS, rounds, strict=True):
            line.until(day)
            line.send([sent for sent in facts if before < day_of(sent) <= day])
            line.send(disorder)
            before = day
        line.counted()
        yield line
    finally:
        line.stop()


def both(values: dict[Place, bytes]) -> tuple[dict[Place, bytes], ...]:
    """The values of the orderly senders, and those of their twins under the orderly ones' names."""
    orderly = {at: value for at, value in values.items() if any(org in at[1] for org in TWINS)}
    twins = {at: value for at, value in values.items() if at not in orderly}
    for org, twin in (*TWINS.items(), VILLAGES):
        old, new = twin.encode(), org.encode()
        twins = {(at[0], at[1].replace(twin, org)): value.replace(old, new) for at, value in twins.items()}
    return orderly, twins


def unsigned(values: dict[Place, bytes]) -> dict[Place, bytes]:
    """States without their signs of what was told late: the twins' facts are, and nothing else may show it."""
    return {at: _unsigned(state) for at, state in values.items()}


def _unsigned(state: bytes) -> bytes:
    read = json.loads(state)
    read["signals"] = [sign for sign in read["signals"] if sign["code"] != RECORDED_LATE]
    return json.dumps(read, ensure_ascii=False).encode()


def says_something(state: bytes) -> bool:
    """Whether a state counts, owes, finds or flags anything."""
    state_read = json.loads(state)
    return any(state_read[field] for field in ("counts", "obligations", "findings", "flags"))


def test_shuffled_late_and_repeated_facts_give_the_same_views_byte_for_byte(both_orders: Line) -> None:
    views = {*PERIODS.values(), OBLIGATIONS}
    orderly, twins = both(standing(both_orders, *views))
    assert {topic for topic, _ in orderly} == views
    assert len(orderly) > 60
    assert twins == orderly


def test_they_give_the_same_states_byte_for_byte(both_orders: Line) -> None:
    orderly, twins = both(standing(both_orders, *STATES))
    assert {topic for topic, _ in orderly} == set(STATES)
    names = {json.loads(value)["type"].partition(".")[0] for _, value in both_orders.sent} - {"fact"}
    assert {key.partition("/")[0] for _, key in orderly} >= {FAMILIES.by_name[name].kind for name in names}
    assert names >= {family.name for family in FAMILIES.of_service("publishing") if family.facts}
    assert len(orderly) > 220
    orderly, twins = unsigned(orderly), unsigned(twins)
    # A life of one fact that was taken back: who heard of the fact first has said something, and says nothing now.
    either = orderly | twins
    assert not [at for at in orderly.keys() ^ twins.keys() if says_something(either[at])]
    assert {at: twins.get(at, value) for at, value in orderly.items()} == orderly


def test_and_both_are_what_the_oracle_works_out(both_orders: Line) -> None:
    assert both_orders.differences() == []
