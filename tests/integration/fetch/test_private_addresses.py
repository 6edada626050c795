"""No address, redirect or change of DNS makes us talk to a machine that is not public."""

from __future__ import annotations

import socket
import threading
from typing import Any

import pytest

pytestmark = pytest.mark.integration
PRIVATE = ["10.0.0.1", "192.168.1.1", "172.31.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"]
PRIVATE_V6 = ["fe80::1", "fd00::1", "::ffff:192.168.1.1", "64:ff9b::a00:1", "2002:a00:1::1", "ff02::1", "::"]


def assert_forbidden(result: Any) -> None:
    assert (result.outcome, result.permanent, result.reason) == ("failed", True, "forbidden_address")
    assert result.attempts == 1


@pytest.mark.parametrize("ip", [*PRIVATE, *(f"[{ip}]" for ip in PRIVATE_V6)])
def test_a_private_ip_in_an_address_is_refused(town: Any, ip: str) -> None:
    assert_forbidden(town.fetch_one(f"http://{ip}/"))


@pytest.mark.parametrize("ip", [*PRIVATE, *PRIVATE_V6])
def test_a_name_of_a_private_machine_is_refused(town: Any, ip: str) -> None:
    town.names.answers["inner.test"] = [[ip]]
    result = town.fetch_one("http://inner.test/")
    assert_forbidden(result)
    assert "inner.test" in result.message


def test_a_name_with_one_private_address_among_public_ones_is_refused(town: Any) -> None:
    town.names.answers["mixed.test"] = [["127.0.0.1", "192.168.1.1"]]
    town.page("mixed.test", "/", "x")
    assert_forbidden(town.fetch_one(town.url("mixed.test")))
    assert town.visits == []


def test_a_redirect_to_a_private_machine_is_refused(town: Any) -> None:
    result = town.fetch_one(town.page("a.test", "/", status=302, Location="http://192.168.1.1/admin"))
    assert_forbidden(result)
    assert (result.final_address, result.redirects) == ("http://192.168.1.1/admin", ("http://192.168.1.1/admin",))


def test_a_name_that_moves_to_a_private_address_after_its_first_answer_is_refused(town: Any) -> None:
    """The check is made where the connection is made: a name that was fine a moment ago does not count."""
    town.names.answers["rebinds.test"] = [["127.0.0.1"], ["10.0.0.1"]]
    town.page("rebinds.test", "/robots.txt", "", Connection="close")
    town.page("rebinds.test", "/", "secret")
    assert_forbidden(town.fetch_one(town.url("rebinds.test")))
    assert [visit.path for visit in town.visits] == ["/robots.txt"]


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "self.test"])
def test_without_the_setting_for_tests_loopback_is_refused_like_the_others(town: Any, name: str) -> None:
    town.settings["allow_loopback"] = False
    town.page("127.0.0.1", "/", "x")
    assert_forbidden(town.fetch_one(f"http://{name}:{town.port}/"))
    assert town.visits == []


@pytest.mark.parametrize(
    "host", ["127.1", "2130706433", "0177.0.0.1", "0x7f000001", "0x7f.1", "127.0.0.1.", "①②⑦.0.0.1"]
)
def test_no_odd_way_of_writing_an_ip_address_gets_past(town: Any, host: str) -> None:
    """They are no canonical addresses, or names that the system's resolver turns into one."""
    listener = socket.create_server(("127.0.0.1", 0))
    connected = threading.Event()
    listener.settimeout(0.3)

    def listen() -> None:
        try:
            listener.accept()[0].close()
            connected.set()
        except TimeoutError:
            pass

    thread = threading.Thread(target=listen)
    thread.start()
    town.settings["allow_loopback"] = False
    town.names = None
    result = town.fetch_one(f"http://{host}:{listener.getsockname()[1]}/")
    thread.join()
    listener.close()
    assert result.outcome == "failed"
    assert result.reason in ("forbidden_address", "bad_address", "host_unknown")
    assert not connected.is_set()


def test_a_proxy_in_the_environment_is_not_used(town: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert town.fetch_one(town.page("a.test", "/", "x")).outcome == "ok"
