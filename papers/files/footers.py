"""What stands under a table and is none of it: sums, notes, signatures."""

from __future__ import annotations

import re

from papers.files.spelling import plain

_BEGINNINGS = re.compile(
    r"^[(]?(?:备?注|说明|填表|制表|审核|联系|单位负责|填报|审批|合计|小计|共计|总计|第.{1,4}页|注意)"
)
_NUMBER = re.compile(r"^[^:]*\d[^:页\d]*$")


def begins_as_footer(text: str) -> bool:
    """Whether a row's first cell begins as the foot of a paper does."""
    return _BEGINNINGS.match(plain(text)) is not None


def is_numbered(text: str) -> bool:
    """Whether a cell may be a row's own number, as 注册-12 is, and is no note that begins with the same word."""
    return _NUMBER.match(plain(text)) is not None
