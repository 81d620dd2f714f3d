"""What the dashboard tells Prometheus."""

from __future__ import annotations

from aiokafka import TopicPartition
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
)

from chassis import telemetry
from dashboard.board import Board


class Meters:
    """Counters and gauges in a registry of their own, so that two dashboards fit into one process."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        # Whoever is refused at the dashboard counts as at every other program.
        registry.register(telemetry.HTTP_REFUSALS)
        self.records = Counter("gongkai_dashboard_records", "Records read", ["topic"], registry=registry)
        self.unreadable = Counter(
            "gongkai_dashboard_unreadable",
            "Records passed over, by reason",
            ["topic", "reason"],
            registry=registry,
        )
        self.outdated = Counter(
            "gongkai_dashboard_outdated",
            "Records dropped because a newer one of their key was seen before",
            ["topic"],
            registry=registry,
        )
        self.lag = Gauge("gongkai_dashboard_lag_records", "Records not read yet", ["topic"], registry=registry)
        self.connected = Gauge("gongkai_dashboard_connected", "1 while Kafka answers", registry=registry)
        self.version = Gauge("gongkai_dashboard_board_version", "Changes taken in", registry=registry)
        self.entries = Gauge("gongkai_dashboard_entries", "What the board holds", ["what"], registry=registry)
        self.overdue = Gauge("gongkai_dashboard_overdue_obligations", "Obligations overdue now", registry=registry)
        self.day = Gauge("gongkai_dashboard_complete_up_to_day", "Watermark, days since 1970-01-01", registry=registry)
        self.listeners = Gauge("gongkai_dashboard_listeners", "Open event streams", registry=registry)
        self.requests = Counter(
            "gongkai_dashboard_requests", "Answers given", ["route", "method", "status"], registry=registry
        )
        self.seconds = Histogram(
            "gongkai_dashboard_request_seconds",
            "Time to the first byte of an answer",
            ["route"],
            registry=registry,
        )

    def board(self, board: Board, overdue: int) -> None:
        """Show the state of the board."""
        self.version.set(board.version)
        for what, count in board.size().items():
            self.entries.labels(what).set(count)
        self.overdue.set(overdue)
        if board.day:
            self.day.set(board.day.toordinal() - 719_163)

    def lag_of(self, lag: dict[TopicPartition, int]) -> None:
        """Show how far behind each topic is."""
        for topic in {part.topic for part in lag}:
            self.lag.labels(topic).set(sum(count for part, count in lag.items() if part.topic == topic))
