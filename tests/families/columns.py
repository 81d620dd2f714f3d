"""Columns, sites and what stands on them, by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from chassis.case import Folded, encode
from contracts.column import COLUMN
from contracts.envelope import Fact
from contracts.kit import Key
from contracts.message import MESSAGE
from contracts.profile import BY_DEFAULT, County
from contracts.site import SITE
from tests.families.making import ORG, fact, folded

NEWS, NOTICES, OTHER = "动态要闻", "通知公告政策文件", "其他"
LONG_AGO = "2025-12-31"
OPEN = fact("w", "site.registered.v1", "2025-12-01", "portal", name="县政府网", url="http://x.cn", kind="政府门户网站")


def registered(on: str, subject: str = "s-1", kind: str = NEWS, **data: Any) -> Fact:
    """A column of the site ``portal``, which its name tells from others."""
    content = {"site": "portal", "name": f"栏目{subject}", "kind": kind} | data
    return fact(f"{subject}-r-{on}", "column.registered.v1", on, subject, **content)


def posted(on: str | date, subject: str = "s-1", **data: Any) -> Fact:
    """A post."""
    return fact(f"{subject}-p-{on}", "column.posted.v1", on, subject, **data)


def column(facts: Sequence[Fact], today: str, county: County = BY_DEFAULT, messages: Sequence[bytes] = ()) -> Folded:
    """What the facts of a column come to."""
    return folded(COLUMN, facts, date.fromisoformat(today), county=county, linked={MESSAGE.kind: messages})


def columns(number: int, today: str, kind: str = NEWS, **data: Any) -> list[bytes]:
    """So many columns, each updated last on the last day of 2025."""
    content = {"last_updated_on": LONG_AGO} | data
    return [encode(column([registered("2025-12-31", f"c-{n:03}", kind, **content)], today)) for n in range(number)]


def site(
    today: str, behind: Sequence[bytes] = (), facts: Sequence[Fact] = (OPEN,), county: County = BY_DEFAULT
) -> Folded:
    """What a site with these columns comes to."""
    return folded(SITE, facts, date.fromisoformat(today), linked={COLUMN.kind: behind}, subject="portal", county=county)


def vetoes(result: Folded) -> list[tuple[str, str, str | None]]:
    """Code, first day, first day no more."""
    return [(v.code, str(v.since), str(v.until) if v.until else None) for v in getattr(result.state, "vetoes")]  # noqa: B009


def codes(result: Folded) -> list[str]:
    """What was found but vetoes."""
    return [finding.code for finding in result.state.findings if ".veto_" not in finding.code]


def probed(first: str, days: int, opened: int, failed: int) -> list[Fact]:
    """Probes of so many days."""
    on = [date.fromisoformat(first) + timedelta(days=number) for number in range(days)]
    return [fact(f"p-{day}", "site.probed.v1", day, "portal", opened=opened, failed=failed) for day in on]


def key_of_site() -> Key:
    """The site that columns of these facts name."""
    return Key(SITE.kind, ORG, "portal")
