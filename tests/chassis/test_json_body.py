"""The object in a request's body: what no table holds, and what breaks a reader, is refused as a ValueError."""

from __future__ import annotations

import pytest

from chassis.json_body import object_in


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"7",
        b"[]",
        b"null",
        b"{",
        b"\xff\xfe",
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": 1e999}',
        b'{"a": "\\u0000"}',
        b'{"\\u0000": 1}',
        b'{"a": "\\ud800"}',
        b"[" * 50_000,
        b'{"a":' * 50_000,
        b'{"a": ' + b"9" * 5_000 + b"}",
    ],
)
def test_what_is_no_plain_object_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="the body is"):
        object_in(content)


def test_a_plain_object_is_given_as_it_is() -> None:
    content = '{"org": "fengjie-caizhengju", "名": "财政局 😀", "n": [1, 2.5, true, null]}'
    assert object_in(content.encode()) == {
        "org": "fengjie-caizhengju",
        "名": "财政局 😀",
        "n": [1, 2.5, True, None],
    }
