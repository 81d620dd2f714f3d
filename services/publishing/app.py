"""Wiring of the publishing service: its families, and a page of its own over what stands behind the catalog."""

from chassis.ledger.service import ledger_service
from chassis.organisations import MIGRATIONS, register
from services.publishing.api import Api

service = ledger_service(
    "publishing",
    lambda context, _: Api(context.reading).routes(),
    register=register,
    migrations=[MIGRATIONS],
)
