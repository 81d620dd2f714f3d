"""What people send about webhooks: where to deliver, and what to deliver again."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

from contracts import topics
from contracts.fields import DATE, PATTERN_ORG, PATTERN_URL, BusModel, Date, described
from contracts.generator.channels import channels
from services.gateway.rules import WITHHELD, RuleError

PATTERN_MESSAGE = r"^msg_[0-9a-f]{32}$"
"""A ``webhook-id`` as this gateway writes it."""

_VISIBLE = re.compile(r"[\x21-\x7e]+").fullmatch


class WebhookWish(BusModel, title="推送设置", meaning="where the notices of an organisation are delivered to."):
    org: str = described("单位代号", "organisation whose notices are delivered", pattern=PATTERN_ORG, max_length=80)
    url: str = described("网址", "where they are posted to", pattern=PATTERN_URL, max_length=1_000)
    types: list[str] = described(
        "通知种类", "types that are delivered; empty: all", default_factory=list, max_length=50
    )
    new_secret: bool = described("更换密钥", "whether a new secret takes the place of the old one", default=False)


class ReplayWish(BusModel, title="重发要求", meaning="which notices are delivered once more: one, or all from one on."):
    message: str | None = described("通知编号", "its webhook-id", pattern=PATTERN_MESSAGE, default=None)
    following: bool = described("连同其后", "whether all that follow it are delivered again, too", default=False)
    since: Date | None = described(
        "自何日", "instead of a notice: the day of the first delivery that is repeated", unit=DATE, default=None
    )


def check(wish: WebhookWish) -> None:
    """RuleError where an address is none that notices can be posted to, or a type is none of a notice."""
    if not _can_be_posted_to(wish.url):
        raise RuleError(
            "field.value",
            "url",
            WITHHELD,
            name="网址",
            expected="http 或者 https 网址，不含用户名、密码、#、空格和汉字",
            expected_en="an address with http or https, without user, password, fragment, spaces or letters beyond ASCII",
        )
    if unknown := sorted(set(wish.types) - kinds()):
        known = "、".join(sorted(kinds()))
        raise RuleError(
            "field.value",
            "types",
            ", ".join(unknown),
            name="通知种类",
            expected=f"其中之一：{known}",
            expected_en="types of notices, as listed before",
        )


def origin(url: str) -> str:
    """What may be said of an address where it is kept for ever: a path or a query may hold a secret of the receiver's."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@cache
def kinds() -> frozenset[str]:
    """Types of the notices that an organisation may get."""
    address = topics.notices("{org}")
    return frozenset(name for channel in channels() if channel.address == address for name in channel.messages)


def _can_be_posted_to(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    return bool(
        _VISIBLE(url)
        and parts.scheme in {"http", "https"}
        and parts.hostname
        and port != 0
        and "@" not in parts.netloc
        and "#" not in url
    )
