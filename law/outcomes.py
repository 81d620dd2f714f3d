"""答复: each outcome of an application, what it must say, and its one row of table 三."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from law.findings import Finding
from law.limits import ART_30, ART_35, ART_36, FEE_RULES


class AnswerCode(StrEnum):
    """How an application ends (条例第三十条, 第三十五至三十九条, 国办函〔2020〕109号)."""

    ALREADY_PUBLIC = "already_public"
    GRANTED = "granted"
    PARTIAL = "partial"
    WITHHELD = "withheld"
    SPECIAL_RULES = "special_rules"
    NOT_EXISTING = "not_existing"
    NOT_OURS = "not_ours"
    NEEDS_MAKING = "needs_making"
    STILL_UNCLEAR = "still_unclear"
    PETITION = "petition"
    REPEATED = "repeated"
    PUBLICATION = "publication"
    EXCESSIVE = "excessive"
    REISSUE = "reissue"
    UNCORRECTED = "uncorrected"
    UNPAID = "unpaid"
    WITHDRAWN = "withdrawn"
    OTHER = "other"


class Ground(StrEnum):
    """Why information is withheld (条例第十四至十六条)."""

    STATE_SECRET = "state_secret"  # noqa: S105  国家秘密 is no password
    FORBIDDEN_BY_LAW = "forbidden_by_law"
    SECURITY_AND_STABILITY = "security_and_stability"
    THIRD_PARTY = "third_party"
    INTERNAL_AFFAIRS = "internal_affairs"
    IN_PROCESS = "in_process"
    ENFORCEMENT_FILE = "enforcement_file"


class Row(StrEnum):
    """The result rows of table 三 (国办公开办函〔2021〕30号), by the keys of the published JSON."""

    GRANTED = "3_1_granted"
    PARTIAL = "3_2_partial"
    STATE_SECRET = "3_3_1"  # noqa: S105  a key of the form
    FORBIDDEN_BY_LAW = "3_3_2"
    SECURITY_AND_STABILITY = "3_3_3"
    THIRD_PARTY = "3_3_4"
    INTERNAL_AFFAIRS = "3_3_5"
    IN_PROCESS = "3_3_6"
    ENFORCEMENT_FILE = "3_3_7"
    ADMINISTRATIVE_QUERY = "3_3_8"
    NOT_HELD = "3_4_1"
    NEEDS_MAKING = "3_4_2"
    STILL_UNCLEAR = "3_4_3"
    PETITION = "3_5_1"
    REPEATED = "3_5_2"
    PUBLICATION = "3_5_3"
    EXCESSIVE = "3_5_4"
    REISSUE = "3_5_5"
    UNCORRECTED = "3_6_1"
    UNPAID = "3_6_2"
    OTHER = "3_6_3"


@dataclass(frozen=True, slots=True)
class Rule:
    """One outcome: the clause, its row, whether reasons are owed, and what the answer has to contain."""

    article: str
    row: Row
    reasons: bool
    says: str


REPORT_FORM = "国办公开办函〔2021〕30号"
"""The form of the annual report, which has rows for outcomes that no article names."""

_NO_PROCESSING = "告知申请人不予处理"
OUTCOMES: dict[AnswerCode, Rule] = {
    AnswerCode.ALREADY_PUBLIC: Rule(f"{ART_36}第一项", Row.GRANTED, False, "告知获取该政府信息的方式、途径"),
    AnswerCode.GRANTED: Rule(f"{ART_36}第二项", Row.GRANTED, False, "提供该政府信息，或者告知获取的方式、途径和时间"),
    AnswerCode.PARTIAL: Rule("条例第三十七条", Row.PARTIAL, True, "提供可以公开的内容，对不予公开的内容说明理由"),
    AnswerCode.WITHHELD: Rule(f"{ART_36}第三项", Row.OTHER, True, "告知不予公开并说明理由"),
    AnswerCode.SPECIAL_RULES: Rule(
        f"{ART_36}第七项", Row.ADMINISTRATIVE_QUERY, False, "告知依照有关法律、行政法规的规定办理"
    ),
    AnswerCode.NOT_EXISTING: Rule(f"{ART_36}第四项", Row.NOT_HELD, False, "告知经检索该政府信息不存在"),
    AnswerCode.NOT_OURS: Rule(
        f"{ART_36}第五项",
        Row.NOT_HELD,
        True,
        "告知不属于本机关负责公开并说明理由；能确定负责机关的，告知名称、联系方式",
    ),
    AnswerCode.NEEDS_MAKING: Rule(
        "条例第三十八条", Row.NEEDS_MAKING, False, "告知没有现成信息，需要加工、分析的可以不予提供"
    ),
    AnswerCode.STILL_UNCLEAR: Rule(ART_30, Row.STILL_UNCLEAR, False, "告知补正后申请内容仍不明确"),
    AnswerCode.PETITION: Rule(
        "条例第三十九条第一款", Row.PETITION, False, "告知不作为政府信息公开申请处理，指出提出诉求的渠道"
    ),
    AnswerCode.REPEATED: Rule(f"{ART_36}第六项", Row.REPEATED, False, "告知不予重复处理"),
    AnswerCode.PUBLICATION: Rule("条例第三十九条第二款", Row.PUBLICATION, False, "告知获取公开出版物的途径"),
    AnswerCode.EXCESSIVE: Rule(ART_35, Row.EXCESSIVE, True, "告知申请理由不合理，不予处理"),
    AnswerCode.REISSUE: Rule(REPORT_FORM, Row.REISSUE, False, _NO_PROCESSING),
    AnswerCode.UNCORRECTED: Rule(ART_30, Row.UNCORRECTED, False, _NO_PROCESSING),
    AnswerCode.UNPAID: Rule(FEE_RULES, Row.UNPAID, False, _NO_PROCESSING),
    AnswerCode.WITHDRAWN: Rule(REPORT_FORM, Row.OTHER, False, "记录申请人撤回"),
    AnswerCode.OTHER: Rule(REPORT_FORM, Row.OTHER, False, "记录处理情况"),
}
"""Every outcome. The row of WITHHELD follows its ground (`GROUNDS`); the one here stands in without a ground.

