"""政府网站: what fails a site, and how fresh its home page is."""

from contracts.column import COLUMN
from services.publishing.site.columns import Column
from services.publishing.site.fold import fold

__all__ = ["READS", "fold"]

READS = {COLUMN.kind: Column}
"""What it reads of others' states; see chassis.ledger.flowing."""
