"""Which sheets a clerk has of each family, and which facts stand in them in which order: the one choice; all else is the models'."""

from __future__ import annotations

from dataclasses import dataclass

from contracts.families import FAMILIES
from contracts.fields import BusModel, chinese
from contracts.kit import Family

NOTES, OPTIONS = "填表说明", "选项"
"""Sheets of a template that hold no facts."""


@dataclass(frozen=True)
class Step:
    """A fact that a row can tell."""

    family: str
    verb: str

    @property
    def owner(self) -> Family:
        """The family that it is a fact of."""
        return FAMILIES.by_name[self.family]

    @property
    def fact_type(self) -> str:
        """Its type on the bus."""
        return self.owner.fact_type(self.verb)

    @property
    def model(self) -> type[BusModel]:
        """What it says."""
        return self.owner.facts[self.verb]

    @property
    def title(self) -> str:
        """What it is called."""
        return chinese(self.model)

    @property
    def place_in_life(self) -> int:
        """Where it stands among the facts of its family."""
        return list(self.owner.facts).index(self.verb)


@dataclass(frozen=True)
class Layout:
    """A sheet: a row tells these steps of a subject, whose number is 本单位编号."""

    name: str
    steps: tuple[Step, ...]
    subject: str = ""
    """Heading of the column that names the subject, where a row is one of its many happenings and 本单位编号 is the row's own."""
    parts: str = ""
    """The list of the step's fields whose parts stand a row each, under one 本单位编号."""


@dataclass(frozen=True)
class Form:
    """The workbook of a family."""

    family: Family
    layouts: tuple[Layout, ...]

    @property
    def title(self) -> str:
        """What it is called."""
        return f"{self.family.chinese}报送表"


def _steps(family: str, *verbs: str) -> tuple[Step, ...]:
    return tuple(Step(family, verb) for verb in verbs)


_FORMS: dict[str, tuple[Layout, ...]] = {
    "disclosure": (
        Layout("信息公开", _steps("disclosure", "formed", "published", "withdrawn")),
        Layout("撤销与送交", _steps("disclosure", "annulled", "delivered")),
    ),
    "document": (
        Layout("公文", (*_steps("document", "drafted", "approved"), Step("disclosure", "published"))),
        Layout("公开审查", _steps("document", "reviewed", "referred", "referral_answered")),
        Layout(
            "评估与清理",
            _steps("document", "evaluated", "evaluation_published", "expired", "cleaned_up", "clean_up_published"),
        ),
    ),
    "application": (
        Layout(
            "收到与答复",
            _steps("application", "received", "confirmed", "registered", "answered", "delivered", "archived"),
        ),
        Layout(
            "补正与延期",
            _steps("application", "reviewed", "correction_requested", "correction_received", "extended", "agreed"),
        ),
        Layout(
            "征求意见",
            _steps(
                "application",
                "third_party_asked",
                "third_party_answered",
                "third_party_overridden",
                "co_maker_asked",
                "co_maker_answered",
            ),
        ),
        Layout("收费", _steps("application", "fee_noticed", "fee_paid", "fee_waived")),
        Layout("其他办理", _steps("application", "transferred", "withdrawn", "reopened", "complained")),
    ),
    "column": (
        Layout("栏目", _steps("column", "registered", "closed")),
        Layout("栏目更新", _steps("column", "posted"), subject="栏目编号"),
    ),
    "account": (
        Layout("账号", _steps("account", "opened", "verified", "closed")),
        Layout("账号发布", _steps("account", "posted"), subject="账号编号"),
        Layout("账号变更", _steps("account", "unit_renamed", "renamed", "changed", "checked"), subject="账号编号"),
    ),
    "village": (
        Layout("指导清单", _steps("village_list", "issued"), parts="affairs"),
        Layout("村务清单", _steps("village", "listed"), parts="affairs"),
        Layout("村务公布", _steps("village", "published"), subject="村（社区）编号"),
        Layout("重大事项", _steps("village_matter", "arose", "published")),
        Layout("撤并", _steps("village", "dissolved")),
    ),
    "training": (
        Layout("年度培训计划", _steps("training", "planned"), parts="sessions"),
        Layout("举办培训", _steps("training", "held"), subject="培训计划编号"),
    ),
}

FORMS: dict[str, Form] = {name: Form(FAMILIES.by_name[name], layouts) for name, layouts in _FORMS.items()}
"""Name of a family → its workbook."""

LAYOUTS: tuple[Layout, ...] = tuple(layout for form in FORMS.values() for layout in form.layouts)
"""Every sheet there is."""
