"""公开事项: what the facts about a piece of information, and the document it is, come to."""

from services.publishing.disclosure.fold import fold

__all__ = ["fold"]
