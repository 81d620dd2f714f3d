"""The ways that most applications go from their receipt on: which facts come how many days later."""

from __future__ import annotations

import random
from collections.abc import Callable

from demo.ways.event import Event, Way
from law.fees import Basis, fee
from law.outcomes import AnswerCode, Ground
from law.table4 import Result

_ANSWERS: dict[tuple[AnswerCode, Ground | None], int] = {
    (AnswerCode.GRANTED, None): 34,
    (AnswerCode.ALREADY_PUBLIC, None): 10,
    (AnswerCode.PARTIAL, None): 7,
    (AnswerCode.WITHHELD, Ground.THIRD_PARTY): 3,
    (AnswerCode.WITHHELD, Ground.IN_PROCESS): 3,
    (AnswerCode.WITHHELD, Ground.INTERNAL_AFFAIRS): 2,
    (AnswerCode.NOT_EXISTING, None): 24,
    (AnswerCode.NOT_OURS, None): 8,
    (AnswerCode.NEEDS_MAKING, None): 4,
    (AnswerCode.PETITION, None): 3,
    (AnswerCode.SPECIAL_RULES, None): 2,
}


def draw_answer(rng: random.Random) -> tuple[AnswerCode, Ground | None]:
    """What is answered, as often as in published reports."""
    return rng.choices(list(_ANSWERS), list(_ANSWERS.values()))[0]


def _answer(rng: random.Random, after: int) -> Event:
    return _answered(after, *draw_answer(rng))


def _answered(after: int, code: AnswerCode, ground: Ground | None = None) -> Event:
    data = {"answered_on": after, "code": code, "reasoned": code is not AnswerCode.GRANTED}
    return Event(after, "answered", {**data, "ground": ground} if ground else data)


def plain(rng: random.Random) -> Way:
    """Answered in time, or some weeks late."""
    return [_answer(rng, rng.randint(36, 60) if rng.random() < 0.18 else rng.randint(1, 24))]


def corrected(rng: random.Random) -> Way:
    """Asked to correct, corrected, answered within the period that then runs afresh."""
    asked = rng.randint(1, 7)
    came = asked + rng.randint(3, 12)
    notice = {"requested_on": asked, "until": asked + 15, "missing": ["description"]}
    return [
        Event(asked, "correction_requested", notice),
        Event(came, "correction_received", {"corrected_on": came}),
        _answer(rng, came + rng.randint(4, 25)),
    ]


def lapsed(rng: random.Random) -> Way:
    """Asked to correct, and never heard of again (第三十条)."""
    asked = rng.randint(1, 7)
    notice = {"requested_on": asked, "until": asked + 15, "missing": ["description", "identity"]}
    return [Event(asked, "correction_requested", notice)]


def extended(rng: random.Random) -> Way:
    """Extended in time with approval; the answer takes most of it."""
    notified = rng.randint(14, 22)
    notice = {"notified_on": notified, "days": 20, "approved_on": notified - rng.randint(0, 3)}
    return [Event(notified, "extended", notice), _answer(rng, notified + rng.randint(8, 30))]


def third_party(rng: random.Random) -> Way:
    """A third party is asked, refuses, and the answer respects it."""
    asked = rng.randint(3, 8)
    came = asked + rng.randint(6, 18)
    return [
        Event(asked - 1, "reviewed", {"reviewed_on": asked - 1, "third_party": True}),
        Event(asked, "third_party_asked", {"asked_on": asked, "served_on": asked, "ref": "han-1"}),
        Event(came, "third_party_answered", {"answered_on": came, "consents": False, "ref": "han-1"}),
        _answered(came + rng.randint(2, 12), AnswerCode.WITHHELD, Ground.THIRD_PARTY),
    ]


def charged(rng: random.Random) -> Way:
    """Asked to pay by pages, paid, answered."""
    sent, pages = rng.randint(2, 9), rng.choice((45, 120, 260))
    paid = sent + rng.randint(2, 18)
    amount = fee(Basis.PAGES, pages).amount
    notice = {"noticed_on": sent, "served_on": sent, "basis": Basis.PAGES, "count": pages, "amount": amount}
    return [
        Event(sent, "fee_noticed", notice),
        Event(paid, "fee_paid", {"paid_on": paid, "amount": amount}),
        _answered(paid + rng.randint(3, 20), AnswerCode.GRANTED),
    ]


def withdrawn(rng: random.Random) -> Way:
    """Withdrawn by the applicant."""
    after = rng.randint(2, 15)
    return [Event(after, "withdrawn", {"withdrawn_on": after})]


def reviewed(rng: random.Random) -> Way:
    """Refused; the applicant goes to 复议, which upholds the refusal."""
    answer = rng.randint(8, 22)
    filed = answer + rng.randint(5, 40)
    decided = filed + rng.randint(30, 60)
    return [
        _answered(answer, AnswerCode.WITHHELD, Ground.INTERNAL_AFFAIRS),
        Event(filed, "review_filed", {"filed_on": filed}, case="1"),
        Event(decided, "review_decided", {"decided_on": decided, "result": Result.UPHELD}, case="1"),
    ]


def reopened(rng: random.Random) -> Way:
    """Refused; 复议 orders to answer again, which is done in time."""
    answer = rng.randint(8, 22)
    filed = answer + rng.randint(5, 40)
    decided = filed + rng.randint(30, 60)
    again = decided + rng.randint(4, 20)
    decision = {"decided_on": decided, "result": Result.CORRECTED, "disclose": True}
    return [
        _answered(answer, AnswerCode.NOT_EXISTING),
        Event(filed, "review_filed", {"filed_on": filed}, case="1"),
        Event(decided, "review_decided", decision, 9 * 60, case="1"),
        Event(decided, "reopened", {"reopened_on": decided}, 10 * 60),
        _answered(again, AnswerCode.GRANTED),
    ]


WAYS: dict[Callable[[random.Random], Way], int] = {
    plain: 44,
    corrected: 11,
    extended: 9,
    third_party: 7,
    charged: 4,
    withdrawn: 5,
    lapsed: 4,
    reviewed: 9,
    reopened: 7,
}
"""How often each is taken, of those that are finished within the year."""
