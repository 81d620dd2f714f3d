"""Wiring of the requests service."""

from chassis.folding import Spec
from chassis.ledger_service import ledger_service
from contracts.topics import APPLICATIONS, INTAKE
from services.requests.fold import fold

SPEC = Spec("requests", "requests.application", INTAKE["requests"], APPLICATIONS, fold)

service = ledger_service(SPEC)
