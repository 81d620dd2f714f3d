"""Of an application: notices, answers and fees that are not as the law has them (条例第三十至三十七条; 国办函〔2020〕109号)."""

from __future__ import annotations

from collections.abc import Iterator

from demo.oracle.application.life import Life
from demo.oracle.application.rows import outcome
from demo.oracle.application.steps import ENDS, Course
from demo.oracle.case import Departure, Judgement
from demo.oracle.facts import Sent

REASONED = {"withheld", "partial", "not_ours", "excessive"}
"""Answers that say why: 第三十五条, 第三十六条第三项、第五项, 第三十七条."""

WITHHELD, UNCLEAR = "withheld", "still_unclear"


def departures(judgement: Judgement) -> Iterator[Departure]:
    """What was told to the applicant and to third parties, answer by answer, and what was charged."""
    case, course = judgement.case, Course(judgement.case.subject)
    receipt = course.receipt()
    if receipt is None:
        # Whoever answers or charges without an application that was told of does it as well or as badly.
        answers = list(_unreceived(course))
    else:
        life = Life(course, receipt, case.calendar, case.today)
        ends = [period.end for period in life.lived()]
        answers = [end.fact for end in ends if end is not None and end.word == "answered" and end.fact is not None]
        yield from life.departures
    for answer in answers:
        yield from _of_answer(course, answer)
    for fact in course.facts("third_party_overridden"):
        if fact.text("told_on") is None:
            yield Departure(fact.day("decided_on"), "third_party.not_told")
    yield from _of_fees(course)


def _unreceived(course: Course) -> Iterator[Sent]:
    """Answers that end something: the first, and after each reopening the next."""
    over = False
    for step in course.steps():
        if step.word == "answered" and not over:
            yield step.fact
        over = (over or step.word in ENDS) and step.word != "reopened"


def _of_answer(course: Course, answer: Sent) -> Iterator[Departure]:
    on, (code, ground) = answer.day("answered_on"), outcome(answer)
    if answer.text("code") is None and not answer.data.get("parts"):
        yield Departure(on, "outcome.no_code")
    if code == WITHHELD and ground is None:
        yield Departure(on, "outcome.no_ground")
    if code in REASONED and not answer.data.get("reasoned"):
        yield Departure(on, "outcome.no_reasons")
    if code == UNCLEAR and not course.facts("correction_received"):
        yield Departure(on, "outcome.not_corrected")


def _of_fees(course: Course) -> Iterator[Departure]:
    """By item or by page, by the tiers; the first notice is what was charged."""
    notices = sorted(course.facts("fee_noticed"), key=lambda fact: (fact.day("noticed_on"), fact.time, fact.id))
    if notices and int(str(notices[0].data["amount"])) != _lawful(notices[0]):
        yield Departure(notices[0].day("noticed_on"), "fee.wrong_amount")
    if len({notice.text("basis") for notice in notices}) > 1:
        yield Departure(notices[-1].day("noticed_on"), "fee.both_bases")


def _lawful(notice: Sent) -> int | None:
    """元, one item or page after the other; None where pages of before are counted, which nothing allows."""
    count, before = (int(str(notice.data.get(name) or 0)) for name in ("count", "before"))
    by_item = notice.text("basis") == "items"
    if before and not by_item:
        return None
    price = _price_of_item if by_item else _price_of_page
    return sum(price(number) for number in range(before + 1, before + count + 1))


def _price_of_item(number: int) -> int:
    """The first ten are free, those to the thirtieth 100 元, and each ten after them 100 元 more."""
    if number <= 10:
        return 0
    return 100 if number <= 30 else 100 * ((number - 31) // 10 + 2)


def _price_of_page(number: int) -> int:
    prices = ((30, 0), (100, 10), (200, 20))
    return next((price for last, price in prices if number <= last), 40)
