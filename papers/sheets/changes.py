"""What a file changes of what was told before: new facts, corrections that say so, withdrawals that were asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec
from pydantic import ValidationError

from contracts.amendments import CORRECTED, WITHDRAWN
from contracts.fields import BusModel
from papers.sheets.forms import Step
from papers.sheets.identity import Place, written
from papers.sheets.kept import with_kept
from papers.sheets.rows import Row
from papers.sheets.telling import Telling


class What(StrEnum):
    """What a message does."""

    NEW = "新报"
    CORRECTED = "更正"
    WITHDRAWN = "撤回"


@dataclass(frozen=True)
class Standing:
    """A fact of a sheet as it stands: told, corrected so often, or withdrawn."""

    subject: str
    generation: int
    amendments: int
    data: Mapping[str, Any] | None
    """None once it was withdrawn."""
    last: datetime
    """Time of the newest of its records; the next one is later."""


Known = Mapping[Place, Standing]


@dataclass(frozen=True)
class Change:
    """A field that a correction changes."""

    title: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Message:
    """A record to be sent."""

    what: What
    step: Step
    subject: str
    id: str
    type: str
    data: dict[str, Any]
    rows: tuple[Row, ...]
    changes: tuple[Change, ...] = ()
    after: datetime | None = None
    """It must be later than this one: of several corrections the last by time counts."""


@dataclass
class Plan:
    """The messages of a file, in the order in which a life goes, and what stands already.

    Those of refused rows are among them, as far as they can be read, so that the door says what else is wrong.
    """

    messages: list[Message] = field(default_factory=list)
    unchanged: int = 0
    """Facts that stand as the file has them."""


def plan(rows: Iterable[Row], tellings: Sequence[Telling], known: Known) -> Plan:
    """What would have to be sent."""
    made = Plan()
    for telling in tellings:
        if telling.readable:
            messages = list(_of_telling(telling, known.get(telling.place)))
            made.messages += messages
            made.unchanged += not messages and not telling.refused
    places = {telling.place for telling in tellings}
    for row in rows:
        if not row.refused:
            made.messages += _withdrawals(row, known)
            _look_for_emptied(row, known, places)
    # 撤回 in several rows of one fact is one withdrawal; facts of two families may have one id.
    made.messages = list({(message.step.family, message.id): message for message in made.messages}.values())
    made.messages.sort(key=lambda message: message.step.place_in_life)
    return made


def _of_telling(telling: Telling, standing: Standing | None) -> Iterator[Message]:
    if standing is None or standing.data is None:
        yield _new(telling, standing)
    elif standing.subject != telling.subject:
        # A happening that was told of another subject: taken back there, told here.
        yield _withdrawal(telling.step, telling.place, standing, telling.rows, telling.row.reason)
        yield _new(telling, standing)
    else:
        data = with_kept(telling, standing.data)
        if changes := tuple(_changes(telling.step.model, standing.data, data)):
            yield _correction(telling, standing, data, changes)


def _new(telling: Telling, standing: Standing | None) -> Message:
    generation = standing.generation + 1 if standing else 1
    return Message(
        What.NEW,
        telling.step,
        telling.subject,
        written(telling.place, generation, 0),
        telling.step.fact_type,
        telling.data,
        telling.rows,
        after=standing.last if standing else None,
    )


def _correction(telling: Telling, standing: Standing, data: dict[str, Any], changes: tuple[Change, ...]) -> Message:
    titles = "、".join(change.title for change in changes)
    place = telling.place
    body = {
        "fact": written(place, standing.generation, 0),
        "fact_type": telling.step.fact_type,
        "data": data,
        "reason": telling.row.reason or f"报送表更正：{titles}",
    }
    identity = written(place, standing.generation, standing.amendments + 1)
    return Message(
        What.CORRECTED,
        telling.step,
        telling.subject,
        identity,
        CORRECTED,
        body,
        telling.rows,
        changes,
        standing.last,
    )


def _withdrawals(row: Row, known: Known) -> Iterator[Message]:
    nothing = bool(row.withdrawn)
    for step in row.withdrawn:
        place = Place(step.family, step.verb, row.nth, row.number)
        standing = known.get(place)
        if standing is not None and standing.data is not None:
            nothing = False
            yield _withdrawal(step, place, standing, (row,), row.reason)
    if nothing:
        row.find("withdraw.nothing")


def _withdrawal(step: Step, place: Place, standing: Standing, rows: tuple[Row, ...], reason: str) -> Message:
    body = {
        "fact": written(place, standing.generation, 0),
        "fact_type": step.fact_type,
        "reason": reason or "报送表撤回",
    }
    identity = written(place, standing.generation, standing.amendments + 1)
    return Message(What.WITHDRAWN, step, standing.subject, identity, WITHDRAWN, body, rows, after=standing.last)


def _look_for_emptied(row: Row, known: Known, places: set[Place]) -> None:
    """A blank is no withdrawal; what was told before stays, and the clerk hears it."""
    for step in row.head.layout.steps:
        place = Place(step.family, step.verb, row.nth, row.number)
        standing = known.get(place)
        at = next((at for at, column in row.head.columns.items() if column.step == step and column.required), None)
        if place in places or step in row.withdrawn or at is None or standing is None or standing.data is None:
            continue
        row.find("step.emptied", at, step.title)


def _changes(model: type[BusModel], before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    """The fields that say something else; an absent one says what its default does."""
    if before == after:
        return
    old, new = _whole(model, before), _whole(model, after)
    for name, info in model.model_fields.items():
        if old.get(name) != new.get(name):
            yield Change(info.title or name, old.get(name), new.get(name))


def _whole(model: type[BusModel], data: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        return model.model_validate_json(msgspec.json.encode(data)).model_dump(mode="json")
    except ValidationError:
        # The door will say what is wrong; whatever it is, it is not what stands.
        return data
