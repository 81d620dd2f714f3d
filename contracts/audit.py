"""审计: who did what, and when. Each service's entries form a chain, and are sent to a topic for the operator alone.

The hash of an entry covers the hash before it and the entry in one form, so that one that is changed, taken out or put in
breaks the chain; a chain that is made anew differs from what lies on the topic.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Final

from contracts.fields import DATE, BusModel, described

AUDIT: Final = "audit.record.v1"
"""Type of the record about an entry; its key is the service."""

FIRST: Final = "0" * 64
"""What stands for the hash before the first entry."""

CHAIN: Final = ("previous", "sha256")
"""What a record has beside its entry."""


class Action(StrEnum):
    """What was done."""

    REFERENCES_LOADED = "references.loaded"
    DAYS_PUBLISHED = "days.published"
    CALENDAR_LOADED = "calendar.loaded"
    PROFILE_LOADED = "profile.loaded"
    RUBRIC_LOADED = "rubric.loaded"
    ORGANISATION_ADDED = "organisation.added"
    ORGANISATION_CHANGED = "organisation.changed"
    ORGANISATION_RENAMED = "organisation.renamed"
    ORGANISATION_MOVED = "organisation.moved"
    ORGANISATION_CLOSED = "organisation.closed"
    KEY_MADE = "key.made"
    TOKEN_MADE = "token.made"  # noqa: S105  # the name of an act
    TOKEN_ROTATED = "token.rotated"  # noqa: S105  # the name of an act
    TOKEN_REVOKED = "token.revoked"  # noqa: S105  # the name of an act
    REPORT_ISSUED = "report.issued"
    LETTER_REPLAYED = "dead_letter.replayed"
    SUBJECTS_REFOLDED = "subjects.refolded"
    WEBHOOK_SET = "webhook.set"
    WEBHOOK_PAUSED = "webhook.paused"
    WEBHOOK_REMOVED = "webhook.removed"
    WEBHOOK_REPLAYED = "webhook.replayed"
    SHEET_SENT = "sheet.sent"


ACTION_NAMES: Mapping[Action, str] = {
    Action.REFERENCES_LOADED: "随程序载入参照",
    Action.DAYS_PUBLISHED: "人工开启日期",
    Action.CALENDAR_LOADED: "载入放假安排",
    Action.PROFILE_LOADED: "载入县级口径",
    Action.RUBRIC_LOADED: "载入评分细则",
    Action.ORGANISATION_ADDED: "增加单位",
    Action.ORGANISATION_CHANGED: "更改单位",
    Action.ORGANISATION_RENAMED: "单位更名",
    Action.ORGANISATION_MOVED: "单位改变主管部门或者所属县",
    Action.ORGANISATION_CLOSED: "撤销单位",
    Action.KEY_MADE: "发放Kafka密钥",
    Action.TOKEN_MADE: "发放令牌",
    Action.TOKEN_ROTATED: "更换令牌",
    Action.TOKEN_REVOKED: "作废令牌",
    Action.REPORT_ISSUED: "印发报告",
    Action.LETTER_REPLAYED: "重取死信",
    Action.SUBJECTS_REFOLDED: "重算事项",
    Action.WEBHOOK_SET: "设置推送",
    Action.WEBHOOK_PAUSED: "暂停推送",
    Action.WEBHOOK_REMOVED: "取消推送",
    Action.WEBHOOK_REPLAYED: "重发推送",
    Action.SHEET_SENT: "报送表格",
}

DETAILS: Final = frozenset(
    {
        "calendars",
        "change",
        "changes",
        "county",
        "ends_on",
        "facts",
        "forced",
        "from_day",
        "full_name",
        "kind",
        "measures",
        "name",
        "number",
        "on",
        "org",
        "organisations",
        "outcome",
        "overlap_days",
        "profiles",
        "refused",
        "replacing",
        "rows",
        "rubrics",
        "sha256",
        "subjects",
        "successor",
        "supervisor",
        "to_day",
        "types",
        "url",
        "valid_from",
        "valid_to",
        "version",
        "year",
    }
)
"""What an entry may say beside its subject: counts, codes, days, digests, names of organisations and tokens, a webhook's host.

Nothing of what facts say, and no secret.
"""


class AuditEntry(
    BusModel, title="审计条目", meaning="an act of the office, of a unit or of a program: who, what, when."
):
    service: str = described("程序", "program that did it")
    number: int = described("序号", "place in the program's chain, from 1", ge=1)
    day: date | None = described("日期", "the day that it was for the program; none before the first", unit=DATE)
    at: str = described("时刻", "moment by the database's clock, UTC")
    by: str = described("身份", "office, unit, test, nobody or program")
    org: str = described("单位", "organisation for which it was done; empty for the office and for programs")
    token: str = described("令牌编号", "public id of the token; empty where there was none")
    name: str = described("持有人", "whose token it is, as the office wrote it")
    action: str = described("行为", "what was done, e.g. report.issued; versions to come do other things, too")
    subject: str = described("对象", "what it was done to: a slug, a version, a report, a place in a topic, or a key")
    details: dict[str, str] = described("细目", "counts, codes, days, digests and names of organisations, by name")


class AuditRecord(AuditEntry, title="审计记录", meaning="an act: who did what and when, with its place in the chain."):
    previous: str = described("前一摘要", "hash of the entry before; 64 zeros for the first", pattern=r"^[0-9a-f]{64}$")
    sha256: str = described("摘要", "hash over the one before and this entry", pattern=r"^[0-9a-f]{64}$")


def written(entry: Mapping[str, Any]) -> str:
    """The one form of an entry that its hash covers: sorted JSON without spaces, and without what belongs to the chain."""
    plain = {name: value for name, value in entry.items() if name not in CHAIN}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def link(previous: str, text: str) -> str:
    """The hash of the entry ``text`` that follows on ``previous``, hex."""
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
