"""Letters filled by codes, days and numbers only, and the documents made of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX

from contracts.application.state import ApplicationDetail, StatedConsultation
from law.clock import State
from law.fees import Basis
from law.outcomes import AnswerCode
from papers.letters import fill
from papers.letters.paper import file_name, paper
from papers.official import word
from tests.papers.lettering import (
    EVERY,
    ORGAN,
    answered,
    extended,
    fact,
    made,
    matter,
    noticed,
    registered,
    state,
    whole,
)


@pytest.mark.parametrize("kind", EVERY)
def test_names_addresses_and_what_was_asked_for_are_marked_blanks(kind: str) -> None:
    letter = made(kind, None, registered())
    runs = [run for paragraph in letter.paragraphs for run in paragraph.runs]
    marked = {run.text for run in (*runs, *letter.reference.runs) if run.blank}
    assert marked == {f"【{blank.words}】" for blank in letter.blanks}
    assert "【发文字号】" in marked
    assert runs[0].blank
    assert not any("【" in run.text or "{" in run.text for run in runs if not run.blank)


def test_a_register_receipt_holds_what_the_facts_say() -> None:
    text = whole(made("registered", None, registered()))
    assert "登记编号：2026-017" in text
    assert "收到申请之日为2026年3月2日；登记日期为2026年3月3日" in text
    assert "即于2026年3月30日前" in text
    assert text.endswith(f"{ORGAN}\n2026年3月3日")


def test_a_withdrawn_fact_fills_nothing_and_a_corrected_one_fills_what_it_says_now() -> None:
    kind = "application.registered.v1"
    gone = fact("w", "fact.withdrawn.v1", fact="r", fact_type=kind, reason="录入错误")
    data = {"registered_on": "2026-03-03", "number": "2026-018"}
    right = fact("c", "fact.corrected.v1", fact="r", fact_type=kind, data=data, reason="更正")
    assert "【登记编号】" in whole(made("registered", None, registered(), gone))
    assert "登记编号：2026-018" in whole(made("registered", None, registered(), right))


def test_a_correction_notice_names_the_missing_parts_in_the_words_of_the_law() -> None:
    asked = fact(
        "q",
        "correction_requested",
        requested_on="2026-03-04",
        until="2026-03-25",
        missing=["form", "identity"],
    )
    text = whole(made("correction", None, asked))
    assert "补正以下事项：身份证明；申请公开的政府信息的形式要求" in text
    assert "请于2026年3月25日前" in text


def test_an_extension_without_its_fact_leaves_the_new_day_blank_and_says_why() -> None:
    blanks = {blank.words: blank.why for blank in made("extension").blanks}
    assert blanks["延长后的答复期限"] == "现有事实没有载明；来自对现行期限有效的“延期告知”（application.extended.v1）"
    assert blanks["申请人姓名或者名称"] == "由本机关填写；事实不记载这一内容"
    moved = made("extension", state(due_on=date(2026, 4, 28), extended_days=20), extended())
    assert "将答复期限延长20个工作日" in whole(moved)
    assert "将于2026年4月28日前" in whole(moved)


def test_a_consultation_names_its_limit() -> None:
    asked = StatedConsultation(
        kind="third_party_asked",
        ref="1",
        asked_on=date(2026, 3, 5),
        limit_on=date(2026, 3, 26),
        answered_on=None,
        article="条例第三十二条",
        silence="由行政机关决定",
    )
    detail = ApplicationDetail(consultations=[asked])
    assert "截止日期为2026年3月26日" in whole(made("third_party", detail=detail))
    assert "【回复的截止日期】" in whole(made("co_maker", detail=detail))
    assert "于2026年3月5日书面征求第三方意见" in whole(made("answer.withheld.third_party", detail=detail))


def test_a_fee_notice_shows_the_tiers_it_adds_up_from() -> None:
    of = state(fee=noticed(Basis.PAGES, 109, 880), state=State.AWAITING_PAYMENT, lapses_after=date(2026, 4, 8))
    text = whole(made("fee", of))
    assert "决定按量收取" in text
    assert "第31至100页共70页，每页10元，计700元；第101至109页共9页，每页20元，计180元" in text
    assert "人民币880元" in text
    assert "截止日期为2026年4月8日" in text


def test_the_tiers_of_a_fee_that_they_do_not_give_are_left_blank() -> None:
    assert "【分档计算方式】" in whole(made("fee", state(fee=noticed(Basis.ITEMS, 15, 900))))


def test_a_provisional_due_date_is_noted() -> None:
    assert "暂定" in made("registered", state(provisional=True)).notes[0]


def test_a_partial_answer_names_the_articles_on_which_parts_are_withheld() -> None:
    parts = [
        {"code": "granted"},
        {"code": "withheld", "ground": "in_process"},
        {"code": "withheld", "ground": "in_process"},
        {"code": "withheld", "ground": "third_party"},
    ]
    answer = fact("f-answer", "answered", answered_on="2026-03-20", parts=parts)
    letter = made("answer", answered(AnswerCode.PARTIAL, date(2026, 3, 20)), answer)
    assert letter.articles == ("条例第三十七条", "条例第十六条第二款", "条例第十五条")
    assert "属于过程性信息（《条例》第十六条第二款）；公开会对第三方合法权益造成损害" in whole(letter)


@pytest.mark.parametrize("kind", EVERY)
def test_a_letter_holds_no_text_but_its_standard_text_codes_days_and_numbers(kind: str) -> None:
    """Whatever was squeezed into a string of the state, or into the reason of an amendment, stays out."""
    personal = ["慕容甲乙", "500236199001011234", "13812345678", "永安街道测试路1号"]
    squeezed = state(
        subject=personal[0],
        alert=personal[3],
        flags=[personal[1]],
        missing=[personal[0]],
        transferred_to=personal[1],
        applicant_ref=personal[1],
        subject_hash=personal[3],
    )
    amended = fact("w", "fact.withdrawn.v1", fact="r", fact_type="x", reason="".join(personal))
    letter = made(kind, squeezed, amended)
    assert not [word for word in personal if word in whole(letter) + letter.title + letter.footer]


@pytest.mark.parametrize("kind", EVERY)
def test_the_document_holds_the_paragraphs_and_marks_the_blanks_yellow(kind: str, tmp_path: Path) -> None:
    letter = made(kind, None, registered())
    path = tmp_path / "letter.docx"
    word.write(paper(letter), path)
    page = Document(str(path))
    expected = [letter.organ, letter.reference, *letter.paragraphs]
    texts = [paragraph.text for paragraph in page.paragraphs]
    assert texts == [expected[0].text, expected[1].text, letter.title, *(block.text for block in expected[2:])]
    yellow = {
        run.text
        for paragraph in page.paragraphs
        for run in paragraph.runs
        if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    }
    assert yellow == {f"【{blank.words}】" for blank in letter.blanks}
    assert letter.footer == page.sections[0].footer.paragraphs[1].text
    assert letter.number in letter.footer
    assert list(tmp_path.iterdir()) == [path]


def test_signs_that_mean_something_in_xml_and_templates_come_through(tmp_path: Path) -> None:
    letter = fill("registered", matter(organ="a<b>&{{ c }}"), anyway=True)
    word.write(paper(letter), tmp_path / "x.docx")
    assert Document(str(tmp_path / "x.docx")).paragraphs[0].text == "a<b>&{{ c }}"


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("o/a-1", "o-a-1-reasons.docx"),
        ("o/../../etc", "o-etc-reasons.docx"),
        ("o/a b?c:d\\e", "o-a-b-c-d-e-reasons.docx"),
        ("o/" + "9" * 300, "o-" + "9" * 58 + "-reasons.docx"),
    ],
)
def test_a_file_name_is_safe_whatever_the_id(key: str, name: str) -> None:
    assert file_name(key, made("reasons"), ".docx") == name
    assert file_name(key, made("fee"), ".pdf").endswith("-fee-draft.pdf")
