"""Every subject of the log folded afresh, service by service and level by level, as states flow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from chassis.amend import effective
from chassis.case import Folded, encode
from chassis.ledger.folding import MOST_BYTES, StateTooLargeError
from chassis.logs import error_name
from chassis.rules import Rules, fold_subject, levels, rules_of
from contracts.envelope import Fact
from contracts.families import Families
from contracts.kit import key_of
from contracts.profile import Counties
from contracts.state import SubjectState
from law.calendar import WorkingCalendar


class Folding:
    """Folds the services in the order of the flow; each is told the facts of its own subjects."""

    def __init__(self, families: Families, calendar: WorkingCalendar, today: date, counties: Counties) -> None:
        self.states: dict[str, SubjectState] = {}
        """Key → state, of every subject of which there is something to say."""
        self.failed: dict[str, str] = {}
        """Key → error, of every subject that no fold can be made of: its service sets it aside."""
        self._families, self._calendar, self._today, self._counties = families, calendar, today, counties
        self._sent: dict[str, bytes] = {}
        self._senders: defaultdict[str, set[str]] = defaultdict(set)

    def fold(self, service: str, facts: Mapping[str, Sequence[Fact]]) -> None:
        """Fold the subjects of ``service``: those that have facts, and those that others' states call into being."""
        rules = rules_of(service, self._families)
        for kinds in levels(rules):
            called = {*facts, *self._senders} - self.failed.keys()
            for key in sorted(key for key in called if key_of(key).kind in kinds):
                self._subject(rules[key_of(key).kind], key, facts.get(key, ()))

    def _subject(self, rules: Rules, key: str, facts: Sequence[Fact]) -> None:
        try:
            linked = self._linked(rules, key, facts)
            name = key_of(key)
            county = self._counties.of(name.org)
            folded = fold_subject(rules, name, facts, self._calendar, self._today, linked, county)
            state = _bounded(folded)
        except Exception as error:  # noqa: BLE001  # as in the ledger: its neighbours go on
            self.failed[key] = error_name(error)
            return
        if folded.relevant:
            self.states[key], self._sent[key] = folded.state, state
            for receiver in folded.state.sends:
                if self._takes(key, receiver):
                    self._senders[receiver].add(key)

    def _linked(self, rules: Rules, key: str, facts: Iterable[Fact]) -> dict[str, list[bytes]]:
        """The states that flow to a subject, by kind: senders', and those that its own facts ask for."""
        counting = effective(facts, self._families).facts
        asked = {str(sender) for sender in rules.asks(counting)} if rules.asks else set()
        linked: defaultdict[str, list[bytes]] = defaultdict(list)
        for sender in sorted(asked | self._senders.get(key, set())):
            if sender in self._sent:
                linked[key_of(sender).kind].append(self._sent[sender])
        return linked

    def _takes(self, sender: str, receiver: str) -> bool:
        """Whether the receiver's service hears of the sender at all: a link of its own, or a kind that it takes."""
        kind, service = key_of(sender).kind, key_of(receiver).service
        taken = {taken for family in self._families.of_service(service) for taken in family.takes}
        return key_of(sender).service == service or kind in taken


def _bounded(folded: Folded) -> bytes:
    state = encode(folded)
    if len(state) > MOST_BYTES:
        raise StateTooLargeError(len(state))
    return state
