"""Letters of whole lives: what the fold makes of the facts decides whether a letter may go out."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.application.state import ApplicationDetail, ApplicationState
from contracts.envelope import Fact
from papers.letters import Counting, Matter, Refused, fill
from tests.families.application.said import disputed, result, said
from tests.papers.lettering import ORGAN, whole

TODAY = date(2026, 6, 30)

RECEIVED = said("received", "2026-03-02", applicant_kind="natural", channel="当面")
REGISTERED = said("registered", "2026-03-03", number="2026-017")
ASKED = said("correction_requested", "2026-03-05", until=date(2026, 3, 20), missing=["form"])
EXTENDED = said("extended", "2026-03-25", days=20, approved_on=date(2026, 3, 24))
NOTICED = said("fee_noticed", "2026-03-10", basis="items", count=15, amount=500)
CONSULTED = said("third_party_asked", "2026-03-09")
AGREED = said("agreed", "2026-03-20", until=date(2026, 5, 20))
GRANTED = said("answered", "2026-03-27", code="granted")


def matter(*facts: Fact, today: date = TODAY) -> Matter:
    """What a letter is about, as the services would say it."""
    whole = result(*facts, today=today)
    detail = whole.detail() if whole.detail else ApplicationDetail()
    assert isinstance(whole.state, ApplicationState)
    assert isinstance(detail, ApplicationDetail)
    in_time = sorted(facts, key=lambda fact: (fact.time, fact.id))
    return Matter(whole.state, detail, Counting(in_time), ORGAN, today)


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("registered", [REGISTERED]),
        ("correction", [ASKED]),
        (
            "correction",
            [ASKED, said("correction_received", "2026-03-12"), said("answered", "2026-03-20", code="other")],
        ),
        ("extension", [EXTENDED]),
        ("extension", [EXTENDED, said("answered", "2026-04-20", code="granted")]),
        ("third_party", [CONSULTED]),
        ("agreed", [AGREED]),
        ("fee", [NOTICED]),
        (
            "overridden",
            [
                CONSULTED,
                said("third_party_answered", "2026-03-16", consents=False),
                said("third_party_overridden", "2026-03-18"),
            ],
        ),
        ("answer", [GRANTED]),
        ("answer", [said("answered", "2026-05-20", code="granted")]),
        ("answer", [said("withdrawn", "2026-03-20")]),
        ("answer", [said("withdrawn", "2026-05-20")]),
        ("answer", [ASKED]),
        ("answer", [NOTICED]),
        ("answer", [CONSULTED, said("answered", "2026-03-27", code="withheld", ground="third_party", reasoned=True)]),
        ("reasons", []),
        ("reasons", [EXTENDED]),
    ],
)
def test_a_step_that_was_lawful_has_its_letter_whatever_came_later(kind: str, facts: list[Fact]) -> None:
    assert fill(kind, matter(RECEIVED, *facts)).objections == ()


@pytest.mark.parametrize(
    ("kind", "facts", "words"),
    [
        ("extension", [], "尚未记录“延期告知”"),
        ("extension", [said("extended", "2026-04-10", approved_on=date(2026, 4, 9))], "延期告知无效"),
        ("extension", [said("extended", "2026-03-25")], "未经"),
        ("extension", [said("extended", "2026-03-25", days=40, approved_on=date(2026, 3, 24))], "不得超过20个工作日"),
        ("extension", [GRANTED, said("extended", "2026-03-30", approved_on=date(2026, 3, 29))], "此后的步骤没有效力"),
        ("correction", [GRANTED], "该申请已答复，现在作出没有效力"),
        ("correction", [GRANTED, said("correction_requested", "2026-03-30")], "此后的步骤没有效力"),
        ("correction", [said("correction_requested", "2026-03-20", until=date(2026, 4, 10))], "应于2026-03-11前"),
        (
            "correction",
            [ASKED, said("correction_received", "2026-03-09"), said("correction_requested", "2026-03-10")],
            "以一次为限",
        ),
        ("fee", [], "尚未记录“收费通知”"),
        ("fee", [said("fee_noticed", "2026-03-10", basis="items", count=15, amount=900)], "应收500元"),
        ("fee", [said("fee_noticed", "2026-03-10", basis="items", count=9, amount=0)], "0元"),
        ("fee", [said("fee_noticed", "2026-04-10", basis="items", count=15, amount=500)], "应当在答复期限内"),
        ("fee", [NOTICED, said("fee_waived", "2026-03-12")], "决定免收"),
        ("agreed", [said("agreed", "2026-03-20", until=date(2026, 3, 25))], "期限不变"),
        ("agreed", [said("agreed", "2026-04-20", until=date(2026, 5, 25))], "无效"),
        ("third_party", [GRANTED, said("third_party_asked", "2026-04-02")], "此后的步骤没有效力"),
        ("co_maker", [GRANTED], "该申请已答复"),
        ("overridden", [CONSULTED, said("third_party_overridden", "2026-03-18")], "没有第三方不同意公开的记录"),
        ("registered", [], "尚未记录“登记”"),
        ("registered", [said("registered", "2026-02-20")], "之前应有"),
        ("answer", [said("answered", "2026-03-27", code="withheld", reasoned=True)], "没有写明理由"),
        (
            "answer",
            [said("answered", "2026-03-27", code="withheld", ground="third_party", reasoned=True)],
            "书面征求第三方意见",
        ),
        ("answer", [said("answered", "2026-03-27", code="still_unclear")], "没有补正"),
        ("answer", [said("answered", "2026-03-27", code="uncorrected")], "没有补正告知的记录"),
        (
            "answer",
            [CONSULTED, said("third_party_answered", "2026-03-16", consents=False), GRANTED],
            "第三方不同意公开",
        ),
        ("answer.withheld.in_process", [GRANTED], "记录的办理结果是answer.granted"),
        ("reasons", [GRANTED], "不能再要求说明理由"),
    ],
)
def test_a_step_that_has_not_happened_or_was_void_or_unlawful_has_none(
    kind: str, facts: list[Fact], words: str
) -> None:
    with pytest.raises((Refused, ValueError), match=words):
        fill(kind, matter(RECEIVED, *facts))
    if kind not in {"answer", "answer.withheld"}:
        assert fill(kind, matter(RECEIVED, *facts), anyway=True).objections


@pytest.mark.parametrize("later", [[], [said("answered", "2026-04-20", code="granted")]])
def test_an_extension_names_the_day_it_made_when_the_application_has_ended_too(later: list[Fact]) -> None:
    assert "将于2026年4月28日前" in whole(fill("extension", matter(RECEIVED, EXTENDED, *later)))


PASSED = said("correction_requested", "2026-03-05", until=date(2026, 3, 1), missing=["form"])
"""It names a day that was over, so that the county's own period holds: to 26 March."""


