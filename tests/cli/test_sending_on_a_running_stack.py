"""Sending facts to the stack that runs: what is judged, refused, waited for, and stopped in the middle."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from cli.bus import open_bus
from cli.target import find
from contracts.topics import notices
from deploy import runtime
from tests.cli.running import ORG, environment, event, gongkai, ndjson
from tests.deploy.waiting import until

pytestmark = pytest.mark.servers
OTHER = "fengjie-minzhengju"
"""Another unit than that whose numbers other tests look at."""


def test_an_organisation_without_an_inbox_is_named_with_its_likely_spelling(march: Path) -> None:
    done = gongkai("emit", "--org", "fengjie-caizhenju", "-", cwd=march, stdin=b"{}\n")
    assert done.returncode == 2
    assert f"did you mean {ORG} (奉节县财政局)" in done.stderr
    in_chinese = gongkai("emit", "--org", "奉节县财政局", "-", cwd=march, stdin=b"{}\n")
    assert (in_chinese.returncode, f"did you mean {ORG}" in in_chinese.stderr) == (2, True)


def test_a_file_is_judged_without_being_sent_as_it_is_judged_when_it_is_sent(march: Path) -> None:
    of_other = partial(event, org=OTHER)
    lines = [
        b"\xef\xbb\xbf" + of_other("c1", "application.received", "c1", "2026-02-27", received_on="2026-02-27"),
        of_other("c2", "application.received", "c1", "2026-02-27", received_on="2027-02-27", applicant_kind="natural"),
        event("c3", "account.opened", "c1", "2026-02-27", org="wushan-x"),
        b"{broken",
        of_other("c4", "application.registered", "c4", "2026-02-27", registered_on="2026-02-27"),
        of_other("c4", "application.registered", "c4", "2026-02-27", registered_on="2026-02-26"),
        of_other(
            "c5", "application.received", "c5", "2026-02-27", received_on="2026-02-27", applicant_kind="13800138000"
        ),
    ]
    (march / "mixed.ndjson").write_bytes(ndjson(lines))
    checked = gongkai("check", "--org", OTHER, "mixed.ndjson", "--json", cwd=march)
    again = gongkai("check", "--org", OTHER, "mixed.ndjson", "--json", cwd=march)
    assert checked.returncode == 3, checked.stderr
    assert again.stdout == checked.stdout, "nothing was sent, so nothing was known"
    assert "nothing was sent" in checked.stderr
    sent = gongkai("emit", "--org", OTHER, "mixed.ndjson", "--json", cwd=march)
    shown = ("line", "code", "field", "value", "rule", "remedy", "fact")
    by_check, by_door = (
        [{name: refusal[name] for name in shown} for refusal in map(json.loads, done.stdout.splitlines())]
        for done in (checked, sent)
    )
    assert by_check == by_door
    assert [refusal["line"] for refusal in by_door] == [1, 2, 3, 4, 6, 7]
    assert "13800138000" not in checked.stdout


def test_a_correction_of_a_fact_that_nobody_sent_is_named(march: Path) -> None:
    def corrected(fact_id: str, subject: str, fact: str) -> bytes:
        data = {"published_on": "2026-02-11", "channel": "政府网站"}
        about = {"fact": fact, "fact_type": "disclosure.published.v1", "data": data, "reason": "日期有误"}
        return event(fact_id, "fact.corrected", subject, "2026-02-12", OTHER, **about)

    lines = [
        event("1", "disclosure.published", "i1", "2026-02-10", OTHER, published_on="2026-02-10", channel="政府网站"),
        corrected("u1", "i1", "1"),
        corrected("u2", "i1", "no-such"),
        corrected("u3", "nobody", "1"),
    ]
    done = gongkai("emit", "--org", OTHER, "-", "--json", cwd=march, stdin=ndjson(lines))
    assert (done.returncode, done.stderr.splitlines()[-1]) == (0, "4 accepted, 0 refused"), done.stderr
    verdicts = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(each["line"], each["code"], each["value"]) for each in verdicts] == [
        (3, "amendment.unknown_fact", "no-such"),
        (4, "amendment.unknown_fact", "1"),
    ]


def test_ctrl_c_in_the_middle_says_what_was_sent_and_that_sending_again_is_safe(march: Path) -> None:
    wrong = event("s-x", "disclosure.published", "s", "2026-02-10", OTHER, published_on="2036-02-10", channel="报刊")
    many = [
        event(
            f"s{n}", "disclosure.published", f"s{n % 5}", "2026-02-10", OTHER, published_on="2026-02-10", channel="报刊"
        )
        for n in range(500)
    ]
    (march / "many.ndjson").write_bytes(ndjson([wrong, *many]))
    stack = runtime.read(march / ".gongkai")
    assert stack is not None
    told_before = end_of(march, notices(OTHER))
    # A service stands still, so that the command waits for its judgement when the signal comes.
    os.kill(stack.pids["publishing"], signal.SIGSTOP)
    try:
        with subprocess.Popen(
            [sys.executable, "-m", "cli", "emit", "--org", OTHER, "many.ndjson", "--json"],
            cwd=march,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        ) as sending:
            until(lambda: end_of(march, notices(OTHER)) > told_before, "the wrong line is refused", 300)
            sending.send_signal(signal.SIGINT)
            refusals, shown = sending.communicate(timeout=300)
    finally:
        os.kill(stack.pids["publishing"], signal.SIGCONT)
    assert sending.returncode == 130, shown.decode()
    assert json.loads(refusals)["code"] == "date.future"
    assert "501 lines sent, 501 of them acknowledged; 1 refused so far" in shown.decode()
    assert "Sending the file again is safe" in shown.decode()
    again = gongkai("emit", "--org", OTHER, "many.ndjson", cwd=march)
    assert (again.returncode, again.stdout.splitlines()[-1]) == (3, "500 accepted, 1 refused")


def end_of(home: Path, topic: str) -> int:
    """How many records a topic of one partition has."""

    async def end() -> int:
        async with open_bus(find(home / ".gongkai")) as bus:
            return sum((await bus.ends([topic])).values())

    return asyncio.run(end())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'[\n{"a": 1},\n{"a": 2}\n]\n', "the file is a JSON array"),
        (b'\xef\xbb\xbf\n[{"a": 1}]', "the file is a JSON array"),
        (b'{\n  "a": 1\n}\n', "spread over several lines"),
        ("{}\n".encode("utf-16"), "the file is in UTF-16"),
    ],
)
def test_a_file_of_another_form_is_refused_before_anything_is_sent(march: Path, content: bytes, words: str) -> None:
    done = gongkai("emit", "--org", ORG, "-", cwd=march, stdin=content)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert "Nothing was sent" in done.stderr
