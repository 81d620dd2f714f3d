"""The limits of the law, in working days."""

from __future__ import annotations

from datetime import date

FROM_2019 = date(2019, 5, 15)
"""令711号 is in force from here; before it the 条例 of 2008 (令492号)."""

REGISTER, CORRECT = 1, 7
"""条例第四十五条 (no limit in it: the product's default), 第三十条."""

OPINION, PAY = 15, 20
"""条例第三十二、三十四条; 国办函〔2020〕109号."""

UNCONFIRMED = 5
"""After which an application that nobody confirmed is counted as forgotten: the product's default."""

CORRECTION = 15
"""What an applicant has where the notice sets no period: 江苏省 answer norms, passed on nationwide 2020-01-10."""

ARCHIVED_BY = (6, 30)
"""Of the year after the end: the product's default."""


def in_force(on: date) -> tuple[int, int]:
    """How long an answer may take after ``on``, and by how much that can be extended, by the law of that day."""
    return (20, 20) if on >= FROM_2019 else (15, 15)
