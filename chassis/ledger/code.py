"""Which code folds: a number that rises whenever the sources behind the folds change.

``migrate`` enters the digest of the sources as the newest; the sweeper then refolds in the background what was
folded by a lower number. A mended rule thereby reaches every subject, closed ones too, and nobody has to remember
to raise a version. An older instance that still runs folds on with its own, lower number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from chassis.database import Connection
from contracts.families import FAMILIES, Families

_ENTER = """
INSERT INTO fold_code (digest, number) SELECT $1, coalesce(max(number), 0) + 1 FROM fold_code
ON CONFLICT (digest) DO UPDATE SET number = (SELECT max(number) + 1 FROM fold_code)
WHERE fold_code.number < (SELECT max(number) FROM fold_code)
"""
_NUMBER = "SELECT number FROM fold_code WHERE digest = $1"
_MET = "UPDATE subject SET fold_version = 0, unknown = NULL WHERE unknown IS NOT NULL AND unknown && $1::text[]"
_FAILED = "UPDATE subject SET fold_version = 0 WHERE failed IS NOT NULL"
_ONE = "UPDATE subject SET fold_version = 0 WHERE key = $1"

ROOMS = ("law", "contracts")
FILES = ("chassis.case", "chassis.rules", "chassis.amend", "chassis.clock", "chassis.ledger.folding")


def digest(service: str, families: Families = FAMILIES) -> str:
    """SHA-256 over every source that a fold of ``service`` can rest on."""
    modules = [
        *ROOMS,
        f"services.{service}",
        *FILES,
        *(family.module for family in families.of_service(service)),
    ]
    paths = sorted({path for name in modules for path in _sources(name)})
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


async def enter(connection: Connection, of: str) -> None:
    """This code is the newest from now on."""
    await connection.execute(_ENTER, of)


async def number(connection: Connection, of: str) -> int | None:
    """The number of this code; None when it was never entered, since ``migrate`` has not run."""
    value: int | None = await connection.fetchval(_NUMBER, of)
    return value


async def meet(connection: Connection, known: Sequence[str]) -> None:
    """Facts of types that an older version kept raw are known now: their subjects are folded again."""
    await connection.execute(_MET, known)


async def refold(connection: Connection, key: str | None) -> int:
    """Have subjects folded again: one, or all that are set aside; how many."""
    status = await (connection.execute(_ONE, key) if key else connection.execute(_FAILED))
    return int(status.split()[-1])


def _sources(name: str) -> list[Path]:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        return []
    origin = Path(spec.origin)
    if spec.submodule_search_locations is None:
        return [origin]
    return [path for path in origin.parent.rglob("*") if path.suffix in {".py", ".csv", ".yaml"}]
