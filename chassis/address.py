"""Where Kafka answers, and as whom it is asked: one text, as the address of a database is one."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from ipaddress import IPv6Address
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

MECHANISM = "SCRAM-SHA-512"
_PROTOCOLS = {"scram": "SASL_PLAINTEXT", "scram+tls": "SASL_SSL"}
_NONE = "no address of Kafka: give HOST:PORT, scram://USER:PASSWORD@HOST:PORT, or scram+tls://USER:PASSWORD@HOST:PORT?ca=FILE"


class AuthorityError(OSError, ValueError):
    """Certificates of an authority that cannot be read; the text names the file. Whoever waits for a broker waits for them too."""


@dataclass(frozen=True)
class Address:
    """A broker and who asks it. Without a user it is asked as nobody, as a broker of one's own without identities is."""

    servers: str
    """``host:port[,host:port]``; all that a log or an error may show of it."""

    user: str = ""
    password: str = field(default="", repr=False)
    tls: bool = False
    authority: Path | None = None
    """Certificates of who signed the broker's; left out, those that the machine trusts."""

    def __str__(self) -> str:
        return self.servers

    @property
    def text(self) -> str:
        """The whole address, with its password."""
        if not self.user:
            return self.servers
        scheme = "scram+tls" if self.tls else "scram"
        ca = f"?ca={quote(str(self.authority))}" if self.authority else ""
        return f"{scheme}://{quote(self.user, safe='')}:{quote(self.password, safe='')}@{self.servers}{ca}"

    def client(self) -> dict[str, Any]:
        """What a client of aiokafka is told to reach it: a consumer, a producer or an admin client."""
        options: dict[str, Any] = {"bootstrap_servers": self.servers.split(",")}
        if self.user:
            options |= {
                "security_protocol": _PROTOCOLS["scram+tls" if self.tls else "scram"],
                "sasl_mechanism": MECHANISM,
                "sasl_plain_username": self.user,
                "sasl_plain_password": self.password,
                "ssl_context": self.context(),
            }
        return options

    def context(self) -> ssl.SSLContext | None:
        """What the broker's certificate is judged by; None where the connection is not encrypted.

        Raises ``AuthorityError``.
        """
        try:
            return ssl.create_default_context(cafile=self.authority) if self.tls else None
        except OSError as error:
            # Its own words name no file.
            raise AuthorityError(
                f"the certificates of ca={self.authority} cannot be read: {error.strerror or error}; "
                "name a file of PEM certificates that this account may read"
            ) from error


def address(text: str) -> Address:
    """Read an address: ``host:port``, or with an identity. ValueError, without the password, when it is none."""
    if "://" not in text and "@" not in text:
        return Address(_answering(text))
    try:
        parts = urlsplit(text)
    except ValueError:
        # Its own words quote the address, password and all.
        raise ValueError(_NONE) from None
    authority, _, servers = parts.netloc.rpartition("@")
    user, _, password = authority.partition(":")
    if parts.scheme not in _PROTOCOLS or not user or not password or not servers or parts.path.strip("/"):
        raise ValueError(_NONE)
    ca = parse_qs(parts.query).get("ca", [""])[0]
    return Address(
        _answering(servers), unquote(user), unquote(password), parts.scheme == "scram+tls", Path(ca) if ca else None
    )


def _answering(servers: str) -> str:
    """``servers`` as they are; ValueError where the port of one is no number, which the client would only find later."""
    try:
        for server in map(str.strip, servers.split(",")):
            _ = None if _is_ipv6(server) else urlsplit(f"//{server}").port
    except ValueError:
        raise ValueError(_NONE) from None
    return servers


def _is_ipv6(server: str) -> bool:
    """Whether it is an address without a port, and without the brackets that one would need."""
    try:
        return bool(IPv6Address(server))
    except ValueError:
        return False


def client(text: str) -> dict[str, Any]:
    """What a client of aiokafka is told to reach the address in ``text``. ValueError when it is none; AuthorityError."""
    return address(text).client()
