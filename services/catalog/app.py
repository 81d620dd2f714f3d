"""Wiring of the catalog service: its families, and pages of its own over the items of the catalogs and annual table 二."""

from chassis.ledger.service import ledger_service
from chassis.organisations import MIGRATIONS, register
from services.catalog.api import Api

service = ledger_service(
    "catalog",
    lambda context, ledger: Api(context.reading, ledger).routes(),
    register=register,
    migrations=[MIGRATIONS],
)
