"""Standard texts: complete, cited right, chosen by the result, and what can be done against them."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from contracts.application.state import ResultState
from law.outcomes import AnswerCode, Ground, Row, classify
from law.remedies import INTERPRETATION_8, REVIEW_ACT_REVISED, Court, recourse
from papers.letters import NotFillable, fill, texts
from papers.letters.kinds import kind_of
from tests.papers.lettering import EVERY, OUTCOMES, STEPS, TODAY, answered, made, matter, state, whole

PLACE = re.compile(r"\{(\w+)\}")


def test_every_step_answer_code_and_ground_has_a_text_and_there_is_no_other() -> None:
    assert set(texts().kinds) == set(EVERY)


def test_numbers_name_one_text_and_versions_are_counted_from_1() -> None:
    kinds = {text.number: text.kind for text in texts().texts}
    assert len(kinds) == len(texts().kinds)
    for kind, count in Counter(text.kind for text in texts().texts).items():
        versions = [text for text in texts().texts if text.kind == kind]
        assert [text.version for text in versions] == list(range(1, count + 1))
        assert {text.number for text in versions} == {versions[0].number}
        assert sorted(text.effective_on for text in versions) == [text.effective_on for text in versions]


def test_every_place_in_a_text_is_described_once() -> None:
    data = texts()
    lines = [line for text in data.texts for line in (*text.body, text.to)]
    lines += [say for rules in data.remedies.values() for _, say in rules]
    used = {place for line in lines for place in PLACE.findall(line)} | {"org", "reference", "letter_on"}
    assert used == data.by_hand.keys() | data.by_fact.keys()
    assert not data.by_hand.keys() & data.by_fact.keys()
    assert len(data.words) == 2 * len(used), "two places with the same words could not be told apart in a file"


@pytest.mark.parametrize(("code", "ground"), OUTCOMES)
def test_a_letter_rests_on_the_articles_of_its_outcome(code: AnswerCode, ground: Ground | None) -> None:
    letter = made(kind_of(code, ground))
    assert letter.articles == classify(code, TODAY, ground).articles


@pytest.mark.parametrize("kind", EVERY)
def test_the_words_of_a_letter_cite_each_of_its_articles(kind: str) -> None:
    letter = made(kind)
    for article in letter.articles:
        if article.startswith("条例"):
            assert article.removeprefix("条例") in whole(letter), article
        elif article.startswith("国办函"):
            assert article in whole(letter)


REVIEW_FIRST, DIRECTLY, NOT_ALONE = "应当先申请行政复议", "六个月内直接", "不能单独就本告知提起行政诉讼"
COURTS = {
    Court.DIRECT: (False, True, False),
    Court.AFTER_REVIEW: (True, False, False),
    Court.PARTLY_AFTER_REVIEW: (True, True, False),
    Court.NOT_BY_ITSELF: (False, False, True),
}
"""When a court is open → whether the letter sends to review first, to court at once, or says that it is no case."""

DAYS = [
    date(2023, 12, 31),
    REVIEW_ACT_REVISED,
    INTERPRETATION_8 - timedelta(days=1),
    INTERPRETATION_8,
]


@pytest.mark.parametrize(("code", "ground"), OUTCOMES)
@pytest.mark.parametrize("day", DAYS)
def test_an_answer_tells_the_remedies_that_its_outcome_has_on_its_day(
    code: AnswerCode, ground: Ground | None, day: date
) -> None:
    letter = made("answer", answered(code, day, ground))
    text, opened = whole(letter), recourse(code, day)
    if not opened.review:
        assert "复议" not in text
        assert "诉讼" not in text
        return
    assert (REVIEW_FIRST in text, DIRECTLY in text, NOT_ALONE in text) == COURTS[opened.court]
    assert "六十日内" in text
    assert ("十五日内" in text) == (REVIEW_FIRST in text)
    assert ("行政复议法》第九条" in text) == (day < REVIEW_ACT_REVISED)
    assert "第五十一条" in text
    assert any("待律师核对" in note for note in letter.notes)


@pytest.mark.parametrize("day", DAYS)
def test_every_text_that_has_remedies_finds_their_words(day: date) -> None:
    for text in texts().texts:
        sentences = texts().remedy(text, max(day, text.effective_on))
        assert len(sentences) == (2 if text.remedies and recourse(text.remedies, day).review else 0), text.kind


def test_a_letter_that_decides_nothing_has_no_remedies_and_one_to_the_third_party_decided_against_has() -> None:
    for kind in set(STEPS) - {"overridden", "fee"}:
        assert "行政复议" not in whole(made(kind)), kind
    assert DIRECTLY in whole(made("overridden"))
    assert DIRECTLY in whole(made("record.refused"))
    assert "不能单独就该决定申请行政复议" in whole(made("fee"))


@pytest.mark.parametrize(("code", "ground"), OUTCOMES)
def test_answer_takes_the_letter_of_the_last_result(code: AnswerCode, ground: Ground | None) -> None:
    letter = made("answer", answered(code, date(2026, 3, 20), ground))
    assert letter.kind == kind_of(code, ground)
    assert letter.paragraphs[-1].text == "2026年3月20日"


def test_an_answer_that_no_result_names_is_refused_with_the_answers_there_are() -> None:
    with pytest.raises(NotFillable, match=r"answer\.granted"):
        made("answer")
    with pytest.raises(NotFillable, match=r"answer\.withheld\.state_secret"):
        made("answer.withheld")
    no_ground = ResultState(on=TODAY, code=AnswerCode.WITHHELD, row=Row.OTHER, articles=[], fact="f")
    with pytest.raises(NotFillable, match=r"没有写明理由.*answer\.withheld\.in_process"):
        made("answer", state(results=[no_ground]))


@pytest.mark.parametrize("kind", ["", "anser.granted", "answer.withheld.secret", "补正", "../fee"])
def test_an_unknown_kind_is_refused_with_the_kinds_there_are(kind: str) -> None:
    with pytest.raises(NotFillable, match="There are: agreed, answer, "):
        made(kind)


def test_no_text_is_used_before_its_day() -> None:
    with pytest.raises(NotFillable, match="used from 2021-01-01"):
        fill("fee", matter(today=date(2020, 12, 31)))
