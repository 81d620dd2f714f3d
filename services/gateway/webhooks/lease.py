"""Which instance of the gateway delivers: one at a time, and another when it says nothing any more."""

from __future__ import annotations

from chassis.database import Connection

SECONDS = 30.0
"""How long a lease holds: longer than one turn takes with a broker that does not answer."""

_TAKE = """
UPDATE webhook_lease SET holder = $1, ends = clock_timestamp() + make_interval(secs => $2)
WHERE holder = $1 OR ends < clock_timestamp() RETURNING holder
"""
_GIVE_BACK = "UPDATE webhook_lease SET ends = '-infinity' WHERE holder = $1"


async def take(connection: Connection, instance: str) -> bool:
    """Take the lease, or keep it; False while another instance has it."""
    return await connection.fetchval(_TAKE, instance, SECONDS) is not None


async def give_back(connection: Connection, instance: str) -> None:
    """Another instance may have it at once."""
    await connection.execute(_GIVE_BACK, instance)
