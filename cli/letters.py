"""What ``gongkai letter`` asks the services, and the letters it makes of their answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cli.exits import USAGE, Stop
from cli.facts import counting, detail_of, state_of
from cli.files import read
from cli.organisations import must_know, registry
from cli.target import Target, find
from cli.web import Web
from contracts.application.state import ApplicationDetail, ApplicationState
from papers.letters import Counting, Letter, Matter, NotFillable, Refused, fill
from papers.letters.due import due, unanswered
from papers.letters.entries import Entries, EntriesError
from papers.letters.entries import read as read_entries
from papers.letters.texts import ANSWER

PAGE = 1_000
"""Applications asked for at once."""


@dataclass(frozen=True)
class Answers:
    """Applications as the requests service has them, the full names of their organs, and whether all is simulated."""

    bodies: list[dict[str, Any]]
    organs: Mapping[str, str] = field(default_factory=dict)
    simulated: bool = False


@dataclass
class Batch:
    """Letters of a day by file name, what was refused and why, and who has no answer yet."""

    letters: dict[str, Letter] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    owing: list[str] = field(default_factory=list)


async def of_case(case: str, state: Path | None) -> Answers:
    """One application."""
    target = find(state)
    async with Web(target) as web:
        bodies = [await web.must("requests", _path(case))]
    return Answers(bodies, (await registry(target)).full, target.demonstration)


async def of_org(org: str, state: Path | None) -> Answers:
    """An organisation about whose matter there is no application (第四十一条)."""
    target = find(state)
    known = await registry(target)
    must_know(org, known.orgs, "organisation")
    empty = ApplicationState(org=org, subject="").model_dump(mode="json")
    async with Web(target) as web:
        day = await _today(web)
    if day is None:
        raise Stop("no day has begun yet; publish the first: gongkai day YYYY-MM-DD")
    body: dict[str, Any] = {
        "id": org,
        "key": "",
        "as_of": day,
        "state": empty,
        "failed": None,
        "detail": {},
        "facts": [],
    }
    return Answers([body], known.full, target.demonstration)


async def of_today(org: str | None, state: Path | None) -> Answers:
    """Every application of the service's day, or of an organisation's: a fact, a result or a due date is of that day."""
    target = find(state)
    known = await registry(target)
    must_know(org, known.orgs, "organisation")
    return Answers(await _of_today(target, org), known.full, target.demonstration)


async def _of_today(target: Target, org: str | None) -> list[dict[str, Any]]:
    bodies: list[dict[str, Any]] = []
    async with Web(target) as web:
        day = await _today(web)
        if day is None:
            return bodies
        after: str | None = ""
        while after is not None:
            chosen = f"day={day}&limit={PAGE}&org={quote(org or '')}&after={quote(after)}"
            page = await web.must("requests", f"/applications?{chosen}")
            bodies += [await web.must("requests", _path(row["id"])) for row in page["applications"]]
            after = page["next"]
    return bodies


async def _today(web: Web) -> str | None:
    """The last day that the requests service has seen."""
    day: str | None = (await web.must("requests", "/applications?limit=1"))["as_of"]
    return day


def _path(case: str) -> str:
    return f"/applications/{quote(case, safe='/')}"


def entries_of(file: str | None) -> Entries:
    """The office's own entries; Stop for a file that cannot be read or used."""
    if file is None:
        return Entries()
    try:
        return read_entries(read(file, "a UTF-8 file with a line 名称: 内容 for each blank").decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Stop(f"cannot read {file}: it is not UTF-8", USAGE) from error
    except EntriesError as error:
        raise Stop(f"{file}: {error}", USAGE) from error


def matter_of(body: Mapping[str, Any], organs: Mapping[str, str]) -> Matter:
    """What a letter is about, as of the service's day; Stop for an application that is set aside."""
    state = state_of(body)
    if state is None or body["failed"]:
        raise Stop(f"{body['id']} is set aside ({body['failed']}), so what stands may be old; see: gongkai refold")
    facts = Counting(counting(body["key"], body["facts"]) if body["facts"] else [])
    detail = detail_of(body) if body["detail"] else ApplicationDetail()
    return Matter(state, detail, facts, organs.get(state.org, ""), date.fromisoformat(body["as_of"]))


def single(kind: str, answers: Answers, entries: Entries, *, anyway: bool) -> Letter:
    """The letter about the one application; Stop with the reasons when it cannot or must not be written."""
    (body,) = answers.bodies
    try:
        return fill(kind, matter_of(body, answers.organs), entries.of(body["id"]), anyway=anyway)
    except NotFillable as error:
        raise Stop(str(error), USAGE) from error


def batch(kind: str | None, answers: Answers, entries: Entries, ending: str, *, anyway: bool) -> Batch:
    """The letters that go out today, as files of this ending; ``kind`` alone where it is given."""
    from papers.letters.paper import file_name

    made = Batch()
    for body in answers.bodies:
        try:
            matter = matter_of(body, answers.organs)
        except Stop as stop:
            made.refused.append(str(stop))
            continue
        if unanswered(matter):
            made.owing.append(body["id"])
        for chosen in _chosen(kind, matter):
            try:
                letter = fill(chosen, matter, entries.of(body["id"]), anyway=anyway)
            except (NotFillable, Refused) as error:
                made.refused.append(f"{body['id']} {error}")
            else:
                made.letters[file_name(body["id"], letter, ending)] = letter
    return made


def _chosen(kind: str | None, matter: Matter) -> Iterator[str]:
    for today in due(matter):
        if kind in {None, today} or (kind == ANSWER and today.startswith(f"{ANSWER}.")):
            yield today
    if kind is not None and kind not in due(matter) and unanswered(matter):
        yield kind
