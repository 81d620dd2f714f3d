"""Organisations come, change and go by command while everything runs, and their keys with them."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiokafka.errors import KafkaConnectionError, TopicAuthorizationFailedError

from contracts.topics import inbox, notices
from tests.cli.running import event, gongkai, today
from tests.cli.test_keys_on_a_running_stack import address_of, send
from tests.deploy.test_identities import read, write

pytestmark = pytest.mark.servers

OLD, FOLLOWER = "fengjie-xinfangju-cs", "fengjie-shegongbu-cs"


def done(march: Path, *words: str) -> str:
    """Runs ``gongkai orgs …``, which must succeed; its output."""
    ran = gongkai("orgs", *words, cwd=march)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def entry(march: Path, org: str) -> dict[str, Any]:
    return dict(json.loads(done(march, "show", org, "--json")))


def scored(march: Path, org: str, period: str) -> Any:
    """The sheet of ``org``, when all that was sent is counted and scored; None for none."""
    assert gongkai("wait", cwd=march).returncode == 0
    answer = gongkai("score", period, "--org", org, "--json", cwd=march)
    return json.loads(answer.stdout)["sheet"] if answer.returncode == 0 else None


def add(march: Path, org: str, name: str, *more: str) -> str:
    return done(march, "add", org, "--name", name, "--kind", "部门", "--county", "fengjie", *more)


async def test_a_unit_is_added_renamed_moved_and_merged_and_what_it_sent_in_time_is_taken(march: Path) -> None:
    last = today(march)
    assert add(march, FOLLOWER, "社会工作部", "--since", f"{last + timedelta(31)}") == (
        f"{FOLLOWER} added; its topics and rights are there\n"
    )
    assert add(march, OLD, "信访局", "--code", "统一社会信用代码=11500236008653XXXX") == (
        f"{OLD} added; its topics and rights are there\n"
    )
    own = address_of(done(march, "key", OLD))
    fact = {"title": "甲", "drafted_on": "2026-02-02"}
    await send(own, OLD, event("merge-1", "document.drafted", "merge-a", "2026-02-02", OLD, **fact))

    assert done(march, "rename", OLD, "群众工作局") == f"{OLD} has another name\n"
    assert done(march, "move", OLD, "--supervisor", FOLLOWER) == f"{OLD} moved\n"
    assert done(march, "close", OLD, "--on", f"{last + timedelta(400)}", "--successor", FOLLOWER) == (
        f"{OLD} has its last day on {last + timedelta(400)}; its rights end on the day after\n"
    )
    await send(own, OLD, event("merge-2", "document.drafted", "merge-b", "2026-02-02", OLD, **fact))
    before, yesterday = scored(march, OLD, f"{last.year}"), last - timedelta(1)
    assert before is not None
    assert scored(march, OLD, f"{last:%Y-%m}") is not None
    assert scored(march, FOLLOWER, f"{last:%Y-%m}") is None, "a successor has no scores before its first day"
    closed = done(march, "close", OLD, "--on", f"{yesterday}", "--successor", FOLLOWER)
    assert closed == f"{OLD} is closed with {yesterday}: its rights have ended, and all that it had sent was read\n"

    with pytest.raises(KafkaConnectionError):
        await send(own, OLD, event("merge-3", "document.drafted", "merge-c", "2026-02-02", OLD, **fact))
    assert scored(march, OLD, f"{last.year}") == before, "what was scored stays the old unit's"
    for subject, fact_id in (("merge-a", "merge-1"), ("merge-b", "merge-2")):
        assert fact_id in gongkai("show", OLD, subject, cwd=march).stdout
    shown = entry(march, OLD)
    assert [past["change"] for past in shown["history"]] == ["added", "renamed", "moved", "closed", "closed"]
    assert (shown["standing"], shown["successor"], shown["name"]) == ("closed", FOLLOWER, "群众工作局")
    words = done(march, "show", OLD)
    assert "状态：已撤销" in words
    assert "编码：统一社会信用代码 11500236008653XXXX" in words
    assert yesterday.isoformat() in done(march, "list", OLD)
    refused = gongkai("orgs", "key", OLD, cwd=march)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert f"{OLD} was closed with {yesterday}" in refused.stderr
    line = event("merge-4", "document.drafted", "merge-d", "2026-02-02", OLD, **fact)
    checked = gongkai("check", "-", "--org", OLD, "--json", cwd=march, stdin=line)
    assert (checked.returncode, "identity.org_closed" in checked.stdout) == (3, True), checked.stderr


async def test_a_key_for_tests_reaches_the_test_inbox_and_nothing_else(march: Path) -> None:
    org = "fengjie-shijibu-cs"
    add(march, org, "试用局")
    real, tests = address_of(done(march, "key", org)), address_of(done(march, "key", org, "--test"))
    assert tests.user == f"{org}.test"
    await write(tests, inbox(org, test=True))
    await read(tests, notices(org, test=True))
    for topic in (inbox(org), inbox("fengjie-caizhengju"), inbox("fengjie-caizhengju", test=True)):
        with pytest.raises(TopicAuthorizationFailedError):
            await write(tests, topic)
    with pytest.raises(TopicAuthorizationFailedError):
        await write(real, inbox(org, test=True))
    await write(real, inbox(org))


def test_what_is_wrong_is_said_with_what_to_do(march: Path) -> None:
    for words, code, why in (
        (("close", "nowhere", "--on", "2026-01-31"), 1, "nowhere is not in the registry"),
        (("close", FOLLOWER, "--on", "soon"), 2, "'soon' is not a day that exists"),
        (("close", "fengjie-caizhengju", "--on", "2026-01-31", "--successor", "nobody"), 1, "successor: nobody is not"),
        (("move", "fengjie-caizhengju"), 2, "say where to"),
        (("move", "fengjie-caizhengju", "--county", "nowhere"), 1, "county: nowhere has no organisation"),
        (("rename", "nowhere", "甲"), 1, "nowhere is not in the registry"),
        (("show", "nowhere"), 1, "nowhere is not in the registry"),
        (
            ("add", "a-new", "--name", "甲", "--kind", "部门", "--county", "nowhere"),
            1,
            "nowhere is new to the registry",
        ),
        (("add", "a-new", "--name", "甲", "--kind", "局", "--county", "fengjie"), 1, "kind"),
        (("add", "A_new", "--name", "甲", "--kind", "部门", "--county", "fengjie"), 1, "org"),
        (("add", "a-new", "--name", "甲", "--kind", "部门", "--county", "fengjie", "--code", "1"), 2, "--code: give"),
    ):
        ran = gongkai("orgs", *words, cwd=march)
        assert (ran.returncode, ran.stdout) == (code, ""), ran
        assert why in ran.stderr
