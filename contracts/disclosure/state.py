"""How a piece of information stands: where it is public, since when, and what is missing."""

from __future__ import annotations

from datetime import date

from contracts.fields import DATE, BusModel, described
from contracts.state import SubjectState
from law.codes import Attribute, Channel


class Publication(BusModel, title="发布记录", meaning="one disclosure through one channel."):
    channel: Channel = described("公开渠道", "where")
    published_on: date = described("发布日期", "first day on this channel", unit=DATE)
    url: str | None = described("网址", "address", default=None)


class Shown(BusModel, title="公开期间", meaning="days on which the information was public."):
    since: date = described("起", "first day", unit=DATE)
    until: date | None = described("止（当日不计）", "day of taking down; absent while it is public", unit=DATE)


class DisclosureState(
    SubjectState,
    title="公开事项",
    meaning="a piece of information and its disclosure, as the publishing service keeps it.",
):
    attribute: Attribute | None = described("公开属性", "from the formation, else from the document", default=None)
    formed_on: date | None = described("形成日期", "formation or latest change", unit=DATE, default=None)
    published_on: date | None = described("首次发布日期", "first disclosure", unit=DATE, default=None)
    publications: list[Publication] = described("发布记录", "first disclosure per channel, ordered by day and channel")
    withdrawn_on: date | None = described(
        "撤下日期", "day of taking down; absent while it is public", unit=DATE, default=None
    )
    withdrawn_reason: str | None = described("撤下原因", "why it is down", default=None)
    annulled_on: date | None = described(
        "撤销日期",
        "day from which the decision that it shows is void, where nothing was formed since",
        unit=DATE,
        default=None,
    )
    channels_missing: list[Channel] = described(
        "未发布渠道",
        "channels on which the newest formation must be shown and is not yet, where the county asks for all of them",
        default_factory=list,
    )
    completed_on: date | None = described(
        "全部公开日期",
        "day on which the newest formation was public on every channel that is asked for",
        unit=DATE,
        default=None,
    )
    item: str | None = described("目录事项", "catalog item that it answers to, <issuer>:<number>", default=None)
    take_down_from: date | None = described(
        "最早撤下日期",
        "first day on which it may be taken down, where the limit sets a display period",
        unit=DATE,
        default=None,
    )
    take_down_by: date | None = described(
        "最迟撤下日期",
        "last day by which it must be taken down, where the formation, the county or an annulment sets one",
        unit=DATE,
        default=None,
    )
    shown: list[Shown] = described("公开期间", "by day, where it answers to an item; the newest", default_factory=list)
    published_days: list[date] = described(
        "发布日", "days with a publication, where it answers to an item; the newest", unit=DATE, default_factory=list
    )
    formed_days: list[date] = described(
        "形成变更日",
        "days of formation or change, where it answers to an item; the newest",
        unit=DATE,
        default_factory=list,
    )
    working_days: int | None = described(
        "公开用时",
        "working days from the formation whose duty the first disclosure met; 0 when early",
        unit="working days",
        default=None,
    )
