"""What consultations, hearings, decisions and meetings share: clauses, and people and opinions as counts, never by name."""

from __future__ import annotations

from typing import Any

from contracts.evaluation import SEED
from contracts.fields import BusModel, described
from contracts.references import reference
from law.participation import Invitee

TASK = f"{SEED}二（五）"
RULES = "重大行政决策程序暂行条例"
ARTICLE_14, ARTICLE_15, ARTICLE_16, ARTICLE_18, ARTICLE_32 = (
    f"{RULES}第{n}条" for n in ("十四", "十五", "十六", "十八", "三十二")
)

MOST = 1_000_000
"""Opinions on one matter: a survey of a whole county has fewer."""
MOST_HEADS = 10_000

FEEDBACK_DAYS = 20
"""Working days to tell what became of opinions; the law says 及时 and sets none."""

GROUP, GROUP_ENGLISH = "公众参与", "Participation"

INVITEES = {
    Invitee.INTERESTED: "Interested parties",
    Invitee.PUBLIC: "Members of the public",
    Invitee.EXPERT: "Experts",
    Invitee.MEDIA: "Media",
    Invitee.OTHER: "Others",
}
INVITEE_LABELS = {kind.value: (kind.value, english) for kind, english in INVITEES.items()}
"""Words of the labels of counts by kind of participant."""


def decision_reference() -> Any:
    """The field of a fact that names the decision which it prepares."""
    return reference("决策事项", "matter on the list of decisions", source=TASK, default=None)


def heads(name: str, meaning: str) -> Any:
    """A number of people of one kind."""
    return described(name, meaning, unit="people", source=TASK, ge=0, le=MOST_HEADS, default=0)


class Heads(BusModel, title="人数", meaning="how many took part or were invited, by kind; never who."):
    interested: int = heads("利益相关方", "whom it touches")
    public: int = heads("群众代表", "from the public")
    expert: int = heads("专家", "experts")
    media: int = heads("媒体", "media")
    other: int = heads("其他", "others")

    @property
    def by_kind(self) -> dict[Invitee, int]:
        """Kind → number."""
        return {
            Invitee.INTERESTED: self.interested,
            Invitee.PUBLIC: self.public,
            Invitee.EXPERT: self.expert,
            Invitee.MEDIA: self.media,
            Invitee.OTHER: self.other,
        }

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_kind.values())


def received(**rest: Any) -> Any:
    """How many opinions came."""
    return described("收到意见", "opinions received", unit="opinions", source=ARTICLE_18, ge=0, le=MOST, **rest)


def adopted() -> Any:
    """How many of them were taken up."""
    return described(
        "采纳意见", "of these adopted", unit="opinions", source=ARTICLE_18, at_most="received", ge=0, le=MOST
    )


def answered() -> Any:
    """To how many of them it was said what became of them."""
    return described(
        "答复意见",
        "of these answered, adopted or not",
        unit="opinions",
        source=ARTICLE_18,
        at_most="received",
        ge=0,
        le=MOST,
        default=0,
    )