def test_a_period_that_was_over_when_it_was_set_stands_in_no_letter() -> None:
    asked = whole(fill("correction", matter(RECEIVED, PASSED, today=date(2026, 3, 6))))
    assert "请于2026年3月26日前" in asked
    assert "补正期限至2026年3月26日" in whole(fill("answer", matter(RECEIVED, PASSED)))


def test_a_second_notice_to_correct_stands_in_no_letter_about_the_first() -> None:
    again = said("correction_requested", "2026-03-12", until=date(2026, 5, 8), missing=["form"])
    lapsed = whole(fill("answer", matter(RECEIVED, ASKED, again)))
    assert "本机关于2026年3月5日一次性告知你（单位）补正，补正期限至2026年3月20日" in lapsed


@pytest.mark.parametrize(
    ("kind", "facts", "refused"),
    [
        ("extension", [said("extended", "2026-06-01", approved_on=date(2026, 6, 1))], True),
        ("agreed", [said("agreed", "2026-06-01", until=date(2026, 8, 3))], True),
        ("extension", [], True),
        ("third_party", [said("third_party_asked", "2026-06-01")], False),
    ],
)
def test_what_was_ordered_is_not_put_off_by_a_letter(kind: str, facts: list[Fact], refused: bool) -> None:
    decided = disputed("review_decided", "2026-05-20", result="corrected", disclose=True, within=15)
    ordered = [RECEIVED, GRANTED, decided, said("reopened", "2026-05-22"), *facts]
    objections = fill(kind, matter(*ordered, today=date(2026, 6, 1)), anyway=True).objections
    assert any("2026年6月10日前履行" in objection for objection in objections) is refused


def test_an_overdue_application_cannot_be_extended_any_more() -> None:
    overdue = matter(RECEIVED, today=date(2026, 4, 8))
    with pytest.raises(Refused, match="答复期限2026年3月30日已过，延期告知没有效力"):
        fill("extension", overdue)
