"""``python -m services NAME serve|migrate``: one process of one service."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec

from chassis.ledger.service import ledger_service
from chassis.service import Service
from contracts.families import FAMILIES

OTHERS = ("gateway", "metrics", "assessment")
"""Services that keep no subjects."""


def service(name: str) -> Service:
    """The service of this name: its own wiring where it has one, else that of its families. ValueError for a stranger."""
    if name not in (*FAMILIES.services, *OTHERS):
        raise ValueError(f"no service {name!r}; there are {', '.join((*OTHERS, *FAMILIES.services))}")
    if find_spec(f"services.{name}") and find_spec(f"services.{name}.app"):
        wired: Service = import_module(f"services.{name}.app").service
        return wired
    return ledger_service(name)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(f"give a service: {', '.join((*OTHERS, *FAMILIES.services))}")
    try:
        chosen = service(sys.argv.pop(1))
    except ValueError as error:
        sys.exit(str(error))
    chosen.command()(prog_name=f"python -m services {chosen.name}")
