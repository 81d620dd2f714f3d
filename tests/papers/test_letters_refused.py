"""Letters that must not go out: their step is not recorded, has no effect, or is against the law."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from contracts.application.state import ApplicationDetail, ApplicationState, StatedConsultation
from contracts.state import StatedFinding
from law.clock import State
from law.fees import Basis
from law.outcomes import AnswerCode, Ground
from papers import SIMULATED
from papers.letters import Refused, fill
from papers.letters.objections import BORNE
from papers.letters.paper import DRAFT, paper
from papers.official import word
from tests.papers.lettering import (
    EVERY,
    RECORDS,
    answered,
    extended,
    fact,
    made,
    matter,
    noticed,
    registered,
    state,
)

FREE = {"reasons", *RECORDS}
"""Letters of which no fact tells."""


def reasons(kind: str, of: ApplicationState, *facts: dict[str, Any], detail: ApplicationDetail | None = None) -> str:
    """Why a letter is refused."""
    with pytest.raises(Refused) as refused:
        fill(kind, matter(of, *facts, detail=detail or ApplicationDetail()))
    return "；".join(refused.value.reasons)


def finding(code: str, fact_id: str, text: str = "说明", article: str = "条例第三十三条") -> StatedFinding:
    """A finding about a fact."""
    return StatedFinding(on=date(2026, 3, 20), code=code, article=article, text=text, fact=fact_id)


def running(due_on: date = date(2026, 3, 30), **more: Any) -> ApplicationState:
    """An application whose answer is awaited."""
    return state(state=State.RUNNING, due_on=due_on, **more)


ASKED = fact("q", "correction_requested", requested_on="2026-03-04", until="2026-03-25")
NOTICED = fact("n", "fee_noticed", noticed_on="2026-03-10", basis="items", count=15, amount=500)
CONSULTED = fact("t", "third_party_asked", asked_on="2026-03-05")
OVERRIDDEN = fact("v", "third_party_overridden", decided_on="2026-03-18")


@pytest.mark.parametrize("kind", EVERY)
def test_a_letter_whose_step_is_not_recorded_is_refused(kind: str) -> None:
    if kind in FREE:
        assert fill(kind, matter()).objections == ()
    else:
        assert "尚未记录“" in reasons(kind, running())


RECORDED: list[tuple[str, ApplicationState, tuple[dict[str, Any], ...]]] = [
    ("registered", running(), (registered(),)),
    ("correction", state(state=State.AWAITING_CORRECTION), (ASKED,)),
    ("extension", running(extended_days=20), (extended(),)),
    ("third_party", running(), (CONSULTED,)),
    (
        "overridden",
        running(),
        (CONSULTED, fact("o", "third_party_answered", answered_on="2026-03-12", consents=False), OVERRIDDEN),
    ),
    ("co_maker", running(), (fact("m", "co_maker_asked", asked_on="2026-03-05"),)),
    ("agreed", running(), (fact("g", "agreed", notified_on="2026-03-06", until="2026-05-06"),)),
    ("fee", state(state=State.AWAITING_PAYMENT, fee=noticed(Basis.ITEMS, 15, 500)), (NOTICED,)),
]


@pytest.mark.parametrize(("kind", "of", "facts"), RECORDED)
def test_a_lawful_step_has_its_letter_and_one_with_a_finding_has_not(
    kind: str, of: ApplicationState, facts: tuple[dict[str, Any], ...]
) -> None:
    assert fill(kind, matter(of, *facts)).objections == ()
    step = facts[-1]["id"]
    void = of.model_copy(update={"findings": [finding("whatever.code", step, "没有效力")]})
    assert reasons(kind, void, *facts) == "没有效力（条例第三十三条）"
    elsewhere = of.model_copy(update={"findings": [finding("whatever.code", "another")]})
    assert fill(kind, matter(elsewhere, *facts)).objections == ()


@pytest.mark.parametrize("code", sorted(BORNE))
def test_what_the_letter_sets_right_or_is_owed_all_the_same_is_only_noted(code: str) -> None:
    of = running(findings=[finding(code, "r", "迟了")])
    letter = fill("registered", matter(of, registered()))
    assert letter.objections == ()
    assert "迟了（条例第三十三条）" in letter.notes


@pytest.mark.parametrize(
    ("kind", "of", "facts", "words"),
    [
        ("extension", running(date(2026, 3, 18)), (), "答复期限2026年3月18日已过，延期告知没有效力"),
        ("correction", running(date(2026, 3, 18)), (), "答复期限2026年3月18日已过，补正告知没有效力"),
        ("fee", running(date(2026, 3, 18)), (), "收费通知没有效力"),
        ("agreed", running(date(2026, 3, 18)), (), "确定延迟答复的期限没有效力"),
        ("correction", running(correction_notice_due_on=date(2026, 3, 11)), (), "应于2026年3月11日前一次性告知"),
        ("extension", state(), (), "答复期限尚未起算"),
        ("correction", answered(AnswerCode.GRANTED, date(2026, 3, 18), state=State.ANSWERED), (), "已答复"),
        ("third_party", answered(AnswerCode.WITHDRAWN, date(2026, 3, 18), state=State.WITHDRAWN), (), "已撤回"),
        ("reasons", answered(AnswerCode.GRANTED, date(2026, 3, 18), state=State.ANSWERED), (), "不能再要求说明理由"),
        (
            "extension",
            answered(AnswerCode.UNCORRECTED, date(2026, 3, 24), state=State.LAPSED_CORRECTION),
            (extended(),),
            "逾期不补正，不再处理（2026年3月24日），此后的步骤没有效力",
        ),
        ("fee", running(fee=noticed(Basis.ITEMS, 9, 0)), (NOTICED,), "金额是0元"),
        (
            "fee",
            running(fee=noticed(Basis.ITEMS, 15, 500).model_copy(update={"waived_on": date(2026, 3, 12)})),
            (NOTICED,),
            "已于2026年3月12日决定免收",
        ),
        ("overridden", running(), (OVERRIDDEN,), "没有书面征求第三方意见的记录"),
        ("overridden", running(), (CONSULTED, OVERRIDDEN), "没有第三方不同意公开的记录"),
        (
            "overridden",
            running(),
            (CONSULTED, fact("o", "third_party_answered", answered_on="2026-03-19", consents=False), OVERRIDDEN),
            "决定早于2026年3月19日收到的第三方意见",
        ),
        (
            "answer.granted",
            answered(AnswerCode.WITHHELD, date(2026, 3, 18), Ground.IN_PROCESS),
            (),
            "记录的办理结果是answer.withheld.in_process",
        ),
        ("answer", answered(AnswerCode.WITHHELD, date(2026, 3, 18), Ground.THIRD_PARTY), (), "书面征求第三方意见"),
        ("answer", answered(AnswerCode.UNCORRECTED, date(2026, 3, 18)), (), "没有补正告知的记录"),
        ("answer", answered(AnswerCode.UNCORRECTED, date(2026, 3, 25)), (ASKED,), "2026年3月25日尚未届满"),
        ("answer", answered(AnswerCode.UNPAID, date(2026, 3, 18)), (), "没有缴费通知的记录"),
        (
            "answer",
            answered(
                AnswerCode.UNPAID,
                date(2026, 4, 18),
                fee=noticed(Basis.ITEMS, 15, 500).model_copy(update={"paid_on": date(2026, 3, 12), "paid": 500}),
            ),
            (),
            "已于2026年3月12日缴清",
        ),
        ("answer.other", state(transferred=True, state=State.TRANSFERRED), (), "已转送"),
    ],
)
def test_a_letter_without_effect_or_against_the_law_is_refused_with_the_reason(
    kind: str, of: ApplicationState, facts: tuple[dict[str, Any], ...], words: str
) -> None:
    assert words in reasons(kind, of, *facts)


def test_a_refusal_for_a_third_party_who_was_asked_has_its_letter() -> None:
    asked = StatedConsultation(
        kind="third_party_asked",
        ref="1",
        asked_on=date(2026, 3, 5),
        limit_on=date(2026, 3, 26),
        answered_on=None,
        article="条例第三十二条",
        silence="由行政机关决定",
    )
    of = answered(AnswerCode.WITHHELD, date(2026, 3, 20), Ground.THIRD_PARTY)
    assert fill("answer", matter(of, detail=ApplicationDetail(consultations=[asked]))).objections == ()


def test_every_page_of_a_draft_says_so_and_a_letter_that_may_go_out_has_no_mark(tmp_path: Path) -> None:
    draft, lawful = made("extension"), fill("registered", matter(running(), registered()))
    word.write(paper(draft), tmp_path / "draft.docx")
    word.write(paper(lawful), tmp_path / "lawful.docx")
    drafted, sent = Document(str(tmp_path / "draft.docx")), Document(str(tmp_path / "lawful.docx"))
    assert drafted.sections[0].header.paragraphs[0].text.startswith(f"{DRAFT}：尚未记录“延期告知”")
    assert not drafted.sections[0].different_first_page_header_footer
    assert drafted.core_properties.content_status.startswith(DRAFT)
    assert sent.sections[0].header.paragraphs[0].text == ""
    word.write(paper(lawful, simulated=True), tmp_path / "simulated.docx")
    assert Document(str(tmp_path / "simulated.docx")).sections[0].header.paragraphs[0].text == SIMULATED
