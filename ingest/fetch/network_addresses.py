"""Which IP addresses may be connected to: public unicast ones only.

The ranges are those of the IANA registries of special-purpose addresses (`forbidden_ranges.csv`), not those of
`ipaddress.is_global`, which differ between versions of Python.
"""

from __future__ import annotations

import csv
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from pathlib import Path

_RANGES = Path(__file__).with_name("forbidden_ranges.csv")
_NAT64 = IPv6Network("64:ff9b::/96")
_LOOPBACK = "loopback"


class ForbiddenAddress(Exception):
    """A host resolves to an address that is not public. Deliberately no OSError: nothing tries the next one."""


@cache
def _ranges() -> tuple[tuple[IPv4Network | IPv6Network, str], ...]:
    with _RANGES.open(encoding="utf-8", newline="") as rows:
        return tuple((ip_network(row["range"]), row["what"]) for row in csv.DictReader(rows))


def why_forbidden(address: str, allow_loopback: bool = False) -> str | None:
    """Which special range `address` (IPv4 or IPv6, with or without a zone) lies in; None where it is public.

    IPv6 addresses that carry an IPv4 address (mapped, NAT64, 6to4) are judged by that one. Raises ValueError
    for what is no IP address.
    """
    ip = _carried(ip_address(address.partition("%")[0]))
    for network, what in _ranges():
        if ip.version == network.version and ip in network:
            return None if what == _LOOPBACK and allow_loopback else what
    return None


def _carried(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip
