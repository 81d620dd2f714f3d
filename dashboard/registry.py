"""The registry of measures as the pages use it: what is counted and owed, in which order, in which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping
from typing import Literal

from msgspec import Struct, field

from dashboard.figures import total_counts
from dashboard.views import Figures, ObligationCounts

Section = Literal["counts", "by", "days", "obligations"]
"""Where in a row the amounts of a code stand."""

MOST_GRADED = 4_000
"""Rows whose sums over all duties are known by heart: more than any page shows."""

LAST = 1 << 30
"""The place of codes that the registry does not know: after all others."""


class Worded(Struct, frozen=True, kw_only=True):
    """Something with a code, its words and its place; without words the code stands for them."""

    code: str
    chinese: str = ""
    english: str = ""
    subject: str = ""
    """The kind of subject that counts or owes it."""
    order: int = LAST


class Measure(Worded, frozen=True, kw_only=True):
    """What is counted; see contracts.registry.MeasureEntry."""

    unit: str = ""
    kind: str = "count"
    group: str = ""
    group_english: str = ""
    shown: bool = True
    prominent: bool = False
    in_total: bool = True
    alarm: str = ""
    labels: dict[str, list[str]] = field(default_factory=dict)
    share_of: str = ""
    share: list[str] = field(default_factory=list)

    @property
    def section(self) -> Section:
        """Where its amounts stand; a kind that only a newer version knows is a number."""
        return _SECTIONS.get(self.kind, "counts")


class Duty(Worded, frozen=True, kw_only=True):
    """What is owed; the grave ones stand before steps of order."""

    grave: bool = True
    article: str = ""
    limit: str = ""
    by_default: bool = True
    """False: owed only from the day that the county's profile says."""

    @property
    def place(self) -> tuple[bool, int, str]:
        """Sorts duties."""
        return not self.grave, self.order, self.code


class Kind(Worded, frozen=True, kw_only=True):
    """A kind of subject; its code is ``<service>.<family>``."""

    code: str = field(name="kind")


Entry = Measure | Duty | Kind

ENTRIES: dict[str, type[Entry]] = {"measure": Measure, "duty": Duty, "kind": Kind}
"""What stands before the bar in a record's key → what it holds. Records of other sorts are not for a reader's eyes."""

STOCK = "stock"
"""Kind of a measure that stands at a period's end: the sum of all months up to then."""

_SECTIONS: dict[str, Section] = {"labelled": "by", "days": "days", STOCK: "by"}
_KINDS: dict[Section, str] = {"counts": "count", "by": "labelled", "days": "days"}


class Registry:
    """The entries, and the codes that rows carry; a code without an entry is shown by itself, never left out."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._carried: Counter[tuple[Section, str]] = Counter()
        self._measures: dict[Section, list[Measure]] = {}
        self._stocks: frozenset[str] | None = None
        self._steps: frozenset[str] | None = None
        # By the row's identity, which stays its own as long as the row is held here.
        self._graded: dict[int, tuple[Figures, ObligationCounts]] = {}

    def put(self, key: str, entry: Entry | None) -> None:
        """Set an entry, or drop it."""
        self._forget()
        if entry is None:
            self._entries.pop(key, None)
        else:
            self._entries[key] = entry

    def carried(self, figures: Figures, rows: Literal[1, -1]) -> None:
        """A row with these codes has come (1) or gone (-1)."""
        tables: Mapping[Section, Mapping[str, object]] = {
            "counts": figures.counts,
            "by": figures.by,
            "days": figures.days,
        }
        for section, amounts in tables.items():
            for code in amounts:
                if not self._carried[section, code] or rows < 0:
                    self._forget()
                self._carried[section, code] += rows

    def _forget(self) -> None:
        """What is known by heart may be another list now."""
        self._measures.clear()
        self._stocks = self._steps = None
        self._graded.clear()

    def measures(self, section: Section) -> list[Measure]:
        """What has amounts in ``section``: by the registry in its order, then what only rows name, by code."""
        if section not in self._measures:
            self._measures[section] = self._listed(section)
        return self._measures[section]

    def _listed(self, section: Section) -> list[Measure]:
        known = [item for item in self._entries.values() if isinstance(item, Measure)]
        codes = {item.code for item in known}
        strangers = [
            Measure(code=code, kind=_KINDS[where])
            for (where, code), rows in self._carried.items()
            if rows and where == section and code not in codes
        ]
        named = [item for item in known if item.section == section]
        return sorted([*named, *strangers], key=lambda item: (item.order, item.code))

    @property
    def stocks(self) -> frozenset[str]:
        """Codes of measures that stand at a period's end."""
        if self._stocks is None:
            self._stocks = frozenset(measure.code for measure in self.measures("by") if measure.kind == STOCK)
        return self._stocks

    def graded(self, row: Figures, kinds: Container[str] | None = None) -> ObligationCounts:
        """What became of a row's obligations, steps of order aside: what rates, ranks and overdue numbers are made of.

        ``kinds``: of subjects of these kinds only.
        """
        if kinds is not None:
            return self._sum(row, kinds)
        known = self._graded.get(id(row))
        if known is None:
            if len(self._graded) >= MOST_GRADED:
                self._graded.clear()
            known = self._graded[id(row)] = row, self._sum(row, None)
        return known[1]

    def _sum(self, row: Figures, kinds: Container[str] | None) -> ObligationCounts:
        if self._steps is None:
            self._steps = frozenset(duty.code for duty in self.steps_of_order)
        steps = self._steps
        return total_counts(
            counts
            for code, counts in row.obligations.items()
            if code not in steps and (kinds is None or self.duty(code).subject in kinds)
        )

    @property
    def duties(self) -> list[Duty]:
        """Every duty, the graded ones first."""
        return sorted(
            (entry for entry in self._entries.values() if isinstance(entry, Duty)), key=lambda duty: duty.place
        )

    @property
    def steps_of_order(self) -> list[Duty]:
        """Duties that are neither reminded of nor ranked."""
        return [duty for duty in self.duties if not duty.grave]

    def duty(self, code: str) -> Duty:
        """The duty of this code."""
        entry = self._entries.get(f"duty|{code}")
        return entry if isinstance(entry, Duty) else Duty(code=code)

    def measure(self, code: str) -> Measure:
        """The measure of this code."""
        entry = self._entries.get(f"measure|{code}")
        return entry if isinstance(entry, Measure) else Measure(code=code)

    @property
    def codes(self) -> frozenset[str]:
        """Codes of every measure and duty that it lists."""
        return frozenset(entry.code for entry in self._entries.values() if not isinstance(entry, Kind))

    def kind(self, code: str) -> Kind:
        """The kind of subject of this code."""
        entry = self._entries.get(f"kind|{code}")
        return entry if isinstance(entry, Kind) else Kind(code=code)

    def __len__(self) -> int:
        """How many entries it holds."""
        return len(self._entries)
