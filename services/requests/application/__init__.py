"""依申请公开: what the facts about an application come to."""

from services.requests.application.fold import fold

__all__ = ["fold"]
