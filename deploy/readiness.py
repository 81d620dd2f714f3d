"""Waits until services say on ``/health/ready`` that they are ready."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable, Mapping

from deploy.process import Child, ProcessFailedError

_EVERY_S, _ANSWER_S, _EXCERPT = 0.05, 2, 400


def wait_ready(
    children: Mapping[str, Child], ports: Mapping[str, int], seconds: float, ready: Callable[[str], None]
) -> None:
    """Returns when every child answered 200; calls ``ready`` with each name as it does.

    Raises ``ProcessFailedError`` naming the service that ended or is not ready in time, what it last answered, and
    its last log lines.
    """
    deadline = time.monotonic() + seconds
    waiting = dict.fromkeys(children, "no answer yet")
    while waiting:
        for name in list(waiting):
            child = children[name]
            if not child.alive:
                raise ProcessFailedError(
                    f"{name} ended with status {child.exit_code} before it was ready. "
                    f"Its last lines ({child.log}):\n{child.last_lines()}"
                )
            waiting[name] = asked(ports[name])
            if not waiting[name]:
                del waiting[name]
                ready(name)
        if waiting and time.monotonic() > deadline:
            name, answer = next(iter(waiting.items()))
            raise ProcessFailedError(
                f"not ready after {seconds:g} s: {', '.join(waiting)}. {name} on port {ports[name]} says: {answer}. "
                f"Its last lines ({children[name].log}):\n{children[name].last_lines()}"
            )
        if waiting:
            time.sleep(_EVERY_S)


def asked(port: int) -> str:
    """Empty when the service on this port is ready, else what stands against it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_ANSWER_S)
    try:
        connection.request("GET", "/health/ready")
        response = connection.getresponse()
        body = response.read(_EXCERPT).decode(errors="replace")
    except (OSError, http.client.HTTPException) as error:
        return f"{type(error).__name__} ({error})"
    finally:
        connection.close()
    return "" if response.status == http.HTTPStatus.OK else f"status {response.status}, {body}"
