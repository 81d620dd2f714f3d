"""网站栏目: whether a column of a site is kept fresh."""

from services.publishing.column.fold import fold

__all__ = ["fold"]
