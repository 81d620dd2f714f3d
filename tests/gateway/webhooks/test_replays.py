"""A unit has its notices delivered again: one, all from one on, or all since a day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chassis import clock
from deploy.servers import Servers
from tests.gateway.conftest import Bench
from tests.gateway.noticed import refused, tell
from tests.gateway.receiver import Receiver
from tests.gateway.webhooks.sites import TODAY, Site, audited

pytestmark = pytest.mark.servers


async def test_a_unit_has_one_notice_or_all_from_one_on_or_since_a_day_delivered_again(
    site: Site, servers: Servers, receiver: Receiver, bench: Bench
) -> None:
    await site.set(receiver.url)
    await tell(servers, *(refused(site.org, number) for number in range(3)))
    await site.logged(3)
    second = receiver.got[1].id
    path = f"/v1/webhooks/{site.org}/replay"
    for wish, count in (
        ({"message": second}, 4),
        ({"message": second, "following": True}, 6),
        ({"since": "2026-03-02"}, 9),
    ):
        assert (await site.ask("POST", path, wish, site.unit)).status_code == 200
        await site.logged(count)
    assert receiver.facts == [f"sq-{number}" for number in (0, 1, 2, 1, 1, 2, 0, 1, 2)]
    assert [(entry["action"], entry["org"]) for entry in await audited(bench)][1:] == [
        ("webhook.replayed", site.org)
    ] * 3
    page = await site.log(query="?limit=2")
    older = await site.log(query=f"?limit=2&before={page[-1]['id']}")
    assert [row["id"] for row in page + older] == [row["id"] for row in (await site.log())[:4]]


async def test_a_single_notice_that_was_repeated_is_not_where_a_day_s_notices_begin(
    site: Site, servers: Servers, receiver: Receiver, bench: Bench
) -> None:
    await site.set(receiver.url)
    await tell(servers, *(refused(site.org, number) for number in range(3)))
    await site.logged(3)
    async with bench.pool.acquire() as connection, connection.transaction():
        await clock.set_day(connection, TODAY + timedelta(days=1))
    path = f"/v1/webhooks/{site.org}/replay"
    await site.ask("POST", path, {"message": receiver.got[0].id})
    await site.logged(4)
    await tell(servers, refused(site.org, 3))
    await site.logged(5)
    assert (await site.ask("POST", path, {"since": "2026-03-03"})).json()["offset"] == 3
    await site.logged(6)
    assert receiver.facts == [f"sq-{number}" for number in (0, 1, 2, 0, 3, 3)]
