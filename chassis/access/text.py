"""The text of a token: ``gk_<id>_<secret>``; the id is public, the secret is known to its owner alone."""

from __future__ import annotations

import hashlib
import re
import secrets
import string
from typing import NamedTuple

_ID_LETTERS = string.ascii_lowercase + string.digits
_ID_LENGTH = 12
_SECRET_BYTES = 32
_read = re.compile(r"gk_([a-z0-9]{12})_[A-Za-z0-9_-]{43}").fullmatch


class NewToken(NamedTuple):
    """A token that has just been made: the only moment at which its text is known to us."""

    id: str
    text: str

    @property
    def sha256(self) -> str:
        """As it is stored."""
        return digest(self.text)

    @property
    def last(self) -> str:
        """As it is listed."""
        return self.text[-4:]


def new() -> NewToken:
    """A token that nobody can guess."""
    number = "".join(secrets.choice(_ID_LETTERS) for _ in range(_ID_LENGTH))
    return NewToken(number, f"gk_{number}_{secrets.token_urlsafe(_SECRET_BYTES)}")


def digest(text: str) -> str:
    """SHA-256 of a token, in hex. Its secret has 256 random bits, so that a slow hash would protect nothing more."""
    return hashlib.sha256(text.encode()).hexdigest()


def id_of(text: str) -> str:
    """The public id of a token; empty where ``text`` has not the form of one."""
    form = _read(text)
    return form[1] if form else ""
