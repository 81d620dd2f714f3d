"""Certificates for the listener that departments reach: an authority of the county's own, and what it signs for the broker.

``python -m deploy.certificates FOLDER HOST…`` makes them for a broker in a container.
"""

from __future__ import annotations

import argparse
import ipaddress
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from deploy import whole_file

AUTHORITY, BROKER, _AUTHORITY_KEY = "ca.pem", "broker.pem", "ca.key"
AUTHORITY_DAYS, BROKER_DAYS = 3650, 825
_RENEW = timedelta(days=60)
"""What lasts no longer is made anew: a broker reads it when it starts."""


def ensure(folder: Path, hosts: Sequence[str]) -> Path:
    """Make in ``folder`` what is missing, is for other hosts or ends soon; the authority's certificates, which clients need.

    ``ca.pem`` is for everyone; ``ca.key``, and ``broker.pem`` with the broker's key and certificate, are for their owner
    (mode 0600). A ``ca.pem`` that was brought without its key stays, and so does the ``broker.pem`` beside it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    authority, key = folder / AUTHORITY, folder / _AUTHORITY_KEY
    if authority.exists() and not key.exists():
        return authority
    if not authority.exists() or (_is_certificate(authority) and _ends_soon(authority)):
        # Before: what another authority has signed does not outlive it, wherever this is cut off.
        (folder / BROKER).unlink(missing_ok=True)
        _make_authority(authority, key, ec.generate_private_key(ec.SECP256R1()))
    elif not _is_certificate(authority):
        # By its own key again: what it has signed, and what clients have of it, stays good.
        _make_authority(authority, key, _private_key(key))
    broker = folder / BROKER
    if not broker.exists() or _ends_soon(broker) or set(_hosts(broker)) != set(hosts):
        _make_broker(broker, authority, key, hosts)
    return authority


def _make_authority(path: Path, key_path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    name = _name("gongkai")
    certificate = (
        _certificate(name, name, key, AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    whole_file.put(key_path, _private(key))
    whole_file.put(path, certificate.public_bytes(serialization.Encoding.PEM), mode=0o666)


def _make_broker(path: Path, authority: Path, authority_key: Path, hosts: Sequence[str]) -> None:
    signer = _private_key(authority_key)
    issuer = x509.load_pem_x509_certificate(authority.read_bytes())
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = (
        _certificate(_name(hosts[0]), issuer.subject, key, BROKER_DAYS)
        .add_extension(x509.SubjectAlternativeName([_host(host) for host in hosts]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .sign(signer, hashes.SHA256())
    )
    whole_file.put(path, _private(key) + certificate.public_bytes(serialization.Encoding.PEM))


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, days: int
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        # A client whose clock is a little behind takes it, too.
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs,
        crl_sign=signs,
        encipher_only=False,
        decipher_only=False,
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text[:64])])


def _host(text: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(text))
    except ValueError:
        return x509.DNSName(text)


def _hosts(path: Path) -> list[str]:
    names = _read(path).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return [str(name.value) for name in names]


def _ends_soon(path: Path) -> bool:
    return _read(path).not_valid_after_utc < datetime.now(UTC) + _RENEW


def _read(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificates(path.read_bytes())[0]


def _is_certificate(path: Path) -> bool:
    try:
        return bool(_read(path))
    except ValueError:
        return False


def _private_key(path: Path) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key


def _private(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def main() -> int:
    """Exit status 0 when FOLDER has what a broker at HOST needs, 1 when half of it was brought or it is another account's.

    What was made is read by the folder's group as well: a broker in a container has an account of its own, which the
    authority's key is not for.
    """
    parser = argparse.ArgumentParser(prog="python -m deploy.certificates", description=__doc__)
    parser.add_argument("folder", type=Path, help="where ca.pem and broker.pem are, or are to be")
    parser.add_argument("hosts", nargs="+", metavar="HOST", help="name or address under which the broker is reached")
    arguments = parser.parse_args()
    try:
        authority = ensure(arguments.folder, list(dict.fromkeys(arguments.hosts)))
    except PermissionError as error:
        account = f"{os.getuid()}:{os.getgid()}"
        sys.stderr.write(
            f"{error.filename}: {error.strerror}. Certificates are made by the account {account}: give it their folder, "
            f"chown -R {account} FOLDER (in a container {arguments.folder}, outside what is mounted there)\n"
        )
        return 1
    broker = arguments.folder / BROKER
    if not broker.exists():
        sys.stderr.write(
            f"{authority} was brought without {broker}: bring the broker's key and certificate too, in one file\n"
        )
        return 1
    if (arguments.folder / _AUTHORITY_KEY).exists():
        broker.chmod(0o640)
    try:
        ends = min(_read(path).not_valid_after_utc for path in (authority, broker))
    except PermissionError as error:
        sys.stderr.write(
            f"{error.filename} cannot be read: let the group {os.getgid()} read it (mode 640), as the broker does\n"
        )
        return 1
    print(f"{authority} and {broker} hold until {ends:%Y-%m-%d}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
