"""How a delivery says whom it is from, and which it is: the headers of Standard Webhooks (standardwebhooks.com)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time

import msgspec

from contracts.envelope import STRUCTURED

_SECRET, _VERSION = "whsec_", "v1"  # what comes before a secret's bytes, and before a signature
_SECRET_BYTES = 32


class _Named(msgspec.Struct):
    id: str
    source: str


_named = msgspec.json.Decoder(_Named).decode


def new_secret() -> str:
    """A secret that nobody can guess: ``whsec_`` and 32 random bytes, base64."""
    return _SECRET + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def message_id(event: bytes) -> str:
    """The ``webhook-id`` of a notice: the same at each delivery, also where the notice lies on its topic twice."""
    named = _named(event)
    text = f"{named.source}\n{named.id}"
    return f"msg_{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def headers(secret: str, message: str, body: bytes) -> dict[str, str]:
    """The headers of a delivery that begins now."""
    # The moment of the sending, by which a receiver tells an old delivery that somebody else sends again.
    moment = str(int(time.time()))
    return {
        "content-type": STRUCTURED.decode(),
        "webhook-id": message,
        "webhook-timestamp": moment,
        "webhook-signature": signature(secret, message, moment, body),
    }


def signature(secret: str, message: str, moment: str, body: bytes) -> str:
    """``v1,`` and the HMAC-SHA-256 over ``id.timestamp.body``, base64."""
    key = base64.b64decode(secret.removeprefix(_SECRET))
    signed = hmac.new(key, b".".join((message.encode(), moment.encode(), body)), hashlib.sha256)
    return f"{_VERSION},{base64.b64encode(signed.digest()).decode()}"
