"""公开事项目录: what the facts about a row of the standard catalog come to."""

from services.catalog.item.fold import fold

__all__ = ["fold"]
