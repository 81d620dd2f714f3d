"""Waits until services say on ``/health/ready`` that they are ready."""

from __future__ import annotations

import http.client
import time
from collections.abc import Mapping

from deploy.process import Child, ProcessFailedError, Say

_EVERY_S, _ANSWER_S, _EXCERPT = 0.05, 2, 400
_SAY_EVERY_S = 15.0


def wait_ready(children: Mapping[str, Child], ports: Mapping[str, int], seconds: float, say: Say) -> None:
    """Returns when every child answered 200; says of each that it is ready, and now and then what stands against it.

    Raises ``ProcessFailedError`` naming the service that ended or is not ready in time, what it last answered, and
    its last log lines.
    """
    spoken_at = begun = time.monotonic()
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
                say(f"{name} is ready")
        now = time.monotonic()
        if waiting and now - spoken_at > _SAY_EVERY_S:
            spoken_at = now
            reasons = "; ".join(f"{name}: {answer}" for name, answer in waiting.items())
            say(f"not ready yet, after {now - begun:.0f} s of at most {seconds:g}: {reasons}")
        if waiting and now - begun > seconds:
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
