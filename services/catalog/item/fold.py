"""What the facts about a row of the catalog come to: its versions, whom it obliges, and what is doubtful in its limit."""

from __future__ import annotations

from collections.abc import Sequence

from chassis.case import Case, Folded
from contracts.entry import ENTRY
from contracts.item import (
    CATALOG,
    ItemDetail,
    ItemElements,
    ItemStage,
    ItemState,
    ItemText,
    ItemVersion,
    Method,
    Obliged,
    item_name,
)
from contracts.kit import Key
from law.findings import Finding
from law.time_limits import longer, read
from services.catalog.item.course import ELEMENTS, Course, Version, course
from services.catalog.item.evaluation import evaluate
from services.catalog.item.roster import obliged

NO_LISTING = "no_listing"
"""Only facts that presuppose a listing have arrived."""
LIMIT_UNREAD = "limit_unread"
"""The limit in force cannot be read: 条例第二十六条 holds, and a person has to look."""
LIMIT_DOUBTFUL = "limit_doubtful"
"""It is read, and a person should look at it all the same."""
TO_BE_LISTED = "to_be_listed_as_public"
"""An evaluation found that it can be disclosed by the office itself, and it is still listed as 依申请."""
LEFT_OUT = "versions_left_out"
"""There are so many versions, or organisations, that the state names the newest; the whole is told to who asks."""

MOST_VERSIONS = 40
MOST_OBLIGED = 2_000


def fold(case: Case) -> Folded:
    """The row through all its versions: which held on a day, and whom it obliged, is answered for any day.

    A row of the national list is locked: what a county changes stands beside it, and the earlier limit holds. The row
    flows to the entry of every organisation that it ever obliged, to the disclosures that name it and to documents.
    """
    went = course(case.facts)
    for finding in went.findings:
        case.find(finding)
    _compare(case, went.versions)
    _count(case, went)
    opened = evaluate(case, went.versions)
    shown, stage = _shown(case, went.versions)
    spans = obliged(went.versions)
    stated = _newest(spans)
    versions = _limits(went.versions)
    _flag(case, shown, opened, len(versions) > MOST_VERSIONS or len(spans) > MOST_OBLIGED)
    reading = read(shown.listed.time_limit or "") if shown else None
    return case.close(
        ItemState,
        relevant=bool(case.facts),
        title=_name(shown) if shown else None,
        sends=list({Key(ENTRY.kind, span.unit, item_name(case.key)) for span in stated}),
        detail=lambda: ItemDetail(versions=[_text(version) for version in went.versions]),
        stage=stage,
        origin=shown.listed.origin if shown else None,
        **{name: shown.element(name) if shown else None for name in ("domain", "level1", "level2", "level3", "method")},
        time_limit=shown.listed.time_limit if shown else None,
        local_time_limit=shown.local.get("time_limit") if shown else None,
        read_as=reading.words if reading else "",
        notes=_notes(shown) if shown else [],
        since=shown.since if shown else None,
        until=shown.until if shown else None,
        versions=versions[-MOST_VERSIONS:],
        obliged=stated,
    )


def _shown(case: Case, versions: Sequence[Version]) -> tuple[Version | None, ItemStage]:
    """The version in force today, else the last that was, else the first to come; and when to look again."""
    for version in versions:
        case.look_again(version.since)
        if version.until is not None:
            case.look_again(version.until)
    begun = [version for version in versions if version.since <= case.today]
    if not begun:
        return (versions[0], "ahead") if versions else (None, "unknown")
    until = begun[-1].until
    return begun[-1], "repealed" if until is not None and until <= case.today else "in_force"


def _compare(case: Case, versions: Sequence[Version]) -> None:
    """A local limit may be shorter than the national one; a longer one is found, and the national one holds."""
    for version in versions:
        limit = version.local.get("time_limit")
        national = version.listed.time_limit or ""
        if limit and longer(read(limit), read(national)):
            text = f"本地时限“{_short(limit)}”长于国家目录的“{_short(national)}”，以国家目录的为准"
            case.find(Finding(version.since, "item.longer_than_national", CATALOG, text, version.limited_by))


def _count(case: Case, went: Course) -> None:
    """What has taken effect by today."""
    before: Version | None = None
    for version in went.versions:
        if version.since <= case.today:
            revised = before is not None and before.until == version.since
            case.count(version.since, "catalog_revised" if revised else "catalog_listed")
            if _notes(version) and not (revised and before and _limit(before) == _limit(version)):
                case.count(version.since, "catalog_limits_unread")
        before = version
    for day in went.removals:
        if day <= case.today:
            case.count(day, "catalog_repealed")


def _flag(case: Case, shown: Version | None, opened: bool, left_out: bool) -> None:
    if shown is None and case.facts:
        case.flag(NO_LISTING)
    if shown is not None and not read(shown.listed.time_limit or "").parsed:
        case.flag(LIMIT_UNREAD)
    elif shown is not None and _notes(shown):
        case.flag(LIMIT_DOUBTFUL)
    if opened and shown is not None and shown.element("method") is Method.ON_REQUEST:
        case.flag(TO_BE_LISTED)
    if left_out:
        case.flag(LEFT_OUT)


def _limits(versions: Sequence[Version]) -> list[ItemVersion]:
    """The versions as far as receivers tell them apart."""
    runs: list[ItemVersion] = []
    for version in versions:
        run = ItemVersion.of(
            since=version.since,
            until=version.until,
            domain=version.element("domain"),
            time_limit=version.listed.time_limit or "",
            local_time_limit=version.local.get("time_limit"),
            method=version.element("method"),
            channels=sorted(set(version.element("channels") or ())),
            fact=version.fact,
        )
        if runs and runs[-1].until == run.since and _told_apart(runs[-1]) == _told_apart(run):
            run = run.model_copy(update={"since": runs[-1].since, "fact": runs[-1].fact})
            runs.pop()
        runs.append(run)
    return runs


def _told_apart(run: ItemVersion) -> tuple[object, ...]:
    return run.domain, run.time_limit, run.local_time_limit, run.method, tuple(run.channels)


def _newest(spans: Sequence[Obliged]) -> list[Obliged]:
    newest = sorted(spans, key=lambda span: (span.since, span.unit))[-MOST_OBLIGED:]
    return sorted(newest, key=lambda span: (span.unit, span.since))


def _text(version: Version) -> ItemText:
    local = version.local
    return ItemText(
        since=version.since,
        until=version.until,
        origin=version.listed.origin,
        listed=ItemElements(**{name: getattr(version.listed, name) for name in ELEMENTS}),
        local=ItemElements(**local) if local else None,
        reasons=[reason for _, reason in version.changes],
        read_as=read(version.listed.time_limit or "").words,
        local_read_as=read(local["time_limit"]).words if local.get("time_limit") else "",
        notes=_notes(version),
        facts=[version.fact, *(fact for fact, _ in version.changes)],
    )


def _notes(version: Version) -> list[str]:
    """Why a person should look at the limits, the row's own and the county's."""
    return [str(note) for limit in _limit(version) for note in read(limit).notes]


def _limit(version: Version) -> tuple[str, ...]:
    local = version.local.get("time_limit")
    return (version.listed.time_limit or "", *([local] if local else []))


def _name(version: Version) -> str:
    return next(filter(None, (version.element(name) for name in ("name", "level3", "level2"))), "")


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[:most]}…"
