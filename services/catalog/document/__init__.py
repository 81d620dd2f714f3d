"""公文: what the facts about a document come to."""

from services.catalog.document.fold import fold
from services.catalog.document.item import asks

__all__ = ["asks", "fold"]
