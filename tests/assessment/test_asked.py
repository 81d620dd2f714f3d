"""What is posted for a step of a report: refused with field, value, rule and remedy."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.requests import Request

from services.assessment.api import _asked


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "county: is lacking"),
        (b"[]", "county: is lacking"),
        (b'"2026"', "county: is lacking"),
        (b'{"county": 1}', "county: is lacking or no text"),
        (b"xx", "malformed"),
        (b'{"county": "c", "kind": "weekly", "period": "2026-01"}', "there are monthly, quarterly, annual"),
        (b'{"county": "c", "kind": "monthly", "period": "2026-13"}', "a period is a month"),
        (b'{"county": "c", "kind": "monthly", "period": "2026-01", "number": true}', "give a whole number"),
    ],
)
async def test_what_names_no_step_is_refused_with_words(body: bytes, words: str) -> None:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    with pytest.raises(ValueError, match=words):
        await _asked(Request({"type": "http", "method": "POST", "headers": []}, receive))
