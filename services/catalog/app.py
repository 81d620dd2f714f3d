"""Wiring of the catalog service."""

from chassis.folding import Spec
from chassis.ledger_service import ledger_service
from contracts.topics import DOCUMENTS, INTAKE
from services.catalog.fold import fold

SPEC = Spec("catalog", "catalog.document", INTAKE["catalog"], DOCUMENTS, fold)

service = ledger_service(SPEC)
