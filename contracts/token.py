"""Tokens: with which the county office and organisations are known on HTTP. Only their digests are stored and told."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from contracts.fields import DATE, PATTERN_ORG, BusModel, described

TOKEN = "registry.token.v1"  # noqa: S105  # the type of a message

PATTERN_TOKEN_ID = r"^[a-z0-9]{12}$"  # noqa: S105  # the form of ids
"""The public part of a token."""

PATTERN_SHA256 = r"^[0-9a-f]{64}$"


class TokenKind(StrEnum):
    """For whom a token stands."""

    OFFICE = "office"
    UNIT = "unit"
    TEST = "test"


class Token(
    BusModel, title="令牌", meaning="a token that holds; never its secret, only the digest by which it is known."
):
    id: str = described("编号", "public: it may stand in logs and lists", pattern=PATTERN_TOKEN_ID)
    kind: TokenKind = described("种类", "office, unit, or test: judged and counted nowhere")
    org: str | None = described(
        "单位代号",
        "organisation it speaks for; none of the office",
        default=None,
        pattern=PATTERN_ORG,
        max_length=80,
    )
    name: str = described("名称", "whose it is, as the office wrote it", min_length=1, max_length=100)
    made_on: date = described("签发日", "the gateway's day on which it was made", unit=DATE)
    ends_on: date | None = described("截止日", "last day on which it holds; left out, no end", unit=DATE, default=None)
    sha256: str = described("摘要", "SHA-256 of the whole token, in hex", pattern=PATTERN_SHA256)
    last: str = described("末四位", "last four characters of the token", min_length=4, max_length=4)
