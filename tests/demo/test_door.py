"""What the demonstration sends, at the gateway's door: each record is judged as it is labelled."""

from __future__ import annotations

from collections import Counter

from contracts.topics import inbox
from demo.generate import simulated_year
from demo.sent import ACCEPTED, DUPLICATE
from demo.units import county_units, read_units
from services.gateway.door import judge
from services.gateway.records import Inbound, Refused, Unit, Units

UNITS = county_units(read_units())


def test_the_gateways_door_judges_every_record_as_it_is_labelled() -> None:
    units = Units({unit.org: Unit(unit.supervisor) for unit in UNITS})
    schedule = simulated_year(UNITS, 101, 0.3)
    verdicts: Counter[tuple[str, str]] = Counter()
    for day, records in schedule.days.items():
        for record in records:
            inbound = Inbound(record.value, list(record.headers), inbox(record.org), 0, 0)
            verdict = judge(inbound, record.org, day, units)
            got = verdict.refusal.code if isinstance(verdict, Refused) else ACCEPTED
            # Repeated and reused ids pass the door; the ledgers tell them.
            wanted = record.expect if record.expect not in {DUPLICATE, "id.reused"} else ACCEPTED
            verdicts[wanted, got] += 1
    assert not {pair: count for pair, count in verdicts.items() if pair[0] != pair[1]}
    assert len(verdicts) > 20
