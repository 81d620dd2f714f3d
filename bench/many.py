"""``python -m bench.many FOLDER UNITS SUBJECTS``: a dashboard's memory and disk in a process of their own, filled as the reader fills them.

Told as JSON in one line: seconds and CPU seconds until everything was read, or found again in FOLDER; peak MiB then and after every
page; what the pages took. The records are made here instead of fetched from Kafka: making them is left out of the time.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from itertools import islice
from pathlib import Path

from bench import county, pages
from bench.processes import usage
from dashboard.app import application
from dashboard.desk import Desk
from dashboard.ledger import leaves
from dashboard.ledger.reading import READ
from dashboard.reader import BATCH
from tests.dashboard.boards import as_read, reading


def main(folder: Path, units: int, subjects: int) -> None:
    """Fill the ledger in ``folder`` unless it is filled, and show every page."""
    began, used = time.perf_counter(), time.process_time()
    desk = Desk.reading("127.0.0.1:9", cache=folder)
    filled = desk.ledger.answer(leaves.size)["subjects"] == subjects
    records, making = pages.records(units, 0 if filled else subjects), 0.0
    while True:
        made = time.process_time()
        batch = list(islice(records, BATCH))
        making += time.process_time() - made
        if not batch:
            break
        for record in batch:
            if record.topic not in READ:
                desk.board.apply(reading(record))
        kept = [as_read(record, offset) for offset, record in enumerate(batch) if record.topic in READ]
        if kept and not filled:
            desk.ledger.put(kept, {})
    desk.reader.progress.caught_up = desk.reader.progress.connected = True
    measured: dict[str, object] = {
        "seconds": time.perf_counter() - began - making,
        "cpu": time.process_time() - used - making,
        "read": usage(os.getpid()).peak,
    }
    name = next(pages.first(units, subjects)).key.split("/")[2]
    org = county.orgs(units)[0]
    app, addresses = application(desk), pages.addresses(org, name) | pages.files(org)
    addresses |= asyncio.run(pages.led_to(app, addresses))
    measured["pages"] = {page: text for page, (text, _) in asyncio.run(pages.timed(app, addresses)).items()}
    measured["served"] = usage(os.getpid()).peak
    desk.ledger.close()
    sys.stdout.write(json.dumps(measured, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
