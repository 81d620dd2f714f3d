"""补正事项: what an application must contain (条例第二十九条第二款)."""

from __future__ import annotations

from enum import StrEnum


class Part(StrEnum):
    """What an application must contain."""

    NAME = "name"
    IDENTITY = "identity"
    CONTACT = "contact"
    DESCRIPTION = "description"
    FORM = "form"


REQUIRED: dict[str, str] = {
    "name": "申请人的姓名或者名称",
    "identity": "身份证明",
    "contact": "联系方式",
    "description": "申请公开的政府信息的名称、文号或者便于查询的其他特征性描述",
    "form": "申请公开的政府信息的形式要求，包括获取信息的方式、途径",
}
"""Part → its words in the law. Only whether a part is there is ever recorded, never the part itself."""
