"""目录落实: what a unit has behind a row of the catalog that obliges it."""

from services.publishing.entry.fold import fold

__all__ = ["fold"]
