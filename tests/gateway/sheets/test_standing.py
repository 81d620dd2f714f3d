"""What a unit's sheets have told, as its inbox and its notices have it on a real broker."""

from __future__ import annotations

import json

import pytest

from chassis.outbox import Message
from contracts.envelope import STRUCTURED
from contracts.topics import inbox
from deploy.servers import Servers
from services.gateway.sheets.scanning import scanner
from services.gateway.sheets.standing import standing
from tests.gateway.noticed import admitted, refused, tell

pytestmark = pytest.mark.servers


def formed(org: str, number: str) -> Message:
    """A fact of a sheet in its inbox."""
    event = {
        "specversion": "1.0",
        "id": f"sheet.formed.1.1.0:{number}",
        "source": f"/orgs/{org}/sheets",
        "type": "disclosure.formed.v1",
        "subject": number,
        "time": "2026-03-05T11:20:00+08:00",
        "data": {"formed_on": "2026-03-05", "attribute": "主动公开"},
    }
    return Message(inbox(org), None, json.dumps(event).encode(), [("content-type", STRUCTURED)])


async def test_a_refused_row_tells_nothing_until_the_office_has_it_taken_after_all(servers: Servers) -> None:
    org = await admitted(servers)
    await tell(servers, formed(org, "a-1"), formed(org, "a-2"))
    await tell(servers, refused(org, 0))
    async with scanner(servers.kafka) as scan:
        assert {place.number for place in await standing(scan, org, [])} == {"a-2"}
        assert {place.number for place in await standing(scan, org, [0])} == {"a-1", "a-2"}
