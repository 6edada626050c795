from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.fetch.network_addresses import why_forbidden

pytestmark = pytest.mark.unit
ADDRESSES = st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6))
CARRIERS = (IPv6Network("64:ff9b::/96"), IPv6Network("::ffff:0:0/96"))
SPECIAL_V4 = st.sampled_from(
    ["10.0.0.0", "127.0.0.1", "169.254.0.1", "172.16.5.5", "192.168.255.255", "224.0.0.251", "255.255.255.255"]
)


@given(ADDRESSES)
def test_what_python_holds_for_special_is_forbidden(address: IPv4Address | IPv6Address) -> None:
    """The standard library as a second opinion: it may know fewer ranges, never others.

    Addresses that carry an IPv4 one are left out: it judges them by their own range.
    """
    special = (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )
    if special and not any(address in network for network in CARRIERS):
        assert why_forbidden(str(address))


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_carried_in_an_ipv6_one_is_judged_by_itself(address: IPv4Address) -> None:
    number = int(address)
    expected = why_forbidden(str(address))
    assert why_forbidden(f"::ffff:{address}") == expected
    assert why_forbidden(str(IPv6Address((0x64FF9B << 96) | number))) == expected
    assert why_forbidden(str(IPv6Address((0x2002 << 112) | (number << 80) | 1))) == expected


@given(SPECIAL_V4)
def test_special_ranges_are_forbidden_in_each_guise(address: str) -> None:
    assert why_forbidden(address)
    assert why_forbidden(f"::ffff:{address}")


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "8.8.8.8",
        "114.114.114.114",
        "223.255.255.255",
        "11.0.0.0",
        "172.32.0.0",
        "100.128.0.0",
        "2400:3200::1",
        "2606:4700::1111",
        "64:ff9b::101:101",
    ],
)
def test_public_addresses_are_allowed(address: str) -> None:
    assert why_forbidden(address) is None


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("127.255.255.255", "loopback"),
        ("::1", "loopback"),
        ("fe80::1%eth0", "link-local"),
        ("100.64.0.1", "private"),
        ("2001:db8::1", "documentation"),
        ("2001::1", "reserved"),
        ("::7f00:1", "reserved"),
        ("fec0::1", "private"),
        ("9000::1", "reserved"),
    ],
)
def test_the_kind_of_a_forbidden_address_is_told(address: str, what: str) -> None:
    assert what in (why_forbidden(address) or "")


@given(ADDRESSES)
def test_the_setting_for_tests_allows_loopback_and_nothing_else(address: IPv4Address | IPv6Address) -> None:
    if why_forbidden(str(address)) != "loopback":
        assert why_forbidden(str(address), allow_loopback=True) == why_forbidden(str(address))


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"])
def test_loopback_is_allowed_where_the_setting_says_so(address: str) -> None:
    assert why_forbidden(address, allow_loopback=True) is None
    assert ip_address(address) and why_forbidden(address) == "loopback"


@pytest.mark.parametrize("address", ["", "a.test", "127.1", "1.2.3.4.5"])
def test_what_is_no_ip_address_is_an_error(address: str) -> None:
    with pytest.raises(ValueError, match="does not appear to be"):
        why_forbidden(address)
