"""Wiring of the publishing service; it answers to the documents that the catalog keeps."""

from chassis.ledger_service import ledger_service
from chassis.spec import Spec
from contracts.topics import DISCLOSURES, DOCUMENTS, INTAKE
from services.publishing.fold import fold

SPEC = Spec(
    "publishing",
    "publishing.disclosure",
    INTAKE["publishing"],
    DISCLOSURES,
    fold,
    reference_topic=DOCUMENTS,
    reference_kind="catalog.document",
)

service = ledger_service(SPEC)
