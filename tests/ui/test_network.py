"""Where others find an app that calls itself localhost."""

import pytest
from streamlit import config, net_util

from logreg.ui.network import network_host, public_origin


@pytest.mark.parametrize(
    ("bound", "inner", "host"),
    [
        (None, "192.168.1.5", "192.168.1.5"),
        ("0.0.0.0", "192.168.1.5", "192.168.1.5"),
        ("::", "10.0.0.7", "10.0.0.7"),
        ("127.0.0.1", "192.168.1.5", ""),
        ("localhost", "192.168.1.5", ""),
        ("::1", "192.168.1.5", ""),
        ("192.168.1.9", "10.0.0.7", "192.168.1.9"),  # of two networks the one it listens to
        (None, "127.0.0.1", ""),  # in no network
        (None, None, ""),
    ],
)
def test_others_find_it_by_its_address_in_the_network(
    monkeypatch: pytest.MonkeyPatch, bound: str | None, inner: str | None, host: str
) -> None:
    monkeypatch.setattr(config, "get_option", {"server.address": bound}.get)
    monkeypatch.setattr(net_util, "get_internal_ip", lambda: inner)
    assert network_host() == host


@pytest.mark.parametrize(
    ("told", "port", "origin"),
    [
        ("school.example", 443, "https://school.example"),
        ("school.example", 80, "http://school.example"),
        ("school.example", 8501, "http://school.example:8501"),
        ("https://school.example/", 8501, "https://school.example"),
        ("localhost", 8501, ""),
        ("127.0.0.1", 8501, ""),
    ],
)
def test_a_server_that_was_told_its_address_shares_it(
    monkeypatch: pytest.MonkeyPatch, told: str, port: int, origin: str
) -> None:
    known = {"browser.serverAddress": told, "browser.serverPort": port}
    monkeypatch.setattr(config, "get_option", known.get)
    monkeypatch.setattr(config, "is_manually_set", lambda name: name in known)
    assert public_origin() == origin


def test_what_nobody_has_told_is_not_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "is_manually_set", lambda name: False)
    assert public_origin() == ""
