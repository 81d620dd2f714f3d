"""New-media accounts (政务新媒体账号) of one unit's simulated year: opened, posting, some of them silent.

Only units that publish much have any. Each habit below is drawn for a unit or an account by itself.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from demo.steps import FIRST, LAST, Step
from demo.titles import MARK
from demo.year import Course, Slip, UnitYear

_PLATFORMS = {"微信": "weixin", "微博": "weibo", "抖音": "douyin"}
"""Platform → how subjects on it begin."""

FEW, MANY = 120, 220
"""Items a year from which on a unit has one account, or two."""

SAME_PLATFORM, UNFILED, SILENT, RENAMED, MOVED, CLOSED = 0.25, 0.15, 0.1, 0.15, 0.1, 0.15
"""Both accounts on one platform; of accounts: opened without filing, fallen silent, renamed, moved, closed."""

VERIFIED, FAULTY, INCIDENTS, UNIT_RENAMED = 0.9, 0.1, 0.04, 0.15
"""Of accounts: verified, checked with something wrong, with an incident, of a unit that has another name."""

PAUSE = 0.01
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
    written += _posts(year, subject, opened_on, ends_on)
    return written + _looked_at(year, subject, opened_on, ends_on) + _unit_renamed(year, subject, name, ends_on)


def _looked_at(year: UnitYear, subject: str, opened_on: date, ends_on: date) -> list[Step]:
    """Verified soon after the opening; checked once, with something wrong now and then; rarely an incident."""
    make, rng = year.make, year.rng
    written: list[Step] = []
    if rng.random() < VERIFIED:
        on = make.later(opened_on, 0, 20)
        written.append(make.step(subject, "verified", on, verified_on=on, verified_as=year.unit.name))
    on = make.later(opened_on, 20, 100)
    if on < ends_on:
        wrong = rng.random() < FAULTY
        written.append(make.step(subject, "checked", on, checked_on=on, interactive=not wrong, bought_fans=False))
        if wrong:
            again = make.later(on, 15, 40)
            written.append(make.step(subject, "checked", again, part="checked-2", checked_on=again, interactive=True))
    on = make.later(opened_on, 30, 120)
    if on < ends_on and rng.random() < INCIDENTS:
        righted = make.later(on, 0, 3)
        written.append(make.step(subject, "incident", on, occurred_on=on, kind="严重表述错误", number="1"))
        written.append(make.step(subject, "resolved", righted, resolved_on=righted, number="1"))
    return written


def _unit_renamed(year: UnitYear, subject: str, name: str, ends_on: date) -> list[Step]:
    """The unit of a few accounts has another name, which the account takes on at once or far too late."""
    make, rng = year.make, year.rng
    on = make.weekday(date(LAST.year, 5, 6), date(LAST.year, 8, 31))
    if on >= ends_on or rng.random() >= UNIT_RENAMED:
        return []
    named: dict[str, Any] = {"name": f"{year.unit.name}（新名）{MARK}"}
    follows_on = make.later(on, *rng.choice(((3, 15), (3, 15), (40, 60))))
    followed: dict[str, Any] = {"name": f"{name}新名{MARK}", "announced_on": follows_on, "filed_on": follows_on}
    return [
        make.step(subject, "unit_renamed", on, renamed_on=on, **named),
        make.step(subject, "renamed", follows_on, part="renamed-unit", renamed_on=follows_on, **followed),
    ]


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
