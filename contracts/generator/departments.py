"""The channels of a department: what it sends and what it is told, and the same for its tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from contracts import topics
from contracts.generator.channel import DEPARTMENT, TESTER, Channel
from contracts.generator.messages import Bus
from contracts.notices import JUDGED


def departments(bus: Bus) -> Iterator[Channel]:
    """A department's inbox and notices, and the same for its tests."""
    inbox = Channel(
        topics.inbox("{org}"),
        "部门收件",
        "What a department says has happened; only it may write here, by Kafka itself or by way of the gateway's HTTP.",
        "anything; the subject is best",
        "sent",
        tuple(bus.families.messages),
        (DEPARTMENT, "gateway"),
        ("gateway",),
    )
    notices = Channel(
        topics.notices("{org}"),
        "部门通知",
        "What the department is told about what it sent, and about its dates.",
        "none",
        "notice",
        tuple(name for contract in bus.of_kind("notice") for name in contract.types if name != JUDGED),
        ("gateway", *bus.families.services),
        (DEPARTMENT, "gateway"),
    )
    yield from (inbox, notices)
    yield replace(
        inbox,
        address=topics.inbox("{org}", test=True),
        title="部门试投",
        says="What a department tries out: judged as what lies in its inbox, and passed on to nobody.",
        senders=_testing(inbox.senders),
    )
    yield replace(
        notices,
        address=topics.notices("{org}", test=True),
        title="试投结论",
        says="The verdict on each record of the test inbox.",
        messages=(JUDGED,),
        senders=("gateway",),
        receivers=_testing(notices.receivers),
    )


def _testing(parties: tuple[str, ...]) -> tuple[str, ...]:
    """The parties of a channel for tests: a department tries things out under another name."""
    return tuple(TESTER if party == DEPARTMENT else party for party in parties)
