"""``python -m dashboard serve``: the dashboard as a process."""

from __future__ import annotations

import resource
import socket
import sqlite3
import sys

import structlog
import typer

from chassis import logs, settings
from chassis.access import connections
from chassis.access.origin import hosts
from chassis.server import Server
from dashboard.access import Access
from dashboard.app import application
from dashboard.desk import Desk
from dashboard.feed import MAX_LISTENERS

log = structlog.get_logger()

OTHER_FILES = 256
"""Open files for all but event streams: pages being answered, Kafka, the ledger."""

SHUTDOWN_SECONDS = 3
"""Answers that are not finished by then are cut off: SIGTERM to the end of the process stays below five seconds."""

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Assessment dashboard (考核看板): reads the metrics topics only.",
)


@cli.callback()
def _commands() -> None:
    """A command has to be named, as with every service."""


@cli.command()
def serve() -> None:
    """Serve the pages until SIGTERM or Ctrl-C.

    Settings come from the environment: GONGKAI_KAFKA (bootstrap servers), GONGKAI_HTTP_HOST (127.0.0.1),
    GONGKAI_HTTP_PORT (0 picks a free port; the log says which), GONGKAI_LOG_FORMAT (json or console),
    GONGKAI_DEMONSTRATION (true: every page and print says that the data are simulated), GONGKAI_CACHE (folder of a
    cache that is used again after a restart; left out, it ends with the process), GONGKAI_FONTS (folder with the fonts
    of the papers; left out, papers come as Word and Excel), GONGKAI_READERS (who may read: open, token, or header:NAME
    as the county's proxy sets it) with GONGKAI_OFFICE_SHA256, GONGKAI_HOSTS (names by which it is asked from elsewhere).

    Example: GONGKAI_KAFKA=127.0.0.1:9092 GONGKAI_HTTP_PORT=8080 python -m dashboard serve
    """
    chosen = settings.load(database=False)
    logs.configure("dashboard", chosen.instance, chosen.log_format)
    streams = _room()
    desk = _desk(chosen, streams)
    config = connections.config(
        application(desk, hosts("dashboard", chosen.hosts)),
        chosen,
        streams=streams,
        lifespan="on",
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
    )
    listening = _listen(chosen.http_host, chosen.http_port)
    log.info("serving", port=listening.getsockname()[1])
    Server(config, desk.feed.close).run(sockets=[listening])
    log.info("stopped")


def _room() -> int:
    """How many event streams there is room for: each is an open file, of which a process may have only so many."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MAX_LISTENERS + OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return MAX_LISTENERS if soft == resource.RLIM_INFINITY else max(1, min(MAX_LISTENERS, soft - OTHER_FILES))


def _desk(chosen: settings.Settings, most_streams: int) -> Desk:
    try:
        return Desk.reading(
            chosen.kafka,
            simulated=chosen.demonstration,
            cache=chosen.cache,
            fonts=chosen.fonts,
            most_streams=most_streams,
            access=Access.of(chosen),
        )
    except (OSError, sqlite3.Error) as error:
        why = error.strerror if isinstance(error, OSError) else error
        sys.stderr.write(
            f"GONGKAI_CACHE={chosen.cache}: cannot keep the cache there ({why}); "
            "free some space, give a folder of this dashboard's own, or leave it out for one that ends with the process\n"
        )
        sys.exit(2)


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        sys.stderr.write(
            f"GONGKAI_HTTP_HOST={host} GONGKAI_HTTP_PORT={port}: cannot listen there ({error.strerror}); "
            "give an address of this machine and a free port, or port 0\n"
        )
        sys.exit(2)


if __name__ == "__main__":
    cli(prog_name="python -m dashboard")
