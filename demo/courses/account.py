"""New-media accounts (政务新媒体账号) of one unit's simulated year: opened, posting, some of them silent.

Only units that publish much have any. Each habit below is drawn for a unit or an account by itself.
"""

from __future__ import annotations

from datetime import date, timedelta

from demo.steps import FIRST, LAST, Step
from demo.titles import MARK
from demo.year import Course, Slip, UnitYear

_PLATFORMS = {"微信": "weixin", "微博": "weibo", "抖音": "douyin"}
"""Platform → how subjects on it begin."""

FEW, MANY = 120, 220
"""Items a year from which on a unit has one account, or two."""

SAME_PLATFORM, UNFILED, SILENT, RENAMED, MOVED, CLOSED = 0.25, 0.15, 0.15, 0.15, 0.1, 0.15
"""Both accounts on one platform; of accounts: opened without filing, fallen silent, renamed, moved, closed."""

PAUSE = 0.02
"""After how many posts an account pauses for longer than the two weeks that are allowed."""


def steps(year: UnitYear) -> list[Step]:
    """Facts of the unit's accounts."""
    count = (year.share.published >= FEW) + (year.share.published >= MANY)
    platforms = year.rng.sample(list(_PLATFORMS), count)
    if count > 1 and year.rng.random() < SAME_PLATFORM:
        platforms = [platforms[0]] * count
    written: list[Step] = []
    for number, platform in enumerate(platforms, start=1):
        written += _account(year, f"{_PLATFORMS[platform]}-{number}", platform, f"{year.unit.name}{number}号")
    return written


def _account(year: UnitYear, subject: str, platform: str, name: str) -> list[Step]:
    opened_on = year.make.weekday(FIRST, date(LAST.year, 4, 30))
    ends_on = LAST
    written = [_opened(year, subject, opened_on, platform, name)]
    if year.rng.random() < RENAMED:
        written.append(_renamed(year, subject, opened_on, name))
    if year.rng.random() < MOVED:
        on = year.make.later(opened_on, 60, 200)
        written.append(year.make.step(subject, "changed", on, changed_on=on, filed_on=on, what="平台迁移"))
    if year.rng.random() < CLOSED:
        ends_on = year.make.later(opened_on, 120, 240)
        told_on = year.make.earlier(ends_on, 5, 20)
        written.append(
            year.make.step(subject, "closed", ends_on, closed_on=ends_on, filed_on=told_on, announced_on=told_on)
        )
    elif year.rng.random() < SILENT:
        ends_on = year.make.later(opened_on, 30, 180)
    return written + _posts(year, subject, opened_on, ends_on)


def _opened(year: UnitYear, subject: str, on: date, platform: str, name: str) -> Step:
    filed_on = None if year.rng.random() < UNFILED else year.make.earlier(on, 0, 10)
    consented_on = year.make.earlier(filed_on or on, 0, 20)
    return year.make.step(
        subject,
        "opened",
        on,
        opened_on=on,
        platform=platform,
        name=name + MARK,
        consented_on=consented_on,
        filed_on=filed_on,
    )


def _renamed(year: UnitYear, subject: str, opened_on: date, name: str) -> Step:
    on = year.make.later(opened_on, 60, 200)
    announced_on = on if year.rng.random() < 0.7 else None
    return year.make.step(subject, "renamed", on, renamed_on=on, name=f"{name}发布{MARK}", announced_on=announced_on)


def _posts(year: UnitYear, subject: str, opened_on: date, until: date) -> list[Step]:
    """A post every few days until that day, now and then none for weeks."""
    written: list[Step] = []
    slowest = year.rng.choice((4, 7, 10, 13))
    on = opened_on
    while on < until:
        gap = year.rng.randint(15, 40) if year.rng.random() < PAUSE else year.rng.randint(1, slowest)
        on += timedelta(days=gap)
        if on <= until:
            part = f"posted-{len(written) + 1}"
            written.append(year.make.step(subject, "posted", on, part=part, posted_on=on))
    return written


COURSE = Course(
    steps,
    {
        "opened": Slip("opened_on", "platform", tuple(_PLATFORMS), 0.3),
        "posted": Slip("posted_on"),
        "closed": Slip("closed_on"),
    },
)
