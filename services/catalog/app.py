"""Wiring of the catalog service: its families, and pages of its own over the items of the catalogs."""

from chassis.ledger.service import ledger_service
from services.catalog.api import Api

service = ledger_service("catalog", lambda context, ledger: Api(context.pool, ledger).routes())
