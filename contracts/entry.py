"""目录落实: what a unit has behind a row of the catalog that obliges it (奉节府办发〔2020〕101号 二（一）).

An entry is ``publishing.entry/<unit>/<issuer>:<number>``. It has no facts: the item says whom it obliges, and the disclosures
of the unit that name the item say what was published.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from contracts.disclosure import FAMILY as DISCLOSURE
from contracts.fields import DATE, BusModel, described
from contracts.item import CATALOG, ITEM, LEVEL_NAMES, Level
from contracts.kit import Duty, Family, Measure, MeasureKind
from contracts.state import SubjectState
from law.domains import domains
from law.limit import day_of_year, set_by_fact


class EntryObliged(BusModel, title="义务期间", meaning="days on which the row obliges the unit in the same way."):
    since: date = described("起", "first day", unit=DATE)
    until: date | None = described("止（当日不计）", "first day on which it does no more", unit=DATE)
    level: Level = described("层级", "at which level")
    domain: str = described("领域", "domain by its name in the list of 26, else as the row has it")


class EntryCovered(BusModel, title="有内容期间", meaning="days on which something stood behind the row."):
    since: date = described("起", "first day", unit=DATE)
    until: date | None = described("止（当日不计）", "first day without", unit=DATE)


class EntryState(
    SubjectState, title="目录落实", meaning="a unit and a row of the catalog that obliges it; its title is the row's."
):
    level: Level | None = described("层级", "the newest", default=None)
    domain: str | None = described("领域", "the newest, by its name in the list of 26", default=None)
    since: date | None = described("义务起", "first day on which the row obliged the unit", unit=DATE, default=None)
    until: date | None = described("义务止", "first day on which it does no more", unit=DATE, default=None)
    publications: int = described("公开件数", "disclosures that name the row and were published", default=0)
    last_published_on: date | None = described("最近公开", "day of the newest publication", unit=DATE, default=None)
    covered: bool = described(
        "已有内容",
        "obliged today, and something is public; of a periodic row, published in this period or the one before",
        default=False,
    )
    read_as: str = described("时限读法", "the limit in force, in short", default="")
    obliged: list[EntryObliged] = described(
        "义务期间", "by day; the newest where there are very many", default_factory=list
    )
    covered_on: list[EntryCovered] = described(
        "有内容期间", "by day, within what is obliged; the newest where there are very many", default_factory=list
    )


PUBLISH_PERIODICALLY = Duty(
    "publish_periodically",
    "按目录定期公开",
    "Publish each period",
    CATALOG,
    set_by_fact(),
    by_default=False,
)
"""Each period opens by itself and is due when its clause says; the first publication in it meets it."""

REVIEW_STANDING = Duty(
    "review_standing",
    "核对长期公开内容",
    "Look over what is public for good",
    CATALOG,
    day_of_year(12, 31, 0),
    grave=False,
    by_default=False,
)
"""Each year in which the limit says 长期公开; any publication or change in the year meets it."""

_LABELS = {
    f"{level}·{domain.name}": (f"{level}·{domain.name}", f"{english} · {domain.english}")
    for level, english in LEVEL_NAMES.items()
    for domain in domains()
}
_measure = partial(
    Measure,
    unit="项",
    kind=MeasureKind.STOCK,
    group="目录（期末）",
    group_english="Catalog entries",
    labels=_LABELS,
)

ENTRY = Family(
    name="entry",
    service="publishing",
    chinese="目录落实",
    english="catalog entry",
    facts={},
    state=EntryState,
    duties=(PUBLISH_PERIODICALLY, REVIEW_STANDING),
    measures=(
        _measure("entries_obliged", "应公开", "Obliged"),
        _measure(
            "entries_covered",
            "已有内容",
            "Covered",
            share_of="entries_obliged",
            share=("覆盖率", "Share covered"),
        ),
        _measure("entries_empty", "空缺", "Empty", prominent=True, alarm="warn"),
    ),
    takes=(ITEM.kind, DISCLOSURE.kind),
    # Some rows get hundreds of publications a year.
    most_linked=2_000,
)
"""Counts are labelled ``<level>·<domain>``; an entry is covered or empty on every day on which it is obliged."""

FAMILIES = (ENTRY,)
