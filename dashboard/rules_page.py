"""现行规则: what is asked for and by which formula: duties, limits, measures, signs, the rubric, and the county's profile."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from contracts import topics
from contracts.families import FAMILIES
from contracts.profile.record import LimitChoice, ProfileRecord, Span
from contracts.rubric.changes import Held, held
from contracts.rubric.record import CountyRubric, RubricClause
from dashboard import query, render
from dashboard.board import Board
from dashboard.desk import Desk
from dashboard.ledger import leaves
from dashboard.ready import ready
from dashboard.registry import Duty, Measure
from dashboard.rubric_words import RubricWords
from dashboard.texts import Texts
from law.scoring.points import words as points
from law.signals import BOUNDS


@dataclass(frozen=True)
class Asked:
    """Something that the county asks for or not: ``spans`` None where its profile does not name it."""

    code: str
    name: str
    article: str
    limit: str
    by_default: bool
    spans: list[Span] | None
    own: list[LimitChoice]
    """The county's own limits, by the day from which each holds."""


@ready
async def rules(request: Request, board: Board) -> Response:
    """The rules of a county on the last complete day."""
    county = query.county(request.query_params, board)
    if county is None:
        return render.page(request, "empty.html", here_is="rules")
    texts = render.texts(request)
    profile, versions = await Desk.of(request).ledger.ask(lambda connection: _told(connection, county))
    spans = [span for span in held(versions) if span.rubric is not None]
    rubric = next((span for span in spans if _holds(span, board)), None)
    words = RubricWords(board.registry, texts)
    clauses = [] if rubric is None or rubric.rubric is None else rubric.rubric.clauses
    return render.page(
        request,
        "rules.html",
        here_is="rules",
        county=county,
        counties=board.counties(),
        profile=profile,
        rubric=rubric,
        versions=[span for span in spans if span != rubric],
        clauses=[(clause, clause.path.count("."), words.of(clause)) for clause in clauses],
        points=points,
        duties=_duties(board.registry.duties, profile, texts),
        checks=_checks(profile, texts),
        measures=_measures(board, texts),
        bounds=BOUNDS,
        limits_of=lambda own: [(choice.since, texts.limit(choice.limit.words)) for choice in own],
        rosters_of=lambda clause: _rosters(clause, texts),
    )


def _told(connection: sqlite3.Connection, county: str) -> tuple[ProfileRecord | None, list[CountyRubric]]:
    profile = leaves.document(connection, topics.PROFILES, county)
    rubrics = leaves.documents(connection, topics.RUBRICS, f"{county}/")
    return (
        None if profile is None else ProfileRecord.model_validate_json(profile),
        [CountyRubric.model_validate_json(body) for _, body in rubrics],
    )


def _holds(span: Held, board: Board) -> bool:
    """Whether periods that begin on the last complete day go by it; without a day, whether it is the newest."""
    if board.day is None:
        return span.until is None
    return span.since <= board.day and (span.until is None or board.day <= span.until)


def _duties(duties: Iterable[Duty], profile: ProfileRecord | None, texts: Texts) -> list[tuple[str, list[Asked]]]:
    """By kind of subject, in the registry's order."""
    chosen = {choice.duty: choice.spans for choice in profile.duties} if profile else {}
    kinds: dict[str, list[Asked]] = {}
    for duty in duties:
        asked = Asked(
            duty.code,
            texts.name(duty),
            duty.article,
            texts.limit(duty.limit),
            duty.by_default,
            chosen.get(duty.code),
            _own(profile, duty.code),
        )
        kinds.setdefault(duty.subject, []).append(asked)
    return list(kinds.items())


def _checks(profile: ProfileRecord | None, texts: Texts) -> list[Asked]:
    """What a county may ask for beside the duties, and the shortest times between two steps."""
    chosen = {choice.check: choice.spans for choice in profile.checks} if profile else {}
    zh = texts.language == "zh"
    checks = [
        Asked(
            code,
            check.chinese if zh else check.english,
            check.article,
            texts.limit(check.limit.words) if check.limit else "",
            by_default=False,
            spans=chosen.get(code),
            own=_own(profile, code),
        )
        for code, check in FAMILIES.checks.items()
    ]
    leasts = [
        Asked(
            code,
            least.chinese if zh else least.english,
            least.article,
            texts.limit(least.limit.words),
            by_default=True,
            spans=None,
            own=_own(profile, code),
        )
        for code, least in FAMILIES.leasts.items()
    ]
    return [*checks, *leasts]


def _own(profile: ProfileRecord | None, code: str) -> list[LimitChoice]:
    return [choice for choice in (profile.limits if profile else []) if choice.duty == code]


def _measures(board: Board, texts: Texts) -> list[tuple[str, list[Measure]]]:
    """By heading, in the registry's order."""
    groups: dict[str, list[Measure]] = {}
    every = [*board.registry.measures("counts"), *board.registry.measures("by"), *board.registry.measures("days")]
    for measure in sorted(every, key=lambda measure: (measure.order, measure.code)):
        groups.setdefault(texts.group(measure), []).append(measure)
    return list(groups.items())


def _rosters(clause: RubricClause, texts: Texts) -> str:
    periods = texts.say("list.comma").join(texts.say(f"period.kind.{period}") for period in clause.periods)
    return texts.say("list.separator").join(filter(None, (texts.say("list.comma").join(clause.rosters), periods)))
