"""The audit of a service: an entry in the act's own transaction, a chain in which nothing can be changed unseen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import pytest

from chassis import audit
from chassis.caller import NOBODY, Caller, CallerKind
from chassis.database import Pool
from cli.chain import Link, Wrong, broken, differing, published
from contracts.audit import FIRST, Action, link, written
from deploy.servers import Servers

pytestmark = pytest.mark.servers

OFFICE = Caller(CallerKind.OFFICE, token="q7m2kd8s1xz0", name="政务公开办")


async def acts(pool: Pool[Any], count: int, caller: Caller = OFFICE) -> None:
    for number in range(count):
        async with pool.acquire() as connection, connection.transaction():
            await audit.record(connection, caller, Action.CALENDAR_LOADED, f"{2027 + number}", {"version": 1})


async def stored(pool: Pool[Any]) -> list[Link]:
    return [Link(*row) for row in await pool.fetch("SELECT number, previous, entry, sha256 FROM audit ORDER BY number")]


async def sent(pool: Pool[Any]) -> list[Link]:
    rows = await pool.fetch("SELECT value FROM outbox WHERE topic = 'audit.records.v1' ORDER BY id")
    return [published(row["value"]) for row in rows]


@asynccontextmanager
async def unguarded(servers: Servers, schema: str) -> AsyncIterator[asyncpg.Connection[Any]]:
    """Whoever rules the database: the owner of the table, without its trigger."""
    connection = await asyncpg.connect(servers.database, server_settings={"search_path": schema})
    try:
        await connection.execute("ALTER TABLE audit DISABLE TRIGGER audit_is_added_to")
        yield connection
    finally:
        await connection.close()


async def test_an_entry_says_who_did_what_and_when_and_is_sent_as_it_stands(pool: Pool[Any], schema: str) -> None:
    await pool.execute("UPDATE clock SET day = '2026-03-02'")
    await acts(pool, 2)
    first, second = await stored(pool)
    moment = first.entry.pop("at")
    assert first.entry == {
        "service": schema,
        "number": 1,
        "day": "2026-03-02",
        "at": moment,
        "by": "office",
        "org": "",
        "token": "q7m2kd8s1xz0",
        "name": "政务公开办",
        "action": "calendar.loaded",
        "subject": "2027",
        "details": {"version": "1"},
    }
    assert (first.previous, second.previous) == (FIRST, first.sha256)
    assert await sent(pool) == [first, second]
    assert broken([first, second], schema) is None
    assert differing([first, second], await sent(pool)) is None


async def test_what_is_not_on_the_allow_list_gets_in_nowhere(pool: Pool[Any]) -> None:
    with pytest.raises(ValueError, match="applicant: not on the allow-list"):
        async with pool.acquire() as connection, connection.transaction():
            await audit.record(connection, NOBODY, Action.SHEET_SENT, "x", {"rows": 1, "applicant": "张三"})
    assert await stored(pool) == []


async def test_acts_at_the_same_time_stand_one_after_the_other(pool: Pool[Any], schema: str) -> None:
    await asyncio.gather(*(acts(pool, 5) for _ in range(4)))
    links = await stored(pool)
    assert [each.number for each in links] == list(range(1, 21))
    assert broken(links, schema) is None


async def test_an_act_that_is_rolled_back_leaves_neither_entry_nor_message_nor_gap(
    pool: Pool[Any], schema: str
) -> None:
    await acts(pool, 1)

    async def closed_in_vain() -> None:
        async with pool.acquire() as connection, connection.transaction():
            await audit.record(connection, OFFICE, Action.ORGANISATION_CLOSED, "fengjie-caizhengju")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await closed_in_vain()
    await acts(pool, 1)
    assert [each.number for each in await stored(pool)] == [each.number for each in await sent(pool)] == [1, 2]
    assert broken(await stored(pool), schema) is None


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit SET entry = '{}'", "DELETE FROM audit", "DELETE FROM audit WHERE false", "TRUNCATE audit"],
)
async def test_even_the_owner_of_the_table_changes_and_removes_nothing(pool: Pool[Any], statement: str) -> None:
    await acts(pool, 1)
    with pytest.raises(asyncpg.PostgresError, match="nothing in it is changed or removed"):
        await pool.execute(statement)
    assert len(await stored(pool)) == 1


def altered(each: Link, **changed: Any) -> Link:
    """The same place with another content, and a hash to it."""
    text = written({**each.entry, **changed})
    return Link(each.number, each.previous, text, link(each.previous, text))


async def _changed(connection: asyncpg.Connection[Any], links: list[Link]) -> None:
    text = written({**links[2].entry, "name": "另一人"})
    await connection.execute("UPDATE audit SET entry = $1 WHERE number = 3", text)


async def _changed_with_its_hash(connection: asyncpg.Connection[Any], links: list[Link]) -> None:
    new = altered(links[2], name="另一人")
    await connection.execute("UPDATE audit SET entry = $1, sha256 = $2 WHERE number = 3", new.text, new.sha256)


async def _removed(connection: asyncpg.Connection[Any], links: list[Link]) -> None:
    await connection.execute("DELETE FROM audit WHERE number = 3")


async def _removed_and_closed_up(connection: asyncpg.Connection[Any], links: list[Link]) -> None:
    await connection.execute("DELETE FROM audit WHERE number = 3")
    await connection.execute("UPDATE audit SET number = number - 1, previous = previous WHERE number = 4")
    await connection.execute("UPDATE audit SET number = number - 1, previous = previous WHERE number = 5")


async def _last_removed(connection: asyncpg.Connection[Any], links: list[Link]) -> None:
    await connection.execute("DELETE FROM audit WHERE number = 5")


async def _put_in(connection: asyncpg.Connection[Any], links: list[Link]) -> None:
    for number in (5, 4):
        await connection.execute("UPDATE audit SET number = $1 WHERE number = $2", number + 1, number)
    new = altered(links[3], subject="2099")
    await connection.execute("UPDATE audit SET previous = $1 WHERE number = 5", new.sha256)
    await connection.execute("INSERT INTO audit VALUES (4, $1, $2, $3)", new.previous, new.text, new.sha256)


async def _added(connection: asyncpg.Connection[Any], links: list[Link]) -> None:
    text = written({**links[4].entry, "number": 6})
    await connection.execute(
        "INSERT INTO audit VALUES (6, $1, $2, $3)", links[4].sha256, text, link(links[4].sha256, text)
    )


async def _written_anew(connection: asyncpg.Connection[Any], links: list[Link]) -> None:
    await connection.execute("DELETE FROM audit WHERE number >= 3")
    last = links[1].sha256
    for each in links[2:]:
        text = written({**each.entry, "name": "另一人"})
        await connection.execute("INSERT INTO audit VALUES ($1, $2, $3, $4)", each.number, last, text, link(last, text))
        last = link(last, text)


@pytest.mark.parametrize(
    ("tampered", "chain", "topic"),
    [
        (_changed, Wrong(3, "was changed"), Wrong(3, "is another one than was published")),
        (_changed_with_its_hash, Wrong(4, "does not follow on entry 3"), Wrong(3, "is another one than was published")),
        (_removed, Wrong(3, "is not there"), Wrong(3, "was published, and is no longer in the database")),
        (_removed_and_closed_up, Wrong(3, "does not follow on entry 2"), Wrong(3, "is another one than was published")),
        (_last_removed, None, Wrong(5, "was published, and is no longer in the database")),
        (_put_in, Wrong(5, "was changed"), Wrong(4, "is another one than was published")),
        (_added, None, Wrong(6, "was never published")),
        (_written_anew, None, Wrong(3, "is another one than was published")),
    ],
    ids=lambda value: value.__name__.strip("_") if callable(value) else "",
)
async def test_whatever_is_changed_is_found_and_named(
    servers: Servers,
    pool: Pool[Any],
    schema: str,
    tampered: Callable[[asyncpg.Connection[Any], list[Link]], Any],
    chain: Wrong | None,
    topic: Wrong,
) -> None:
    await acts(pool, 5)
    links = await stored(pool)
    async with unguarded(servers, schema) as connection:
        await tampered(connection, links)
    now = await stored(pool)
    for expected, wrong in ((chain, broken(now, schema)), (topic, differing(now, await sent(pool)))):
        assert (expected is None) == (wrong is None), wrong
        if expected is not None and wrong is not None:
            assert wrong.number == expected.number
            assert wrong.text.startswith(expected.text)


async def test_what_lies_on_the_topic_twice_is_one_and_two_that_differ_are_not(pool: Pool[Any]) -> None:
    await acts(pool, 2)
    links = await stored(pool)
    assert differing(links, [*links, *links]) is None
    wrong = differing(links, [*links, altered(links[1], subject="2099")])
    assert wrong == Wrong(2, "was published twice, each time as another one")
