"""The address of a broker: where it answers, as whom it is asked, and what may be shown of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chassis.address import Address, address

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


def test_servers_alone_are_asked_as_nobody() -> None:
    plain = address("a:9092,b:9092")
    assert plain.client() == {"bootstrap_servers": ["a:9092", "b:9092"]}
    assert plain.text == "a:9092,b:9092"


@example(user="u%41", password="%", folder="%41 +", tls=True)
@given(user=WORDS, password=WORDS, folder=WORDS, tls=st.booleans())
def test_an_address_is_read_back_as_it_was_written(user: str, password: str, folder: str, tls: bool) -> None:
    own = Address("127.0.0.1:9092", user, password, tls=tls, authority=Path("/", folder, "ca.pem") if tls else None)
    assert address(own.text) == own


def test_what_is_shown_has_no_password() -> None:
    own = address("scram://gongkai.metrics:secret@kafka:9092")
    assert "secret" not in f"{own} {own!r}"
    assert str(own) == "kafka:9092"
    assert own.client()["security_protocol"] == "SASL_PLAINTEXT"


@pytest.mark.parametrize(
    "text",
    [
        "kafka://u:secret@h:1",
        "scram://h:1",
        "scram://u@h:1",
        "scram://:secret@h:1",
        "scram://u:secret@",
        "scram://u:secret@h:1/topic",
        "scram://u：secret@h:1",
        "scram://u:secret@[h:1",
        "u:secret@h:1",
        "scram://u:secret@h:90x2",
        "scram://u:secret@h:1,[::1",
        "h:90x2",
    ],
)
def test_what_is_no_address_is_refused_without_the_password(text: str) -> None:
    with pytest.raises(ValueError, match="give HOST:PORT, scram://USER:PASSWORD@HOST:PORT") as refused:
        address(text)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "text", ["h", "h:9092 ", "a:1 , b:2", "::1", "[::1]:9092", "under_score:1", "scram://u:p@a:1,b:2"]
)
def test_whatever_the_client_can_ask_is_an_address(text: str) -> None:
    assert address(text).client()["bootstrap_servers"] == address(text).servers.split(",")


def test_certificates_that_cannot_be_read_are_named_without_the_password(tmp_path: Path) -> None:
    for authority in (tmp_path / "nowhere.pem", tmp_path):
        with pytest.raises(ValueError, match=rf"ca={authority} cannot be read: .+; name a file of PEM") as refused:
            address(f"scram+tls://u:secret@h:1?ca={authority}").client()
        assert "secret" not in str(refused.value)
    (tmp_path / "empty.pem").touch()
    # Whoever asks again when a broker is away asks again here.
    with pytest.raises(OSError, match=r"empty\.pem cannot be read"):
        address(f"scram+tls://u:secret@h:1?ca={tmp_path / 'empty.pem'}").client()
