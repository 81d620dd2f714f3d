"""What the ledger reads of records: the fields it needs, and nothing else of what they carry. See contracts.assessment."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from msgspec import Meta, Struct, field

from dashboard.views import Obligation

Month = Annotated[str, Meta(pattern="^[0-9]{4}-(0[1-9]|1[0-2])$")]
Amount = Annotated[int, Meta(ge=-(10**12), le=10**12)]


class Met(Struct, frozen=True):
    """A duty that was met in time; how its day came about is told no more."""

    status: ClassVar[str] = "met"
    explanation: ClassVar[None] = None
    provisional: ClassVar[bool] = False

    id: str
    duty: str
    opened_on: date
    due_on: date
    met_on: date
    facts: list[str] = field(default_factory=list)

    @property
    def original_due_on(self) -> date:
        """The day did not move any more."""
        return self.due_on


class Fault(Struct, frozen=True):
    """A departure from the law."""

    on: date
    code: str
    article: str = ""
    text: str = ""
    fact: str = ""


class Sign(Struct, frozen=True):
    """A step that is no fault by itself."""

    on: date
    code: str
    amount: int = 1
    text: str = ""
    facts: list[str] = field(default_factory=list)


class Place(Struct, frozen=True):
    """Where a record lies."""

    topic: str
    partition: int
    offset: int


class Subject(Struct, frozen=True):
    """What a subject is, owes and contributes."""

    kind: str
    org: str
    subject: str
    version: int = 0
    title: str | None = None
    number: str | None = None
    counts: dict[Month, dict[str, Amount]] = field(default_factory=dict)
    obligations: list[Obligation] = field(default_factory=list)
    met: list[Met] = field(default_factory=list)
    findings: list[Fault] = field(default_factory=list)
    signals: list[Sign] = field(default_factory=list)
    told_in: list[Month] = field(default_factory=list)
    causes: list[str] = field(default_factory=list)
    place: Place | None = None

    @property
    def key(self) -> str:
        """The key it stands under."""
        return f"{self.kind}/{self.org}/{self.subject}"


class FactPlace(Struct, frozen=True):
    """An accepted fact: its days and where it lies."""

    kind: str
    org: str
    subject: str
    id: str
    type: str
    on: date
    recorded_on: date
    topic: str
    partition: int
    offset: int


class Refused(Struct, frozen=True):
    """A record that was refused: why, when and where."""

    org: str
    on: date
    code: str
    topic: str
    partition: int
    offset: int
    field: str = ""
    rule: str = ""
    remedy: str = ""
    fact: str | None = None

    @property
    def key(self) -> str:
        """The key it stands under."""
        return f"{self.topic}:{self.partition}:{self.offset}"


class Aside(Struct, frozen=True):
    """A subject that is set aside, and why."""

    kind: str
    org: str
    subject: str
    on: date
    error: str = ""

    @property
    def key(self) -> str:
        """The key it stands under."""
        return f"{self.kind}/{self.org}/{self.subject}"


class Deduction(Struct, frozen=True):
    """Points taken away (``points``), or, where ``path`` is empty, what looks odd and takes none."""

    id: str
    org: str
    period: str
    county: str = ""
    path: str = ""
    clause: str = ""
    points: str = ""
    formula: str = ""
    text: str = ""
    article: str = ""
    key: str = ""
    duty: str = ""
    obligation: str = ""
    finding: str = ""
    code: str = ""
    name: str = ""
    amount: int = 0
    out_of: int | None = None
    facts: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    because: list[str] = field(default_factory=list)

    @property
    def about(self) -> set[str]:
        """Keys of the subjects that it names."""
        return {key for key in (self.key, *self.keys) if key}


class Clause(Struct, frozen=True):
    """One clause of a sheet."""

    path: str
    title: str
    weight: str = ""
    score: str = ""
    standing: str = ""
    formula: str = ""


class Veto(Struct, frozen=True):
    """A veto that fell."""

    path: str
    title: str
    effect: str = ""


class Sheet(Struct, frozen=True):
    """A unit's score in a period."""

    org: str
    period: str
    county: str = ""
    roster: str = ""
    version: int = 0
    full: str = ""
    base: str = ""
    bonus: str = ""
    total: str = ""
    grade: str = ""
    silent: bool = False
    vetoes: list[Veto] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)


class Standing(Struct, frozen=True):
    """A unit among those of its roster."""

    org: str
    total: str
    rank: int


class Roster(Struct, frozen=True):
    """The units of a roster by their totals in a period."""

    county: str
    roster: str
    period: str
    places: list[Standing] = field(default_factory=list)


class RestatedCell(Struct, frozen=True):
    """A cell of an issued report that would have another value now."""

    path: str
    before: str = ""
    after: str = ""


class Because(Struct, frozen=True):
    """A subject that was changed after the report was issued."""

    key: str
    title: str | None = None
    causes: list[str] = field(default_factory=list)


class Restatement(Struct, frozen=True):
    """Cells of one unit in one issued report, and why they differ."""

    report: str
    org: str
    numbered: str = ""
    cells: list[RestatedCell] = field(default_factory=list)
    because: list[Because] = field(default_factory=list)


class Report(Struct, frozen=True):
    """The head of an issued report."""

    id: str
    county: str
    kind: str
    period: str
    year: int
    number: int
    title: str
    issued_on: date
    as_of: date
    rubric: int | None = None
    text: list[str] = field(default_factory=list)
    rankings: list[Roster] = field(default_factory=list)
    restated: list[Restatement] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def numbered(self) -> str:
        """〔2026〕3."""
        return f"〔{self.year}〕{self.number}"


class Part(Struct, frozen=True):
    """What an issued report holds of one unit."""

    report: str
    org: str
    name: str = ""
    sheet: Sheet | None = None
    deductions: list[Deduction] = field(default_factory=list)
