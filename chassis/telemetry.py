"""What operators see in Prometheus."""

from __future__ import annotations

import time
import traceback
from collections.abc import Mapping
from pathlib import Path

from prometheus_client import Counter, Gauge, Histogram

LAG = Gauge("gongkai_lag_records", "Records behind the end of the log", ["topic"])
LAG_SECONDS = Gauge("gongkai_lag_seconds", "Age of the newest record processed while behind; 0 when caught up")
RECORDS = Counter("gongkai_records_total", "Records processed for the first time")
BATCH_SECONDS = Histogram(
    "gongkai_batch_seconds",
    "Time a batch takes, begin to commit",
    buckets=(0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 15),
)
FACTS = Counter("gongkai_facts_total", "Facts added to the ledger; at the gateway, facts passed on")
DUPLICATES = Counter("gongkai_duplicates_total", "Facts delivered again and dropped")
FOLDS = Counter("gongkai_folds_total", "Subjects folded")
SET_ASIDE = Counter(
    "gongkai_set_aside_total", "Folds that failed; gongkai_subjects_failed says how many subjects stand so"
)
FAILED = Gauge(
    "gongkai_subjects_failed", "Subjects whose fold fails: set aside until gongkai refold or a newer version"
)
STUCK = Gauge("gongkai_stuck_partitions", "Partitions that have records and have stood still for too long")
EVENTS = Counter("gongkai_events_total", "Events put into the outbox")
OUTBOX_DEPTH = Gauge("gongkai_outbox_rows", "Outbox rows waiting for the relay")
OUTBOX_AGE = Gauge("gongkai_outbox_oldest_seconds", "Age of the oldest outbox row")
DEAD_LETTERS = Counter("gongkai_dead_letters_total", "Records put aside", ["code"])
HTTP_FACTS = Counter(
    "gongkai_http_facts_total", "Facts handed in over HTTP, by the status they were answered with", ["status"]
)
REFUSALS = Counter("gongkai_refusals_total", "Facts refused to their sender", ["code"])
TESTED = Counter(
    "gongkai_test_facts_total", "Facts of test inboxes, by the code of their refusal; empty: accepted", ["code"]
)
HTTP_REFUSALS = Counter("gongkai_http_refusals_total", "Requests refused because of who asks, whence or how", ["code"])


def observe_lag(behind: Mapping[str, int], newest_ms: int) -> None:
    """Record lag per topic, and in seconds by the wall clock: monitoring only, no result depends on it."""
    for topic, records in behind.items():
        LAG.labels(topic).set(records)
    LAG_SECONDS.set(max(0.0, time.time() - newest_ms / 1000) if any(behind.values()) else 0.0)


def where(error: BaseException) -> str:
    """The line of code an error came from, without its text (which may quote a record)."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
