"""A row of a catalog as its file says it: the elements of the contract, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from contracts.item import ItemElements, Origin
from papers.catalog.finding import Finding
from papers.files.finding import Weight

_UNITS = ("county_units", "town_units")


NOBODY = "无"
"""In the column of organisations: the row obliges none, whatever its 公开主体 says."""


@dataclass
class Entry:
    """One row; ``line`` counts from 0, ``columns`` gives the place of an element's cell."""

    sheet: str
    line: int
    elements: ItemElements
    number: str = ""
    """As the file gives it; empty where it is to be found or made."""
    origin: Origin | None = None
    tiers: tuple[bool, bool] | None = None
    """Whether 县级 and 乡（村）级 are ticked; None where neither is."""
    nobody: bool = False
    """Whether it is said to oblige no organisation."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether the row cannot be taken as it stands."""
        return any(finding.weight is Weight.REFUSED for finding in self.findings)

    @property
    def where(self) -> str:
        """Sheet and row, as messages name them."""
        row = f"第{self.line + 1}行"
        return f"“{self.sheet}”{row}" if self.sheet else row

    def obliging(self, county: list[str], towns: list[str]) -> Entry:
        """The row with the organisations that it obliges."""
        return replace(self, elements=self.elements.model_copy(update=dict(zip(_UNITS, (county, towns), strict=True))))

    def facts(self) -> dict[str, Any]:
        """What is said of the item, without what is not said."""
        return self.elements.model_dump(mode="json", exclude_none=True)


def elements_of(data: dict[str, Any]) -> dict[str, Any]:
    """Elements as JSON has them, without what is empty: so that a row and a fact can be compared."""
    return {name: value for name, value in data.items() if value not in (None, "", [])}
