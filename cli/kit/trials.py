"""Which samples a unit can try out, and what the door says of each: the frozen ones and those made from them, under the unit's name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from cli.checking import Ground
from cli.emitting import HEADERS
from contracts.envelope import ABOUT
from contracts.families import FAMILIES
from contracts.generator.samples import HAND_MADE, Sample, invalid, valid
from contracts.topics import inbox
from services.gateway.door import judge
from services.gateway.records import Inbound, Refused, Units

ACCEPTED = ""
"""The code of what is accepted."""

_SPEAKER = re.compile(rb'("source": "/orgs/)[a-z0-9-]+')


class Trial(NamedTuple):
    """A record that a unit can send to its test inbox, and the code with which it is refused; ``path`` is its place in the kit."""

    path: PurePosixPath
    value: bytes
    code: str


def trials(org: str, ground: Ground) -> list[Trial]:
    """The samples of every fact: all valid ones, and of each type one invalid for each code.

    Left out is what depends on more than the record: about units that ``org`` does not supervise, dated after the day of ``ground``,
    naming organisations that its registry does not have. Raises ``Stop`` for an unknown organisation.
    """
    units = ground.units(org)
    supervised = next((slug for slug, unit in sorted(units.by_org.items()) if unit.supervisor == org), None)
    made = (*_accepted(org, supervised), *_refused(org))
    return [trial for trial in made if _judged(trial.value, org, ground, units) == trial.code]


def _accepted(org: str, supervised: str | None) -> Iterator[Trial]:
    for name in FAMILIES.messages:
        for sample in valid(name):
            event = json.loads(_spoken_by(org, sample))
            if ABOUT in event and supervised is not None:
                event[ABOUT] = supervised
            # Samples of a type share ids, and one of another content would be refused as such.
            event["id"] = f"kit.{name}.{sample.name}"
            value = json.dumps(event, ensure_ascii=False, indent=2).encode()
            yield Trial(PurePosixPath("accepted", name, sample.path.name), value, ACCEPTED)


def _refused(org: str) -> Iterator[Trial]:
    for name in (*FAMILIES.messages, *HAND_MADE):
        first = {sample.code: sample for sample in reversed(invalid(name))}
        for code, sample in sorted(first.items()):
            yield Trial(PurePosixPath("refused", name, sample.path.name), _spoken_by(org, sample), code)


def _spoken_by(org: str, sample: Sample) -> bytes:
    return _SPEAKER.sub(rb"\g<1>" + org.encode(), sample.raw, count=1)


def _judged(value: bytes, org: str, ground: Ground, units: Units) -> str:
    """The code with which the door refuses it today, as far as the record alone decides."""
    verdict = judge(Inbound(value, HEADERS, inbox(org, test=True), 0, 0), org, ground.today, units)
    return verdict.refusal.code if isinstance(verdict, Refused) else ACCEPTED
