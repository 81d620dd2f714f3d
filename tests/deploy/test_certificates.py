"""Certificates of the departments' listener: made once, kept, made anew in time, and left alone where they were brought."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID
from cryptography.x509.verification import PolicyBuilder, Store

from deploy import certificates, whole_file
from deploy.certificates import AUTHORITY, AUTHORITY_DAYS, BROKER, BROKER_DAYS, ensure

HOSTS = ("127.0.0.1", "kafka.fengjie.example")
KEY = "ca.key"


def read(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificates(path.read_bytes())[0]


def made(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def days_left(path: Path) -> int:
    return (read(path).not_valid_after_utc - datetime.now(UTC)).days


def test_what_is_made_is_for_its_owner_but_for_what_clients_need(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "certificates"
    assert ensure(folder, HOSTS) == folder / AUTHORITY
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert modes.keys() == {AUTHORITY, KEY, BROKER}
    assert (modes[KEY], modes[BROKER]) == (0o600, 0o600)
    assert b"PRIVATE KEY" not in (folder / AUTHORITY).read_bytes()


def test_a_client_that_has_the_authority_takes_the_broker_by_its_names_and_no_other(tmp_path: Path) -> None:
    ensure(tmp_path, HOSTS)
    policy = PolicyBuilder().store(Store([read(tmp_path / AUTHORITY)]))
    broker = read(tmp_path / BROKER)
    policy.build_server_verifier(x509.DNSName(HOSTS[1])).verify(broker, [])
    with pytest.raises(x509.verification.VerificationError):
        policy.build_server_verifier(x509.DNSName("elsewhere.example")).verify(broker, [])
    ensure(tmp_path / "another", HOSTS)
    stranger = PolicyBuilder().store(Store([read(tmp_path / "another" / AUTHORITY)]))
    with pytest.raises(x509.verification.VerificationError):
        stranger.build_server_verifier(x509.DNSName(HOSTS[1])).verify(broker, [])


def test_the_broker_s_certificate_signs_nothing_and_the_authority_s_nothing_but_brokers(tmp_path: Path) -> None:
    ensure(tmp_path, HOSTS)
    authority, broker = read(tmp_path / AUTHORITY), read(tmp_path / BROKER)
    limits = authority.extensions.get_extension_for_class(x509.BasicConstraints).value
    assert (limits.ca, limits.path_length) == (True, 0)
    assert not broker.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    usage = broker.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.SERVER_AUTH]
    key = serialization.load_pem_private_key((tmp_path / BROKER).read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    assert key.public_key() == broker.public_key()


def test_what_is_there_stays_as_it_is(tmp_path: Path) -> None:
    ensure(tmp_path, HOSTS)
    before = made(tmp_path)
    ensure(tmp_path, HOSTS)
    ensure(tmp_path, tuple(reversed(HOSTS)))
    assert made(tmp_path) == before


def test_other_hosts_get_another_certificate_of_the_same_authority(tmp_path: Path) -> None:
    ensure(tmp_path, HOSTS)
    before = made(tmp_path)
    ensure(tmp_path, (*HOSTS, "10.1.2.3"))
    after = made(tmp_path)
    assert {name for name in after if after[name] != before[name]} == {BROKER}
    names = read(tmp_path / BROKER).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert {str(name.value) for name in names} == {*HOSTS, "10.1.2.3"}


def ensure_for(folder: Path, monkeypatch: pytest.MonkeyPatch, lifetime: str, days: int) -> None:
    """Make certificates, those of ``lifetime`` (``AUTHORITY_DAYS``, ``BROKER_DAYS``) for so many days."""
    with monkeypatch.context() as short:
        short.setattr(certificates, lifetime, days)
        ensure(folder, HOSTS)


@pytest.mark.parametrize(("left", "renewed"), [(59, True), (62, False)])
def test_a_broker_s_certificate_is_made_anew_two_months_before_it_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: int, renewed: bool
) -> None:
    ensure_for(tmp_path, monkeypatch, "BROKER_DAYS", left)
    before = made(tmp_path)
    ensure(tmp_path, HOSTS)
    assert {name for name, content in made(tmp_path).items() if content != before[name]} == (
        {BROKER} if renewed else set()
    )
    assert days_left(tmp_path / BROKER) >= (BROKER_DAYS - 1 if renewed else left - 1)


def test_an_authority_that_ends_soon_is_made_anew_with_all_that_it_signed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_for(tmp_path, monkeypatch, "AUTHORITY_DAYS", 30)
    before = made(tmp_path)
    ensure(tmp_path, HOSTS)
    after = made(tmp_path)
    assert {name for name in after if after[name] != before[name]} == {AUTHORITY, KEY, BROKER}
    assert days_left(tmp_path / AUTHORITY) >= AUTHORITY_DAYS - 1
    read(tmp_path / BROKER).verify_directly_issued_by(read(tmp_path / AUTHORITY))


def test_an_authority_that_was_made_anew_leaves_nothing_that_another_has_signed_where_it_is_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure_for(tmp_path, monkeypatch, "AUTHORITY_DAYS", 30)
    make = certificates._make_authority

    def cut_off(*arguments: Any) -> None:
        make(*arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(certificates, "_make_authority", cut_off)
        with pytest.raises(KeyboardInterrupt):
            ensure(tmp_path, HOSTS)
    ensure(tmp_path, HOSTS)
    read(tmp_path / BROKER).verify_directly_issued_by(read(tmp_path / AUTHORITY))


@pytest.mark.parametrize("change", [lambda _: None, lambda folder: (folder / BROKER).unlink()])
def test_an_authority_that_was_brought_without_its_key_stays_and_nothing_is_made_in_its_name(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    ensure(tmp_path, HOSTS)
    (tmp_path / KEY).unlink()
    change(tmp_path)
    before = made(tmp_path)
    assert ensure(tmp_path, ("another.example",)) == tmp_path / AUTHORITY
    assert made(tmp_path) == before
    assert timedelta(days=days_left(tmp_path / AUTHORITY)) > timedelta(days=60)


@pytest.mark.parametrize("content", [b"", b"-----BEGIN CERTIFICATE-----\nMIIB"])
def test_an_authority_that_a_full_disk_cut_off_is_made_anew_by_its_key_so_that_what_it_signed_stays_good(
    tmp_path: Path, content: bytes
) -> None:
    ensure(tmp_path, HOSTS)
    before = made(tmp_path)
    (tmp_path / AUTHORITY).write_bytes(content)
    ensure(tmp_path, HOSTS)
    after = made(tmp_path)
    assert {name for name in after if after[name] != before[name]} == {AUTHORITY}
    read(tmp_path / BROKER).verify_directly_issued_by(read(tmp_path / AUTHORITY))
    policy = PolicyBuilder().store(Store([x509.load_pem_x509_certificate(before[AUTHORITY])]))
    ensure(tmp_path, (*HOSTS, "10.1.2.3"))
    policy.build_server_verifier(x509.DNSName(HOSTS[1])).verify(read(tmp_path / BROKER), [])


def test_an_authority_is_not_touched_before_another_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ensure_for(tmp_path, monkeypatch, "AUTHORITY_DAYS", 30)
    before = made(tmp_path)[AUTHORITY]
    replace = Path.replace

    def cut_off(path: Path, target: Path) -> Path:
        if target.name == AUTHORITY:
            raise OSError(errno.ENOSPC, "No space left on device")
        return replace(path, target)

    with monkeypatch.context() as full:
        full.setattr(Path, "replace", cut_off)
        with pytest.raises(OSError, match="No space left"):
            ensure(tmp_path, HOSTS)
    assert made(tmp_path)[AUTHORITY] == before
    ensure(tmp_path, HOSTS)
    assert made(tmp_path).keys() == {AUTHORITY, KEY, BROKER}
    read(tmp_path / BROKER).verify_directly_issued_by(read(tmp_path / AUTHORITY))


def test_clients_may_read_an_authority_that_was_made_after_a_run_that_was_cut_off(tmp_path: Path) -> None:
    (tmp_path / f"{AUTHORITY}.new").touch(mode=0o600)
    before = os.umask(0o022)
    try:
        ensure(tmp_path, HOSTS)
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {AUTHORITY: 0o644, KEY: 0o600, BROKER: 0o600}


def test_a_folder_of_another_account_is_told_with_the_account_that_needs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(path: Path, _: bytes, mode: int = 0) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(whole_file, "put", refused)
    monkeypatch.setattr(sys, "argv", ["certificates", str(tmp_path), "localhost"])
    assert certificates.main() == 1
    words = capsys.readouterr().err
    assert f"{tmp_path / KEY}: Permission denied." in words
    assert f"chown -R {os.getuid()}:{os.getgid()} FOLDER" in words
