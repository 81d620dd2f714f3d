"""Bodies as senders may send them: zipped, broken, too large, too deep, of another kind; each is answered in words."""

from __future__ import annotations

import gzip
import json
from typing import Any

import httpx
import pytest

from tests import office
from tests.gateway.http.asked import AS_A_BATCH, AS_LINES, AS_STRUCTURED, Gateway, answers, fact, lines

pytestmark = pytest.mark.servers

ZIPPED = {"content-encoding": "gzip"}


def problem(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a problem."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    assert answer.json()["status"] == answer.status_code
    assert answer.json()["detail"][0].isalnum(), "a sentence, also where no field is at fault"
    return answer.status_code, answer.json().get("code", "")


def test_a_zipped_body_is_taken_and_so_are_several_that_were_put_together(gateway: Gateway) -> None:
    zipped = gzip.compress(json.dumps(fact("zip-1")).encode())
    assert gateway.post("/v1/events", zipped, AS_STRUCTURED | ZIPPED).status_code == 201
    several = gzip.compress(lines([fact("zip-2")])) + gzip.compress(lines([fact("zip-3")]))
    answer = gateway.post("/v1/events", several, AS_LINES | ZIPPED)
    assert [each["status"] for each in answers(answer)] == [201, 201]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"no gzip", "内容不是 gzip"),
        (gzip.compress(json.dumps(fact("zip-4")).encode())[:-9], "gzip 内容不完整"),
        (b"", "gzip"),
    ],
    ids=["none", "cut off", "empty"],
)
def test_a_broken_zip_is_told(gateway: Gateway, body: bytes, words: str) -> None:
    answer = gateway.post("/v1/events", body, AS_STRUCTURED | ZIPPED)
    assert problem(answer) == (400, "http.gzip")
    assert words in answer.text


def test_what_came_before_a_break_is_answered_and_the_break_is_the_last_line(gateway: Gateway) -> None:
    # As a sender's connection tears them: whole members, and half of one.
    body = gzip.compress(lines([fact(f"torn-{number}") for number in range(450)])) + gzip.compress(b"x" * 99)[:9]
    answer = gateway.post("/v1/events", body, AS_LINES | ZIPPED)
    *taken, last = answers(answer)
    assert (answer.status_code, last["status"], last["code"]) == (400, 400, "http.gzip")
    assert [each["status"] for each in taken] == [201] * 450


def test_a_zip_bomb_is_not_unpacked(gateway: Gateway) -> None:
    for filling in (b"\n", b" "):
        # A member of a MiB many times over, so that it is quickly made: 4 GiB.
        bomb = gzip.compress(filling * 2**20, 1) * 4096
        for headers in (AS_LINES, AS_STRUCTURED, AS_A_BATCH):
            status, code = problem(gateway.post("/v1/events", bomb, headers | ZIPPED))
            assert (status, code) in {(413, "http.too_large"), (413, "http.line_too_long")}, headers


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip, gzip", "zstd"])
def test_another_encoding_is_not_taken(gateway: Gateway, encoding: str) -> None:
    answer = gateway.post("/v1/events", b"x", AS_STRUCTURED | {"content-encoding": encoding})
    assert problem(answer) == (415, "http.encoding")


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", ""],
)
def test_another_content_type_is_not_taken(gateway: Gateway, kind: str) -> None:
    answer = gateway.post("/v1/events", json.dumps(fact("kind-1")).encode(), {"content-type": kind})
    assert problem(answer) == (415, "http.media_type")


def test_an_empty_body_is_told(gateway: Gateway) -> None:
    for headers in (AS_STRUCTURED, AS_A_BATCH, {"content-type": "application/json"}):
        assert problem(gateway.post("/v1/events", b"", headers)) == (422, "json.invalid")
    for body in (b"", b"\n \n"):
        assert problem(gateway.post("/v1/events", body, AS_LINES)) == (400, "http.empty")


def test_what_is_too_large_is_told_by_the_door_or_by_the_page(gateway: Gateway) -> None:
    large = fact("large-1", data={"received_on": "2026-03-05", "note": "x" * 300_000})
    answer = gateway.send(large)
    assert problem(answer) == (422, "value.too_large")
    larger = fact("large-1", data={"note": "x" * 1_100_000})
    assert problem(gateway.send(larger)) == (413, "http.too_large")
    first, *_, last = answers(gateway.post("/v1/events", lines([fact("large-2"), large, larger]), AS_LINES))
    assert (first["status"], last["code"]) == (201, "http.line_too_long")
    assert problem(gateway.post("/v1/events", b" " * 9_000_000, AS_A_BATCH)) == (413, "http.too_large")
    assert problem(gateway.post("/v1/events", b"\n" * 200_001, AS_LINES)) == (413, "http.too_large")


def test_lines_without_an_end_are_no_lines(gateway: Gateway) -> None:
    def endless() -> Any:
        for _ in range(80):
            yield b"x" * 65_536

    answer = gateway.http.post(
        "/v1/events", content=endless(), headers=AS_LINES | office.bearer(gateway.token("fengjie-caizhengju"))
    )
    assert problem(answer) == (413, "http.line_too_long")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"[" * 100_000, "json.too_deep"),
        (b"[" + b'{"a":' * 60 + b"1" + b"}" * 60 + b"]", ""),
        (b'[{"id": NaN}]', "json.nan"),
        (b"[{", "json.invalid"),
        (b"\xff\xfe[\x00]\x00", "utf8.invalid"),
        (b'{"id": 1}', "http.batch"),
    ],
    ids=["deep", "deep in one", "nan", "cut off", "utf-16", "no list"],
)
def test_a_batch_that_cannot_be_read_is_told(gateway: Gateway, body: bytes, code: str) -> None:
    answer = gateway.post("/v1/events", body, AS_A_BATCH)
    if code:
        assert problem(answer)[1] == code
    else:
        assert [each["code"] for each in answer.json()["results"]] == ["json.too_deep"]


def test_deep_json_is_refused_by_the_door(gateway: Gateway) -> None:
    body = json.dumps(fact("deep-1"))[:-1] + ', "x": ' + "[" * 5_000 + "]" * 5_000 + "}"
    assert problem(gateway.post("/v1/events", body.encode(), AS_STRUCTURED)) == (422, "json.too_deep")


def test_a_wrong_number_is_told(gateway: Gateway) -> None:
    for wrong in (
        "after=x",
        "after=-2",
        "after=1e3",
        "after=" + "9" * 30,
        "after=",
        "limit=0",
        "limit=1001",
        "limit=１",
    ):
        assert problem(gateway.get(f"/v1/notices?{wrong}")) == (400, "http.parameter"), wrong
    assert problem(gateway.get("/v1/notices", **{"last-event-id": "x"})) == (400, "http.parameter")
