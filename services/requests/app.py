"""Wiring of the requests service."""

from chassis.ledger_service import ledger_service
from chassis.spec import Spec
from contracts.topics import APPLICATIONS, INTAKE
from services.requests.after import after
from services.requests.api import Api
from services.requests.fold import fold
from services.requests.store import register

SPEC = Spec(
    "requests", "requests.application", INTAKE["requests"], APPLICATIONS, fold, after=after, register=register
)

service = ledger_service(SPEC, lambda context: Api(context.pool).routes())
