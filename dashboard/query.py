"""Query parameters: read strictly, refused with field, value and rule.

Parameters that no page knows are passed over, because messengers add their own to shared links.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from starlette.datastructures import QueryParams

from contracts.fields import PATTERN_ORG
from dashboard import periods
from dashboard.board import KINDS, Board
from dashboard.periods import Period

LONGEST = 200
"""Characters that may be searched for."""

C = TypeVar("C", bound=str)


class BadQueryError(Exception):
    """A parameter that cannot be used; ``rule`` names a text of the catalog, ``allowed`` what would do."""

    def __init__(self, field: str, value: str, rule: str, allowed: Sequence[str] = ()) -> None:
        super().__init__(f"{field}: {rule}")
        self.field = field
        self.value = value if len(value) <= 60 else value[:60] + "…"
        self.rule = rule
        self.allowed = list(allowed)


def value_of(params: QueryParams, field: str) -> str | None:
    """The value of a parameter that stands at most once; an empty one counts as none, as forms send it."""
    values = params.getlist(field)
    if len(values) > 1:
        raise BadQueryError(field, ", ".join(values), "rule.once")
    return values[0] if values and values[0] else None


def choice(params: QueryParams, field: str, allowed: Sequence[C], default: C) -> C:
    """One of a list of words."""
    value = value_of(params, field)
    if value is None:
        return default
    for word in allowed:
        if word == value:
            return word
    raise BadQueryError(field, value, "rule.choice", allowed)


def county(params: QueryParams, board: Board) -> str | None:
    """A county of the board; the one with most reporting units by default, None while there is none."""
    known = [item.slug for item in board.counties()]
    return choice(params, "county", known, known[0]) if known else None


def period(params: QueryParams, default: Period) -> Period:
    """A month, quarter or year; one without rows is a good question too, its answer is silence."""
    value = value_of(params, "period")
    return default if value is None else _period(value)


def any_period(params: QueryParams) -> Period | None:
    """A period, if one is asked for."""
    value = value_of(params, "period")
    return None if value is None else _period(value)


def year(params: QueryParams, default: int) -> int:
    """A year with four digits."""
    value = value_of(params, "year")
    if value is None:
        return default
    if not re.fullmatch(r"[0-9]{4}", value) or value == "0000":
        raise BadQueryError("year", value, "rule.year")
    return int(value)


def org(params: QueryParams) -> str | None:
    """An organisation's slug, if one is asked for."""
    value = value_of(params, "org")
    if value is not None and not re.fullmatch(PATTERN_ORG, value):
        raise BadQueryError("org", value, "rule.org")
    return value


def roster(params: QueryParams) -> str:
    """A kind of units, if one is asked for; else empty."""
    return choice(params, "roster", ("", *KINDS), "")


def words(params: QueryParams) -> str:
    """What is searched for; empty when nothing is."""
    value = (value_of(params, "q") or "").strip()
    if len(value) > LONGEST:
        raise BadQueryError("q", value, "rule.words")
    return value


def page(params: QueryParams) -> int:
    """A page number, counted from one."""
    value = value_of(params, "page")
    if value is None:
        return 1
    if not re.fullmatch(r"[1-9][0-9]{0,5}", value):
        raise BadQueryError("page", value, "rule.page")
    return int(value)


def _period(value: str) -> Period:
    try:
        return periods.parse(value)
    except ValueError:
        raise BadQueryError("period", value, "rule.period") from None
