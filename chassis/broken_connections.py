"""A connection to the broker that has been closed, told to the client as such on uvloop, too.

The client knows a broken connection by ``OSError``. uvloop says ``RuntimeError`` of one that is closed already (aiokafka's
issue 1038): the task that keeps a member in its group then ended for good when the broker went away in the moment of a
request, and the member read nothing any more.
"""

from __future__ import annotations

from typing import Any

from aiokafka import conn
from aiokafka.errors import KafkaConnectionError


class BrokerConnection(conn.AIOKafkaConnection):  # type: ignore[misc]  # the library's class is untyped
    """One to which a request fails with ``KafkaConnectionError``, whatever the loop says of it."""

    def send(self, request: Any, expect_response: bool = True) -> Any:
        """Send a request; what to wait for."""
        try:
            return super().send(request, expect_response)
        except RuntimeError as error:
            raise self._broken(error) from error

    def _send_sasl_token(self, payload: Any, expect_response: bool = True) -> Any:
        try:
            return super()._send_sasl_token(payload, expect_response)
        except RuntimeError as error:
            raise self._broken(error) from error

    def _broken(self, error: RuntimeError) -> KafkaConnectionError:
        self.close(reason=conn.CloseReason.CONNECTION_BROKEN)
        return KafkaConnectionError(f"connection at {self.host}:{self.port} broken: {error}")


def install() -> None:
    """From here on every client of this process makes such connections: the library takes no class of ours."""
    conn.AIOKafkaConnection = BrokerConnection
