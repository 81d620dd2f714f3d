"""As whom a program asks the database: a role that works on its schema, and two that may do less, for what it shows and what it sends."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Part(StrEnum):
    """What a program does under a role that may do less than its own."""

    READER = "reader"
    """Pages that only show."""
    RELAY = "relay"
    """Sends what waits in the outbox, and forgets it."""


Needs = Mapping[str, str]
"""Table (or ``SEQUENCE name``) → what must be done with it, as ``GRANT`` says it."""

_EXISTS = "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1 AND rolname <> current_user)"
_MAY_BE_TAKEN = "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1 AND pg_has_role(oid, 'SET'))"

_PROGRAM = (
    "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {schema} FROM PUBLIC",
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
    "REVOKE INSERT, UPDATE, DELETE ON migration FROM {role}",
    "REVOKE UPDATE, DELETE ON audit FROM {role}",
    "GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
    "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {schema} TO {role}",
)
_NARROWED = (
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}",
    "REVOKE ALL ON ALL SEQUENCES IN SCHEMA {schema} FROM {role}",
)
_READER = (
    *_NARROWED,
    "GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}",
    # What was given last, of which the status tells; none is taken.
    "GRANT SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
    "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {schema} TO {role}",
)


def role_of(schema: str, part: Part | None = None) -> str:
    """The role as which a program works on its schema, or one of its parts does; it makes and changes no table."""
    return f"gongkai_{schema}_{part}" if part else f"gongkai_{schema}"


async def grant(connection: Any, schema: str, relay: Needs) -> None:
    """Let the schema's roles do with its tables what they need to, and nobody else. Those that are not there are passed over.

    ``relay``: what the program's relay needs. The connection's search path is the schema.
    """
    needs = tuple(f"GRANT {acts} ON {table} TO {{role}}" for table, acts in relay.items())
    statements = {None: _PROGRAM, Part.READER: _READER, Part.RELAY: (*_NARROWED, *needs)}
    for part, grants in statements.items():
        role = role_of(schema, part)
        # Without such a role whoever made the tables works on them itself.
        if await connection.fetchval(_EXISTS, role):
            for statement in grants:
                await connection.execute(statement.format(schema=f'"{schema}"', role=f'"{role}"'))


async def narrowed(connection: Any, schema: str, part: Part) -> Mapping[str, str]:
    """Settings of a session that is to be ``part``: on a server without our roles it stays what it is."""
    role = role_of(schema, part)
    settings = {"role": role} if await connection.fetchval(_MAY_BE_TAKEN, role) else {}
    return settings | ({"default_transaction_read_only": "on"} if part is Part.READER else {})
