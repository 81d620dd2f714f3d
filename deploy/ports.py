"""Free TCP ports on 127.0.0.1."""

from __future__ import annotations

import random
import socket
from pathlib import Path

from deploy import whole_file

# Below what the kernel hands to outgoing connections: a client that retries while its server is down must not be
# given the server's port by chance (it would connect to itself, and the server could not come back).
_FIRST, _LAST = 20_000, 32_000
_TRIES = 200

_claims: list[socket.socket] = []
"""What keeps others from being given our ports before our programs listen on them, or while one is down."""


def is_free(port: int) -> bool:
    """Whether a server could listen on this port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def answers(port: int) -> bool:
    """Whether a server listens on this port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """A port that nobody uses, and that nobody else is given while this process lives.

    Raises ``OSError`` when none is found.
    """
    for _ in range(_TRIES):
        port = random.SystemRandom().randint(_FIRST, _LAST)
        if is_free(port) and _claim(port):
            return port
    raise OSError(f"no free port between {_FIRST} and {_LAST} on 127.0.0.1: are hundreds of servers running?")


def kept_port(note: Path, asked: int = 0) -> int:
    """The port asked for, or the one of the last run where it is free: clients of a kept state find it again.

    It is kept in ``note``. What cannot be read there is as if there were none: only the number would be lost.
    """
    try:
        last = int(note.read_text())
    except (FileNotFoundError, ValueError):
        last = 0
    port = asked or (last if last and is_free(last) else free_port())
    whole_file.put(note, str(port))
    return port


def _claim(port: int) -> bool:
    """Takes the datagram port of this number, which none of our programs needs, as the sign that it is given."""
    claim = socket.socket(type=socket.SOCK_DGRAM)
    try:
        claim.bind(("127.0.0.1", port))
    except OSError:
        claim.close()
        return False
    _claims.append(claim)
    return True


def free_ports(count: int) -> list[int]:
    """``count`` different free ports."""
    return [free_port() for _ in range(count)]
