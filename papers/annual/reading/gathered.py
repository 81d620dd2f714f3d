"""The reports of a file as they are gathered: a title of another unit or year, or a cell read twice, begins the next."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from law.report_check.published import Cell, Form, Key, Passage, PublishedReport
from papers.annual.reading.titles import organ_of, period_of, title_of, year_alone
from papers.files.spelling import plain

_TITLE_LONG = 60


@dataclass
class Gathered:
    """The reports so far; the last one is being filled."""

    reports: list[PublishedReport] = field(default_factory=lambda: [PublishedReport()])
    _organ: str = ""
    _begun: tuple[str, ...] = ()
    """A short line just before, and with it the organ's name before that: what a title may begin with."""

    @property
    def current(self) -> PublishedReport:
        """The report that is being filled."""
        return self.reports[-1]

    def text(self, passage: Passage) -> None:
        """A paragraph or a cell's text: a title, or what the report says."""
        line = plain(passage.text)
        alone = len(line) <= _TITLE_LONG and not any(mark in line for mark in "，。,;；")
        title = title_of(passage.text)
        if title is None and alone:
            # A title on two or three lines breaks wherever the line was full.
            titles = [found for begun in self._begun if (found := title_of(begun + line))]
            title = max(titles, key=lambda found: bool(found.agency), default=None)
        begun = (line, *(before + line for before in self._begun[:1] if organ_of(before))) if alone and line else ()
        self._begun = begun if title is None else ()
        if title is not None and alone:
            self._titled(title.agency or self._organ, title.year)
        elif title is not None and not self.current.cells:
            self.current.agency = self.current.agency or title.agency
            self.current.year = self.current.year or title.year
        self._organ = organ_of(passage.text) or (self._organ if not line or year_alone(line) else "")
        self.current.year = self.current.year or period_of(passage.text) or year_alone(passage.text)
        self.current.passages.append(passage)

    def _titled(self, agency: str, year: int | None) -> None:
        known = self.current
        other = (agency and known.agency and agency != known.agency) or (year and known.year and year != known.year)
        if other and known.cells:
            self.reports.append(PublishedReport())
        self.current.agency = self.current.agency or agency
        self.current.year = self.current.year or year

    def cells(self, cells: dict[Key, Cell]) -> None:
        """A row's cells; those of a row that was read already are of the next report."""
        if any(key in self.current.cells for key in cells):
            self.reports.append(PublishedReport())
        self.current.cells.update(cells)

    def named(self, name: str) -> None:
        """The sheet just read is called ``name``: whose or of which year, where its cells do not say."""
        if self.current.cells:
            year = re.search(r"(?<!\d)20\d\d(?!\d)", name)
            self.current.agency = self.current.agency or organ_of(name)
            self.current.year = self.current.year or (int(year.group()) if year else None)

    def trial(self) -> None:
        """The layout is that of 2019."""
        self.current.form = Form.TRIAL

    def filled(self) -> list[PublishedReport]:
        """The reports that have cells."""
        return [report for report in self.reports if report.cells]
