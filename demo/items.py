"""Documents and information of one unit's simulated year: formed, published, some late, some never."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from demo.steps import FIRST, LAST, Maker, Step
from demo.titles import document_title, item_title
from demo.units import Unit
from law.codes import Attribute, Channel

_CHANNELS = {
    Channel.WEBSITE: 70, Channel.NOTICE_BOARD: 10, Channel.SOCIAL: 8, Channel.SERVICE_CENTRE: 3,
    Channel.READING_POINT: 2, Channel.SERVICE_STATION: 2, Channel.GAZETTE: 2, Channel.BROADCAST: 1,
    Channel.NEWSPAPER: 1, Channel.PUSH: 1,
}  # fmt: skip
_LAG = ((88, 0, 18), (6, 19, 27), (4, 30, 75))
"""Weight, shortest and longest time from formation to disclosure in days; the last is late for sure."""

EARLY = 2
"""Of a hundred: disclosed before the document was signed."""

NEVER, ON_REQUEST, WITHHELD, UNMARKED, DRAFT = 0.015, 0.05, 0.03, 0.015, 0.01
"""Per published item: never disclosed though public, kept for requests, withheld, sent without attribute, not signed."""

GROUNDS = (
    ("属于内部事务信息", "政府信息公开条例第十六条第一款"),
    ("属于过程性信息", "政府信息公开条例第十六条第二款"),
    ("公开会对第三方合法权益造成损害", "政府信息公开条例第十五条"),
)


@dataclass
class UnitYear:
    """Writes the year of one unit, item by item."""

    unit: Unit
    rng: random.Random
    slowness: float
    """How much more often than others this unit is late or silent."""

    def __post_init__(self) -> None:
        self._make = Maker(self.unit.org, self.rng)
        self._last_number = 0

    def steps(self, published: int) -> list[Step]:
        """Facts of ``published`` items disclosed in the year and of what was not disclosed beside them."""
        found: list[Step] = []
        for _ in range(published):
            found += self._published(self._make.weekday())
        beside = (
            (self._never, NEVER * self.slowness), (self._on_request, ON_REQUEST), (self._withheld, WITHHELD),
            (self._unmarked, UNMARKED), (self._draft, DRAFT),
        )  # fmt: skip
        for write, part in beside:
            for _ in range(round(published * part + self.rng.random() - 0.5)):
                found += write(self._make.weekday())
        return found

    def mistaken(self) -> list[Step]:
        """An item that never was: its facts are to be withdrawn by whoever asks for it."""
        return self._information(self._make.weekday(FIRST, LAST - timedelta(days=60)), Attribute.PROACTIVE)

    def _subject(self, kind: str) -> str:
        self._last_number += 1
        return f"{kind}-2026-{self._last_number:05d}"

    def _published(self, on: date) -> list[Step]:
        drawn = self.rng.random()
        attribute = Attribute.ON_REQUEST if drawn < 0.01 else Attribute.PROACTIVE
        if drawn > 0.99:
            subject = self._subject("xx")
            return self._disclosures(subject, on)
        if self.rng.random() < 0.4:
            return self._document_published(on, attribute)
        return self._information(on, attribute)

    def _information(self, on: date, attribute: Attribute) -> list[Step]:
        subject, formed_on = self._subject("xx"), self._formed(on)
        title = item_title(self.unit, formed_on, self.rng)
        formed = self._make.step(
            subject, "formed", "disclosure.formed.v1", formed_on,
            formed_on=formed_on, attribute=attribute, title=title,
        )  # fmt: skip
        return [formed, *self._disclosures(subject, on), *self._rarely_withdrawn(subject, on)]

    def _document_published(self, on: date, attribute: Attribute) -> list[Step]:
        subject, approved_on = self._subject("gw"), self._formed(on)
        steps = self._signed(subject, approved_on, attribute)
        if self.rng.random() < 0.02:
            expired_on = self._make.later(max(on, approved_on), 30, 250)
            steps.append(
                self._make.step(
                    subject,
                    "expired",
                    "document.expired.v1",
                    expired_on,
                    expired_on=expired_on,
                    reason="文件废止",
                )
            )
        return [*steps, *self._disclosures(subject, on), *self._rarely_withdrawn(subject, on)]

    def _formed(self, published_on: date) -> date:
        """The day of formation that lies a drawn lag before the disclosure, or shortly after an early one."""
        if self.rng.randrange(100) < EARLY:
            return self._make.later(published_on, 1, 10)
        weights = [_LAG[0][0], _LAG[1][0] * self.slowness, _LAG[2][0] * self.slowness]
        _, low, high = self.rng.choices(_LAG, weights)[0]
        return self._make.earlier(published_on, low, high)

    def _signed(
        self, subject: str, approved_on: date, attribute: Attribute | None, part: str = "", **why: str
    ) -> list[Step]:
        drafted_on = self._make.earlier(approved_on, 1, 15)
        return [
            self._drafted(subject, drafted_on, attribute, part, **why),
            self._approved(subject, approved_on),
        ]

    def _drafted(
        self, subject: str, on: date, attribute: Attribute | None, part: str = "", **why: str
    ) -> Step:
        return self._make.step(
            subject, f"drafted{part}", "document.drafted.v1", on,
            title=document_title(self.unit, on, self.rng), drafted_on=on, attribute=attribute, **why,
        )  # fmt: skip

    def _approved(self, subject: str, on: date) -> Step:
        return self._make.step(subject, "approved", "document.approved.v1", on, approved_on=on)

    def _disclosures(self, subject: str, on: date) -> list[Step]:
        """The first disclosure, now and then more of them on other channels."""
        count = self.rng.choices((1, 2, 3), (82, 15, 3))[0]
        channels: list[Channel] = []
        while len(channels) < count:
            drawn = self.rng.choices(list(_CHANNELS), list(_CHANNELS.values()))[0]
            if drawn not in channels:
                channels.append(drawn)
        days = [on, *sorted(self._make.later(on, 0, 12) for _ in channels[1:])]
        return [
            self._make.step(
                subject,
                f"published-{number}",
                "disclosure.published.v1",
                day,
                published_on=day,
                channel=channel,
            )
            for number, (day, channel) in enumerate(zip(days, channels, strict=True), start=1)
        ]

    def _rarely_withdrawn(self, subject: str, published_on: date) -> list[Step]:
        if self.rng.random() >= 0.006:
            return []
        on = self._make.later(published_on, 3, 120)
        return [
            self._make.step(
                subject,
                "taken-down",
                "disclosure.withdrawn.v1",
                on,
                withdrawn_on=on,
                reason="内容有误，撤下更正",
            )
        ]

    def _never(self, on: date) -> list[Step]:
        if self.rng.random() < 0.5:
            return self._signed(self._subject("gw"), on, Attribute.PROACTIVE)
        return [
            self._make.step(
                self._subject("xx"), "formed", "disclosure.formed.v1", on,
                formed_on=on, attribute=Attribute.PROACTIVE, title=item_title(self.unit, on, self.rng),
            )
        ]  # fmt: skip

    def _on_request(self, on: date) -> list[Step]:
        return self._signed(self._subject("gw"), on, Attribute.ON_REQUEST)

    def _withheld(self, on: date) -> list[Step]:
        reason, basis = self.rng.choice(GROUNDS)
        return self._signed(self._subject("gw"), on, Attribute.WITHHELD, reason=reason, legal_basis=basis)

    def _unmarked(self, on: date) -> list[Step]:
        """Sent without an attribute or withheld without a reason, so returned; most are sent again, in order."""
        subject = self._subject("gw")
        attribute = self.rng.choice((None, Attribute.WITHHELD))
        steps = [self._drafted(subject, on, attribute)]
        again = on + timedelta(days=self.rng.randint(1, 9))
        if again <= LAST and self.rng.random() < 0.7:
            reason, basis = GROUNDS[0]
            steps.append(
                self._drafted(subject, again, Attribute.WITHHELD, "-2", reason=reason, legal_basis=basis)
            )
        return steps

    def _draft(self, on: date) -> list[Step]:
        return [self._drafted(self._subject("gw"), on, Attribute.PROACTIVE)]
