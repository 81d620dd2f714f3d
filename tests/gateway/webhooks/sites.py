"""A gateway's pages of webhooks as a test asks them."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import httpx

from tests import office
from tests.gateway.conftest import Bench

TODAY = date(2026, 3, 2)


@dataclass
class Site:
    """A gateway's pages and deliveries, an organisation with a topic, and its token and its test's."""

    client: httpx.AsyncClient
    org: str
    unit: Mapping[str, str]
    test: Mapping[str, str]
    answers: list[str] = field(default_factory=list)

    async def ask(
        self, method: str, path: str, body: object = None, by: Mapping[str, str] = office.HEADERS
    ) -> httpx.Response:
        answer = await self.client.request(method, path, json=body, headers=by)
        self.answers.append(answer.text)
        return answer

    async def set(self, url: str, **more: Any) -> httpx.Response:
        return await self.ask("POST", "/webhooks", {"org": self.org, "url": url, **more})

    async def log(self, by: Mapping[str, str] = office.HEADERS, query: str = "") -> list[dict[str, Any]]:
        answer = await self.ask("GET", f"/v1/webhooks/{self.org}/log{query}", by=by)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["attempts"])

    async def logged(self, count: int) -> None:
        """Returns when the log has so many attempts."""
        deadline = time.monotonic() + 60
        while (attempts := len(await self.log())) < count:
            assert time.monotonic() < deadline, attempts
            await asyncio.sleep(0.01)


async def audited(bench: Bench) -> list[dict[str, Any]]:
    rows = await bench.pool.fetch("SELECT entry FROM audit ORDER BY number")
    return [json.loads(row["entry"]) for row in rows]
