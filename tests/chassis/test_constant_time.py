"""How long an answer takes tells nothing of a token: digests of one length are compared as a whole, whether it is known or not."""

from __future__ import annotations

import contextlib
import hmac

import pytest

from chassis.access.refused import RefusedError
from chassis.access.text import new
from chassis.access.tokens import Tokens
from tests import office
from tests.tokens import token

UNIT = new()
DIGEST = 64
"""Hexadecimal digits of a SHA-256."""


@pytest.mark.parametrize(
    "sent",
    [UNIT.text, UNIT.text[:-1], UNIT.text[:-43] + "x" * 43, new().text, "gk_", office.KEY[:-1], office.KEY + "0"],
    ids=["right", "cut short", "another secret", "unknown", "no token", "almost the office's", "longer"],
)
def test_every_token_that_is_sent_costs_the_same_comparisons(sent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = Tokens(office.SHA256)
    tokens.known = {UNIT.id: token(UNIT)}
    compared: list[tuple[int, int]] = []
    compare = hmac.compare_digest

    def noted(left: str, right: str) -> bool:
        compared.append((len(left), len(right)))
        return compare(left, right)

    monkeypatch.setattr(hmac, "compare_digest", noted)
    with contextlib.nullcontext() if sent == UNIT.text else pytest.raises(RefusedError):
        tokens.caller(f"Bearer {sent}")
    with_the_office_and_with_a_token = [(DIGEST, DIGEST)] * 2
    assert compared == with_the_office_and_with_a_token
