"""A port is given once, also between two programs that start at the same time."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from deploy import ports
from tests.deploy.supervised import ROOT

ASK = "import sys; from deploy import ports; ports._FIRST = ports._LAST = int(sys.argv[1]); print(ports.free_port())"


def asked(port: int) -> subprocess.CompletedProcess[str]:
    """Another program looks for a port, and only this one would do."""
    return subprocess.run([sys.executable, "-c", ASK, str(port)], cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_port_that_was_given_is_given_to_no_other_program_though_nobody_listens_yet() -> None:
    port = ports.free_port()
    assert ports.is_free(port)
    assert "no free port" in asked(port).stderr


def test_a_port_is_free_again_when_the_program_that_had_it_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "_claims", [])
    port = ports.free_port()
    for claim in ports._claims:
        claim.close()
    assert asked(port).stdout == f"{port}\n"


def test_a_port_on_which_somebody_listens_is_not_given() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert "no free port" in asked(server.getsockname()[1]).stderr


def test_several_ports_are_different() -> None:
    assert len(set(ports.free_ports(50))) == 50
