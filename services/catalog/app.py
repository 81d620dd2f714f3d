"""Wiring of the catalog service."""

from chassis.ledger_service import ledger_service
from chassis.spec import Spec
from contracts.topics import DOCUMENTS, INTAKE
from services.catalog.fold import fold

SPEC = Spec("catalog", "catalog.document", INTAKE["catalog"], DOCUMENTS, fold)

service = ledger_service(SPEC)
