"""``python -m tests.line.migrating NAME...``: what ``migrate`` does for each of these services, in one process."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence

from chassis.settings import load
from services.__main__ import service


async def migrate(names: Sequence[str]) -> None:
    """Bring the schemas of these services up to date."""
    settings = load()
    for name in names:
        await service(name).migrated(settings)


if __name__ == "__main__":
    asyncio.run(migrate(sys.argv[1:]))
