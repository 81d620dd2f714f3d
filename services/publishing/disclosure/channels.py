"""Channels that the catalog requires: each is confirmed by itself, and it is complete when all are (公开渠道和载体)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from chassis.case import Case
from contracts.disclosure import PUBLISH_EVERYWHERE, DisclosurePublished
from law.codes import Channel
from services.publishing.disclosure.catalog import Catalog
from services.publishing.disclosure.course import Course, Owed, Step
from services.publishing.disclosure.deadline import deadline

_CHANNELS = {channel.value: channel for channel in Channel}


class Confirmed(NamedTuple):
    """How far the newest formation has come: what is missing, and the day on which nothing was."""

    missing: list[Channel]
    completed_on: date | None


def publish_everywhere(case: Case, catalog: Catalog, went: Course) -> Confirmed:
    """A duty for each formation whose item names channels, where the county asks for all of them.

    A publication confirms its channel for what was formed before it; the first formation may be published early. Taken
    down, annulled or no longer public, it need not be shown anywhere else.
    """
    confirmed = Confirmed([], None)
    by_channel: dict[str, list[Step]] = {}
    for step in went.publications:
        assert isinstance(step.data, DisclosurePublished)
        by_channel.setdefault(step.data.channel, []).append(step)
    for owed in went.owed:
        confirmed = _owe(case, catalog, went, owed, by_channel)
    return confirmed


def _owe(case: Case, catalog: Catalog, went: Course, owed: Owed, by_channel: dict[str, list[Step]]) -> Confirmed:
    newest = owed.formations[-1]
    asked = case.profile.applies(PUBLISH_EVERYWHERE, owed.opened_on)
    required = catalog.channels(newest.item, newest.on) if asked else []
    if not required:
        return Confirmed([], owed.met_by.on if owed.met_by else None)
    early = owed.met_by is not None and owed.met_by.place < owed.formations[0].place
    since = owed.met_by if early and owed.met_by else owed.formations[0]
    on = {name: _first(by_channel.get(name, ()), since) for name in required}
    ended = _first(went.endings, owed.met_by or owed.formations[0])
    shown = [step for step in on.values() if step is not None and (ended is None or step.place <= ended.place)]
    last = max(shown, key=lambda step: step.place) if len(shown) == len(required) else None
    settled = last or ended
    case.owe(
        PUBLISH_EVERYWHERE,
        owed.opened_on,
        met_on=last.on if last else None,
        ended_on=ended.on if ended else None,
        facts=[*owed.formed_by, *(last.facts if last else [])],
        **deadline(case, catalog, owed, settled.on if settled else None, always=True),
    )
    if last is not None or ended is not None:
        return Confirmed([], last.on if last else None)
    return Confirmed([_CHANNELS[name] for name, step in on.items() if step is None and name in _CHANNELS], None)


def _first(steps: Sequence[Step], since: Step) -> Step | None:
    """The first of the steps, which are in their order, that does not stand before ``since``."""
    at = bisect_left(steps, since.place, key=lambda step: step.place)
    return steps[at] if at < len(steps) else None
