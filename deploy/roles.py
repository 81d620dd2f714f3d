"""PostgreSQL's roles: one a program for its schema alone, with narrower ones for its parts, and one that makes and changes the tables.

``python -m deploy.roles`` makes them with the passwords of the secrets, a one-shot job.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path

import asyncpg

from chassis import database as databases
from chassis import logs
from chassis.roles import Part, role_of
from chassis.secrets import SecretError
from deploy.jobs import SECRETS, answered, asked, passwords
from deploy.programs import PROGRAMS
from deploy.servers import Servers

MIGRATOR = "gongkai_migrate"
"""Owns the schemas; no program runs as it."""

ROLES = {program.name: role_of(program.name) for program in PROGRAMS if program.needs_database}
"""Program → its role; what it may do is granted by its own ``migrate``, when its tables are there."""

PARTS = {role: tuple(role_of(program, part) for part in Part) for program, role in ROLES.items()}
"""A program's role → those that it takes for its parts."""

MIGRATE = "migrate"
"""The command that makes and changes a program's tables."""

_ROUNDS = 4096
_LIMITS = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
_LOCK = "SELECT pg_advisory_xact_lock(hashtext('gongkai.roles'))"


def role_for(program: str, command: str = "serve") -> str:
    """As whom a program's command asks the database."""
    return MIGRATOR if command == MIGRATE else role_of(program)


async def prepare(database: str, passwords: Mapping[str, str]) -> None:
    """Make the roles of ``passwords`` in the server, or set their passwords, and open this database to them.

    With a program's role come those of its parts. Nobody connects as one of these: the program takes it for a session
    (``SET ROLE``), and has nothing of it otherwise.

    ``database`` is asked as a role that may make roles. May be run again, and by several at once. Raises
    ``asyncpg.PostgresError`` or ``OSError``.
    """
    connection = await asyncpg.connect(database)
    try:
        async with connection.transaction():
            await connection.execute(_LOCK)
            name = await connection.fetchval("SELECT quote_ident(current_database())")
            known = {row[0] for row in await connection.fetch("SELECT rolname FROM pg_roles")}
            await connection.execute(
                f"REVOKE ALL ON DATABASE {name} FROM PUBLIC; REVOKE ALL ON SCHEMA public FROM PUBLIC"
            )
            for role, password in passwords.items():
                verb = "ALTER" if role in known else "CREATE"
                await connection.execute(f"{verb} ROLE {role} LOGIN {_LIMITS} PASSWORD '{verifier(password)}'")
                await connection.execute(f"GRANT CONNECT ON DATABASE {name} TO {role}")
                for part in PARTS.get(role, ()):
                    verb = "ALTER" if part in known else "CREATE"
                    await connection.execute(f"{verb} ROLE {part} NOLOGIN {_LIMITS}")
                    await connection.execute(f"GRANT {part} TO {role} WITH INHERIT FALSE, SET TRUE, ADMIN FALSE")
            if MIGRATOR in passwords:
                await connection.execute(f"GRANT CREATE ON DATABASE {name} TO {MIGRATOR}")
    finally:
        await connection.close()


async def prepared(servers: Servers, database: str = "") -> None:
    """The same for a server of our own, for its database or another in it; a server that was given is left as it is."""
    if servers.postgres is not None:
        roles = (MIGRATOR, *ROLES.values())
        where = servers.postgres.dsn(database) if database else servers.database
        await prepare(where, {role: servers.postgres.password(role) for role in roles})


def verifier(password: str) -> str:
    """What the server keeps of a password: it is made here, since what a statement says may come to a log."""
    salt = secrets.token_bytes(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, _ROUNDS)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    words = [base64.b64encode(part).decode() for part in (salt, stored, server)]
    return f"SCRAM-SHA-256${_ROUNDS}:{words[0]}${words[1]}:{words[2]}"


def main(folder: Path = SECRETS) -> int:
    """Exit status 0 when every role is there with its password, 1 when the server refuses one or does not answer, 2 when a
    secret cannot be used.
    """
    operator = asked("database", "postgresql://ROLE:PASSWORD@127.0.0.1:5432/gongkai")
    server = f"PostgreSQL at {databases.place(operator)}"
    try:
        files = {f"database_{program}": role for program, role in ROLES.items()}
        made = passwords(files | {f"database_{MIGRATE}": MIGRATOR}, folder)
        asyncio.run(answered(lambda: prepare(operator, made), *databases.AWAY))
    except SecretError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except (asyncpg.PostgresError, OSError) as error:
        sys.stderr.write(f"{server} refuses or does not answer: {logs.error_name(error)}: {error}\n")
        return 1
    print(f"{len(made)} roles are there, and those of their parts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
