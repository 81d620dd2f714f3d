#!/usr/bin/env python3
"""把本目录的样例送到试投收件箱，逐条核对结论 / sends the samples to the test inbox and compares every verdict.

Python 3.9 or newer, nothing to install. See README.md beside this file.

    GONGKAI_GATEWAY_URL=https://… GONGKAI_TOKEN=gk_… python3 try_out.py      over HTTP, with a test token
    kcat … -C -t …notices-test … | python3 try_out.py --verdicts     verdicts on what kcat has sent, one a line

Ends with 0 when all were judged as expected, 1 when some were not, 2 when nothing could be tried out.
"""

from __future__ import annotations

import csv
import hashlib
import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
STRUCTURED = "application/cloudevents+json"
TRIES = 20


class Staying(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: it would make a GET of a POST, and hand the token to whoever is named."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Nothing is asked for instead, so that the answer itself is an error."""


OPENER = urllib.request.build_opener(Staying)


def expected() -> dict[str, str]:
    """Each file, and the code with which it is refused; empty: it is accepted."""
    with (HERE / "expected.csv").open(encoding="utf-8", newline="") as lines:
        return {line["file"]: line["code"] for line in csv.DictReader(lines)}


def ask(url: str, token: str, value: bytes | None = None) -> tuple[int, dict[str, object]]:
    """The status and the JSON of an answer; a server that asks for patience gets it."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": STRUCTURED}
    for _ in range(TRIES):
        # Anew each time: behind a proxy one that was used before asks for another address.
        request = urllib.request.Request(url, data=value, headers=headers)  # noqa: S310  # the address is the user's own
        try:
            with OPENER.open(request, timeout=60) as answer:
                return answer.status, read(answer.read())
        except urllib.error.HTTPError as error:
            body = error.read()
            if 300 <= error.code < 400:
                raise stopped(moved(url, error.headers.get("Location", ""))) from error
            if error.code not in (429, 503):
                return error.code, read(body)
            patience = error.headers.get("Retry-After", "")
            time.sleep(int(patience) if patience.isdecimal() else 1)
    raise stopped(f"{url} 一直没有空 / has asked for patience {TRIES} times; try again later")


def moved(url: str, location: str) -> str:
    """What to do where ``url`` is answered with a redirect to ``location``."""
    elsewhere = urllib.parse.urljoin(url, location)
    address, path, _ = elsewhere.partition("/v1/")
    if path and address != url.partition("/v1/")[0]:
        return f"{url} 转到 {elsewhere}，GONGKAI_GATEWAY_URL 请改为 {address} / is elsewhere: use the address {address} instead"
    return f"{url} 转到 {elsewhere}，不是收件处 / leads to {elsewhere}, which is no gateway: ask the office for the gateway's address"


def read(body: bytes) -> dict[str, object]:
    """What an answer says of itself; a proxy's may be no JSON."""
    try:
        return dict(json.loads(body))
    except (TypeError, ValueError):
        return {}


def over_http(files: Iterable[str]) -> dict[str, str]:
    """What the door says of each file, sent one by one."""
    url, token = (os.environ.get(name, "").strip() for name in ("GONGKAI_GATEWAY_URL", "GONGKAI_TOKEN"))
    url = url.rstrip("/")
    if not url or not token:
        raise stopped(
            "先设好 GONGKAI_GATEWAY_URL 和 GONGKAI_TOKEN / set GONGKAI_GATEWAY_URL and GONGKAI_TOKEN (a test token) first"
        )
    if not url.startswith(("https://", "http://")):
        raise stopped(
            "GONGKAI_GATEWAY_URL 要以 https:// 或 http:// 开头 / begin GONGKAI_GATEWAY_URL with https:// or http://"
        )
    status, answer = ask(f"{url}/v1/notices?limit=1", token)
    if status != 200:
        raise stopped(f"{url}: {status} {answer.get('detail', '')}")
    if not str(answer.get("topic", "")).endswith("-test"):
        raise stopped("这不是试投令牌，什么也没有发出 / this is no test token; nothing was sent")
    verdicts = {}
    for file in files:
        status, answer = ask(f"{url}/v1/events", token, (HERE / file).read_bytes())
        verdicts[file] = "" if status in (200, 201) else str(answer.get("code", f"HTTP {status}"))
    return verdicts


def of_notices(files: Iterable[str], lines: Iterable[bytes]) -> dict[str, str]:
    """What the verdicts on ``lines``, UTF-8 in any locale, say of each file, known by its SHA-256; the newest counts."""
    codes = {}
    for number, line in enumerate(lines, start=1):
        verdict = read(line)
        if "sha256" in verdict:
            refusal = verdict.get("refusal")
            codes[str(verdict["sha256"])] = str(refusal["code"]) if isinstance(refusal, dict) else ""
        elif line.strip():
            raise stopped(
                f"第 {number} 行不是结论 / line {number} is no verdict: read the test topic of notices, one a line"
            )
    digests = {file: hashlib.sha256((HERE / file).read_bytes()).hexdigest() for file in files}
    return {file: codes.get(digest, "没有结论 / no verdict") for file, digest in digests.items()}


def report(wanted: dict[str, str], verdicts: dict[str, str]) -> int:
    """Print what differs; the exit status."""
    different = [file for file, code in wanted.items() if verdicts[file] != code]
    for file in different:
        print(f"{file}: 应为 expected {wanted[file] or '接受 accepted'}，实为 was {verdicts[file] or '接受 accepted'}")
    print(f"符合预期 as expected: {len(wanted) - len(different)} / {len(wanted)}")
    return 1 if different else 0


def stopped(reason: str) -> SystemExit:
    """The end, with its reason."""
    sys.stderr.write(f"{reason}\n")
    return SystemExit(2)


def main(arguments: list[str]) -> int:
    """The program; its exit status."""
    wanted = expected()
    if arguments == ["--verdicts"]:
        return report(wanted, of_notices(wanted, sys.stdin.buffer))
    if arguments:
        raise stopped(str(__doc__))
    try:
        return report(wanted, over_http(wanted))
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise stopped(f"{os.environ['GONGKAI_GATEWAY_URL']}: {getattr(error, 'reason', error)}") from error


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
