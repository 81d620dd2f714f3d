"""Oracle and folds come to the same rows for steps of any kind in any order, many of them of one day or one moment."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from law.outcomes import AnswerCode, Ground
from tests.demo.folds import UNITS, Line, disagreements, until
from tests.demo.lines import fact

ORG, OTHER = (unit.org for unit in UNITS[:2])
BEGINNINGS = tuple(map(date.fromisoformat, ("2019-05-01", "2025-09-10", "2025-11-03", "2025-12-01", "2026-03-05")))
WAYS = (None, "邮寄", "当面交付", "电子送达")
CHANNELS = (None, "当面", "邮寄签收", "口头代填", "平信", "互联网", "传真")
VERBS = (
    *("answered", "reopened", "delivered", "correction_requested", "dispute") * 3,
    *("withdrawn", "transferred", "correction_received", "fee_noticed", "fee_paid", "extended", "received") * 2,
    *("confirmed", "fee_waived", "agreed", "third_party_asked", "third_party_answered", "co_maker_asked"),
    *("co_maker_answered", "third_party_overridden", "registered", "reviewed", "archived"),
)


class Drawn:
    """Steps about one application; ``day`` counts from its receipt."""

    def __init__(self, chance: Random, subject: str) -> None:
        self.chance, self.subject, self.day = chance, subject, 0
        self.start = chance.choice(BEGINNINGS) + timedelta(days=chance.randrange(28))

    def lines(self) -> Iterator[Line]:
        """The receipt, and whatever follows: in a third of the cases on the same day, mostly in the same hour."""
        yield self._line("received", 0, **self._received())
        for number in range(1, self.chance.randint(2, 10)):
            if self.chance.random() > 0.35:
                self.day += self.chance.choice((1, 3, 6, 7, 14, 20, 28, 29, 35, 60))
            verb = self.chance.choice(VERBS)
            data: dict[str, Any] = getattr(self, f"_{verb}", dict)()
            yield self._dispute_line(number) if verb == "dispute" else self._line(verb, number, **data)

    def _line(self, verb: str, number: int, **data: Any) -> Line:
        return self._written(f"application.{verb}", self.subject, number, data)

    def _dispute_line(self, number: int) -> Line:
        order = self.chance.choice(({}, {"within": 15}, {"until": self._on(0, 5, 30)}, {"served_on": self._on(0, 3)}))
        kind = self.chance.choice(("review_decided", "lawsuit_decided"))
        data = {"result": "corrected", "disclose": True, "applications": [self.subject]} | order
        return self._written(f"dispute.{kind}", f"{self.subject}-{number}", number, data)

    def _written(self, kind: str, subject: str, number: int, data: dict[str, Any]) -> Line:
        content = {name: value for name, value in data.items() if value is not None}
        hour = self.chance.choice((9, 9, 9, 10, 11))
        return ORG, fact(kind, self._on(0), subject, f"{self.subject}.{number}", hour, **content)[1]

    def _on(self, *after: int) -> str:
        return (self.start + timedelta(days=self.day + self.chance.choice(after))).isoformat()

    def _some(self, *values: Any) -> Any:
        return self.chance.choice((None, *values))

    def _received(self) -> dict[str, Any]:
        confirmed_on = self._some(self._on(0), self._on(1), self._on(9))
        missing = self.chance.choice(([], [], ["identity"]))
        channel = self.chance.choice(CHANNELS)
        return {"applicant_kind": "natural", "channel": channel, "confirmed_on": confirmed_on, "missing": missing}

    def _answered(self) -> dict[str, Any]:
        code = self.chance.choice(tuple(AnswerCode))
        ground = self.chance.choice(tuple(Ground)) if code is AnswerCode.WITHHELD else None
        return {"code": code, "ground": ground, "way": self.chance.choice(WAYS)}

    def _delivered(self) -> dict[str, Any]:
        return {"way": self.chance.choice(WAYS), "posted_on": self._some(self._on(0), self._on(-1), self._on(-4))}

    def _reopened(self) -> dict[str, Any]:
        return {"until": self._some(self._on(-1), self._on(0), self._on(5), self._on(30))}

    def _correction_requested(self) -> dict[str, Any]:
        return {"until": self._some(self._on(-3), self._on(0), self._on(10), self._on(40))}

    def _correction_received(self) -> dict[str, Any]:
        return {"justified": self.chance.random() < 0.5}

    def _fee_noticed(self) -> dict[str, Any]:
        amount = self.chance.choice((0, 270, 270))
        return {"basis": "pages", "count": 57, "amount": amount, "served_on": self._some(self._on(0, 2, 5))}

    def _fee_paid(self) -> dict[str, Any]:
        return {"amount": self.chance.choice((1, 100, 169, 170, 270))}

    def _extended(self) -> dict[str, Any]:
        return {"approved_on": self._some(self._on(0), self._on(-1)), "days": self._some(5, 20, 30)}

    def _agreed(self) -> dict[str, Any]:
        return {"until": self._on(1, 20, 60)}

    def _transferred(self) -> dict[str, Any]:
        return {"to": self._some(OTHER)}

    def _letter(self) -> dict[str, Any]:
        return {"ref": self.chance.choice("12"), "served_on": self._some(self._on(0, 2, 5))}

    def _opinion(self) -> dict[str, Any]:
        return {"ref": self.chance.choice("12"), "consents": False}

    _third_party_asked = _co_maker_asked = _letter
    _third_party_answered = _co_maker_answered = _opinion

    def _reviewed(self) -> dict[str, Any]:
        return {"third_party": True}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("today", [date(2025, 12, 31), date(2027, 8, 2)])
def test_whatever_is_told_of_an_application_counts_alike_in_both(seed: int, today: date) -> None:
    chance = Random(f"steps {seed}")
    drawn = [line for number in range(400) for line in Drawn(chance, f"sq-{number:04d}").lines()]
    assert disagreements(until(drawn, today), today) == []


def test_many_of_the_drawn_steps_share_their_moment() -> None:
    chance = Random("steps 0")
    drawn = [json.loads(line) for number in range(50) for _, line in Drawn(chance, f"sq-{number}").lines()]
    moments = [(event["subject"].split("-")[1], event["time"]) for event in drawn]
    assert len(moments) - len(set(moments)) > len(moments) // 10
