"""公文: what the facts about a document come to."""

from services.catalog.document.fold import fold

__all__ = ["fold"]
