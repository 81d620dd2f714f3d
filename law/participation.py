"""公众参与行政决策: how long the public is heard, and by what (重大行政决策程序暂行条例, 国办发〔2018〕37号, 国办发〔2019〕39号)."""

from __future__ import annotations

from enum import StrEnum

from law.limit import Limit, calendar_days, working_days


class Matter(StrEnum):
    """决策种类: what is to be decided."""

    MAJOR = "重大行政决策"
    NORMATIVE = "行政规范性文件"
    OTHER = "其他涉及群众切身利益的事项"


class Way(StrEnum):
    """参与方式: how the public takes part (第十四条)."""

    SYMPOSIUM = "座谈会"
    HEARING = "听证会"
    FIELD_VISIT = "实地走访"
    WRITTEN = "书面征求意见"
    CONSULTATION = "向社会公开征求意见"
    SURVEY = "问卷调查"
    OPINION_POLL = "民意调查"


class Route(StrEnum):
    """参与渠道: where opinions are given."""

    WEBSITE = "政府网站"
    SOCIAL = "政务新媒体"
    EMAIL = "电子邮箱"
    LETTER = "信函"
    TELEPHONE = "电话"
    ON_SITE = "现场"
    OTHER = "其他"


class Invitee(StrEnum):
    """参加人员类别: who takes part, by kind; never by name."""

    INTERESTED = "利益相关方"
    PUBLIC = "群众代表"
    EXPERT = "专家"
    MEDIA = "媒体"
    OTHER = "其他"


CONSULTATION_DAYS = calendar_days(30)
"""第十五条: the public has at least 30 days, unless the notice says why it is fewer."""

NORMATIVE_DAYS = working_days(7)
"""Of 行政规范性文件 that are no major decision (国办发〔2018〕37号)."""

ATTENDANCE_NOTICE_DAYS = calendar_days(5)
"""Days by which a meeting that the public attends is announced; a city's rules, no law's."""

HEARING_PAPERS_DAYS = calendar_days(7)
"""第十六条: papers reach those who take part seven days before the hearing."""


def least_consultation(matter: Matter, *, market_entities: bool) -> Limit | None:
    """How long an open consultation lasts at least; None where no clause says so.

    A 行政规范性文件 that touches market entities is heard as long as a major decision (国办发〔2019〕39号).
    """
    if matter is Matter.MAJOR or (matter is Matter.NORMATIVE and market_entities):
        return CONSULTATION_DAYS
    return NORMATIVE_DAYS if matter is Matter.NORMATIVE else None
