"""Wiring of the requests service: its families, and pages of its own over applications and the annual tables."""

from chassis.ledger.service import ledger_service
from chassis.organisations import MIGRATIONS, register
from services.requests.api import Api

service = ledger_service(
    "requests",
    lambda context, ledger: Api(context.reading, ledger).routes(),
    register=register,
    migrations=[MIGRATIONS],
)
