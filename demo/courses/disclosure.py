"""Disclosures (主动公开) of one unit's simulated year: some late, some never, some on several channels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from demo.catalog import displayed
from demo.displays import beside, elsewhere, expiring
from demo.items import Item
from demo.steps import Step
from demo.titles import item_title
from demo.year import Course, Slip, UnitYear
from law.codes import Channel

_CHANNELS = {
    Channel.WEBSITE: 70,
    Channel.NOTICE_BOARD: 10,
    Channel.SOCIAL: 8,
    Channel.SERVICE_CENTRE: 3,
    Channel.READING_POINT: 2,
    Channel.SERVICE_STATION: 2,
    Channel.GAZETTE: 2,
    Channel.BROADCAST: 1,
    Channel.NEWSPAPER: 1,
    Channel.PUSH: 1,
}
"""How often each is chosen, in a hundred."""

TAKEN_DOWN, UNDONE = 0.006, 0.02
"""Of the published items: taken down again. Of further disclosures: told by mistake and withdrawn."""

CUT_SHORT = 0.15
"""Of what has to be shown for some days: taken down before they are over."""

CHANGED, NOT_ANEW, ANEW_LATE = 0.02, 0.03, 0.08
"""Of the disclosed items: changed later; of the changes, at units of ordinary care: not disclosed anew, or late."""


def steps(year: UnitYear) -> list[Step]:
    """Facts of all public items; documents are formed by their signature, which is told of the document."""
    written: list[Step] = list(expiring(year))
    for earlier in year.earlier:
        if earlier.disclosed_on is not None:
            on = earlier.disclosed_on
            written.append(year.make.step(earlier.subject, "published", on, published_on=on, channel=Channel.WEBSITE))
    for item in year.items:
        if item.formed_on is not None and not item.is_document:
            written.append(_formed(year, item, item.formed_on))
        if item.published_on is not None:
            shown = _published(year, item, item.published_on)
            written += shown
            if item.formed_on is not None and not item.undone:
                written += _afterwards(year, item, item.published_on, [str(step.data["channel"]) for step in shown])
    return written


def _afterwards(year: UnitYear, item: Item, published_on: date, used: list[str]) -> list[Step]:
    """Published on the other channels of its row; then taken down, changed, or left where it is."""
    everywhere = list(elsewhere(year, item, published_on, used))
    if item.row in displayed() and year.rng.random() < CUT_SHORT:
        down = _taken_down(year, item.subject, published_on, 6)
    elif year.rng.random() < TAKEN_DOWN:
        down = _taken_down(year, item.subject, published_on)
    elif year.rng.random() < CHANGED:
        return [*everywhere, *_changed(year, item, published_on)]
    else:
        return [*everywhere, *beside(year, item, published_on)]
    return [*(step for step in everywhere if step.on < down.on), down]


def _formed(year: UnitYear, item: Item, on: date) -> Step:
    title = item_title(year.unit, on, year.rng)
    return year.make.step(
        item.subject,
        "formed",
        on,
        undone=item.undone,
        formed_on=on,
        attribute=item.attribute,
        title=title,
        item=item.row or None,
    )


def _published(year: UnitYear, item: Item, on: date) -> list[Step]:
    """The first disclosure, now and then more of them on other channels."""
    count = year.rng.choices((1, 2, 3), (82, 15, 3))[0]
    channels: list[Channel] = []
    while len(channels) < count:
        drawn = year.rng.choices(list(_CHANNELS), list(_CHANNELS.values()))[0]
        if drawn not in channels:
            channels.append(drawn)
    days = [on, *sorted(year.make.later(on, 0, 12) for _ in channels[1:])]
    return [
        year.make.step(
            item.subject,
            "published",
            day,
            part=f"published-{number}",
            undone=item.undone or ("渠道误报" if number > 1 and year.rng.random() < UNDONE else ""),
            published_on=day,
            channel=channel,
        )
        for number, (day, channel) in enumerate(zip(days, channels, strict=True), start=1)
    ]


def _changed(year: UnitYear, item: Item, published_on: date) -> Iterator[Step]:
    """What it says is another thing from some day on, the same day even; mostly it is disclosed anew, late or in time."""
    on = year.make.later(max(published_on, item.formed_on or published_on), 0, 120)
    changed = _formed(year, item, on)
    # Later in the day than what is told of it at office hours.
    yield replace(changed, part="changed", minute=18 * 60)
    if not year.slips(NOT_ANEW):
        again = year.make.later(on, *((30, 60) if year.slips(ANEW_LATE) else (0, 6)))
        channel = year.rng.choice(list(_CHANNELS))
        yield year.make.step(
            item.subject, "published", again, part="published-anew", published_on=again, channel=channel
        )
        yield from elsewhere(year, item, again, [channel], "anew-on")


def _taken_down(year: UnitYear, subject: str, published_on: date, most: int = 120) -> Step:
    """Some weeks later, at most so many days, or on the very day."""
    on = published_on if year.rng.random() < 0.2 else year.make.later(published_on, 3, most)
    return year.make.step(subject, "withdrawn", on, part="taken-down", withdrawn_on=on, reason="内容有误，撤下更正")


COURSE = Course(
    steps,
    {"formed": Slip("formed_on"), "published": Slip("published_on", "channel", tuple(Channel), 0.4)},
)
