"""Structured logs by allow-list: a field that is not named here is left out, so that
neither payloads nor personal data can slip into a log line."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, Literal

import structlog

ALLOWED = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "logger",
        "service",
        "instance",
        "topic",
        "partition",
        "offset",
        "next_offset",
        "records",
        "dropped",
        "facts",
        "duplicates",
        "refused",
        "subjects",
        "events",
        "seconds",
        "attempt",
        "code",
        "field",
        "rule",
        "fact_type",
        "org",
        "day",
        "year",
        "version",
        "migration",
        "checksum",
        "port",
        "partitions",
        "error",
        "where",
        "point",
        "depth",
        "remedy",
        "count",
        "reason",
        "signal",
        "stage",
        "kind",
        "status",
        "route",
        "token",
    }
)


def only_allowed(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Structlog processor: drops fields that are not on the allow-list and says which."""
    left_out = sorted(key for key in event if key not in ALLOWED)
    for key in left_out:
        del event[key]
    if left_out:
        event["reason"] = f"fields not on the allow-list: {', '.join(left_out)}"
    return event


def error_name(error: BaseException) -> str:
    """What may be logged of an error: its class, and for database errors their SQLSTATE; never its text."""
    state = getattr(error, "sqlstate", None)
    return f"{type(error).__name__}({state})" if state else type(error).__name__


class _Foreign(logging.Handler):
    """Library logs: level, logger name and where; not their message, which may quote a record."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        structlog.get_logger().log(
            record.levelno,
            "a library reported something",
            logger=record.name,
            where=f"{record.module}.{record.funcName}:{record.lineno}",
            error=error_name(error) if error else None,
        )


def configure(service: str, instance: str, fmt: Literal["json", "console"]) -> None:
    """Set up logging for this process, to standard output."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed,
            structlog.processors.JSONRenderer(ensure_ascii=False)
            if fmt == "json"
            else structlog.dev.ConsoleRenderer(colors=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(service=service, instance=instance)
    logging.root.handlers = [_Foreign(level=logging.WARNING)]
    logging.root.setLevel(logging.WARNING)