不存在 and 不属于本机关 both count as 本机关不掌握, as the form has no other row for them.
"""

GROUNDS: dict[Ground, tuple[str, Row]] = {
    Ground.STATE_SECRET: ("条例第十四条", Row.STATE_SECRET),
    Ground.FORBIDDEN_BY_LAW: ("条例第十四条", Row.FORBIDDEN_BY_LAW),
    Ground.SECURITY_AND_STABILITY: ("条例第十四条", Row.SECURITY_AND_STABILITY),
    Ground.THIRD_PARTY: ("条例第十五条", Row.THIRD_PARTY),
    Ground.INTERNAL_AFFAIRS: ("条例第十六条第一款", Row.INTERNAL_AFFAIRS),
    Ground.IN_PROCESS: ("条例第十六条第二款", Row.IN_PROCESS),
    Ground.ENFORCEMENT_FILE: ("条例第十六条第二款", Row.ENFORCEMENT_FILE),
}
"""Grounds for withholding, their clause and their row under （三）不予公开."""

GROUND_NAMES: dict[Ground, str] = {
    Ground.STATE_SECRET: "依法确定为国家秘密",
    Ground.FORBIDDEN_BY_LAW: "法律、行政法规禁止公开",
    Ground.SECURITY_AND_STABILITY: "公开后可能危及国家安全、公共安全、经济安全、社会稳定",
    Ground.THIRD_PARTY: "公开会对第三方合法权益造成损害",
    Ground.INTERNAL_AFFAIRS: "属于内部事务信息",
    Ground.IN_PROCESS: "属于过程性信息",
    Ground.ENFORCEMENT_FILE: "属于行政执法案卷信息",
}
"""Grounds in the words of their clause, as an answer gives them for a part that is withheld."""

DISCLOSING = frozenset({AnswerCode.ALREADY_PUBLIC, AnswerCode.GRANTED, AnswerCode.PARTIAL})
"""Outcomes that give the information, or a part of it."""


def combined(parts: Sequence[tuple[AnswerCode, Ground | None]]) -> tuple[AnswerCode, Ground | None]:
    """The one outcome of an answer in parts (第三十七条): some given and some not is 部分公开, and only that.

    Parts that are all given, or all not, count as the first of them that is not 其他处理. Raises
    ValueError without a part.
    """
    if not parts:
        raise ValueError("parts is empty: give the answer's own code")
    disclosing = [code in DISCLOSING for code, _ in parts]
    if (any(disclosing) and not all(disclosing)) or AnswerCode.PARTIAL in {code for code, _ in parts}:
        return AnswerCode.PARTIAL, None
    return next((part for part in parts if part[0] is not AnswerCode.OTHER), parts[0])


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer classified: its one row of table 三, the clauses it rests on, and what is wrong with it."""

    row: Row
    articles: tuple[str, ...]
    findings: tuple[Finding, ...]


def classify(
    code: AnswerCode,
    answered_on: date,
    ground: Ground | None = None,
    *,
    reasoned: bool = False,
    corrected: bool = True,
) -> Outcome:
    """The one row an answer counts in (第三十五至三十九条 against the rows of 国办公开办函〔2021〕30号).

    Separable information counts as 部分公开 only, whatever is withheld of it. ``reasoned``: reasons were
    given. ``corrected``: a correction had been asked and received; 补正后仍不明确 presupposes one.
    Nothing raises: a refusal without a ground counts under 其他, with a finding.
    """
    rule = OUTCOMES[code]
    row = rule.row
    articles: tuple[str, ...] = (rule.article,)
    findings: list[Finding] = []
    if ground is not None and code in (AnswerCode.WITHHELD, AnswerCode.PARTIAL):
        clause, ground_row = GROUNDS[ground]
        articles = (rule.article, clause)
        row = ground_row if code is AnswerCode.WITHHELD else row
    elif ground is not None:
        findings.append(Finding(answered_on, "outcome.ground_unused", rule.article, "该答复不以不予公开的理由为依据"))
    elif code is AnswerCode.WITHHELD:
        findings.append(
            Finding(answered_on, "outcome.no_ground", rule.article, "不予公开没有写明第十四至十六条的哪一项理由")
        )
    if rule.reasons and not reasoned:
        findings.append(Finding(answered_on, "outcome.no_reasons", rule.article, "答复应当说明理由"))
    if code is AnswerCode.STILL_UNCLEAR and not corrected:
        findings.append(Finding(answered_on, "outcome.not_corrected", rule.article, "没有补正就以内容不明确答复"))
    return Outcome(row, articles, tuple(findings))
