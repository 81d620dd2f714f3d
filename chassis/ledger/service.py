"""The wiring that every service of subjects shares: a ledger behind a consumer, a sweeper, the pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from starlette.routing import BaseRoute

from chassis.ledger import code
from chassis.ledger.ledger import Ledger, Register
from chassis.ledger.pages import SubjectPages
from chassis.ledger.sending import LedgerOutbox
from chassis.ledger.sweep import Sweeper
from chassis.patience import NotYetError
from chassis.service import Context, Parts, Service
from contracts.families import FAMILIES, Families
from contracts.topics import CALENDARS, DAYS, ORGS, PROFILES, intake, states

Routes = Callable[[Context, Ledger], Sequence[BaseRoute]]


def _no_routes(_: Context, __: Ledger) -> Sequence[BaseRoute]:
    return ()


def ledger_service(
    name: str,
    routes: Routes = _no_routes,
    *,
    register: Register | None = None,
    migrations: Sequence[str] = (),
    families: Families = FAMILIES,
) -> Service:
    """A service whose difference from the others is its families, and for some its own pages and tables."""

    async def wire(context: Context) -> Parts:
        ledger = Ledger(name, context.drill, families=families, register=register)
        async with context.pool.acquire() as connection:
            newest = await code.number(connection, code.digest(name, families))
            if newest is None:
                raise NotYetError(f"this version of {name} was never migrated; run its migrate command first")
            ledger.fold_number = newest
            await code.meet(connection, list(families.messages))
        sweeper = Sweeper(ledger, context.pool, families.upstream(name))
        ledger.on_commit(context.relay.wake)
        ledger.on_work(sweeper.wake)
        return Parts(
            handler=ledger,
            topics=[
                intake(name),
                DAYS,
                CALENDARS,
                PROFILES,
                *map(states, families.upstream(name)),
                *([ORGS] if register else []),
            ],
            takes={states(upstream): families.taken(name) for upstream in families.upstream(name)},
            routes=[*SubjectPages(ledger, context.pool, context.reading, families).routes(), *routes(context, ledger)],
            counts=lambda: dict(ledger.counts),
            tasks=[sweeper.run],
        )

    return Service(
        name,
        ["chassis.sql", "chassis.sql.ledger", *migrations],
        wire,
        LedgerOutbox,
        entered=lambda connection: code.enter(connection, code.digest(name, families)),
    )
