"""Connections to public addresses only, checked where they are made.

Names are checked as they are resolved for a connection and each socket again by the very address that it is to
connect to (an IP address in a URL is never resolved): a name that changes its mind, or a redirect, meets the same
check. There is no proxy: it would resolve names by itself.
"""

from __future__ import annotations

import socket
import ssl
from functools import partial
from typing import Any

from aiohttp import TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from ingest.fetch.network_addresses import ForbiddenAddress, why_forbidden
from ingest.fetch.settings import FetchSettings


class CheckedResolver(AbstractResolver):
    """Resolves as `inner` does; a name with any forbidden address is refused as a whole."""

    def __init__(self, inner: AbstractResolver, allow_loopback: bool) -> None:
        self._inner = inner
        self._allow_loopback = allow_loopback

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Raises ForbiddenAddress, or OSError where the name is not known."""
        answers = await self._inner.resolve(host, port, family)
        for answer in answers:
            _check(answer["host"], host, self._allow_loopback)
        return answers

    async def close(self) -> None:
        """Closes the inner resolver."""
        await self._inner.close()


def checked_connector(settings: FetchSettings, resolver: AbstractResolver | None = None) -> TCPConnector:
    """A connector that never connects to a forbidden address; `resolver` answers for names (default: the system)."""
    return TCPConnector(
        resolver=CheckedResolver(resolver or ThreadedResolver(), settings.allow_loopback),
        socket_factory=partial(_checked_socket, settings.allow_loopback),
        limit=0,  # the fetcher's own gate counts
        use_dns_cache=False,  # connections are kept; a new one asks anew
        ssl=ssl.create_default_context(),
    )


def unverified_context() -> ssl.SSLContext:
    """For sites with a broken chain: these are also those with old TLS stacks, so those are allowed here."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("DEFAULT:@SECLEVEL=1")
    context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    return context


def _checked_socket(allow_loopback: bool, info: tuple[Any, ...]) -> socket.socket:
    family, kind, protocol, _, peer = info
    _check(peer[0], peer[0], allow_loopback)
    return socket.socket(family=family, type=kind, proto=protocol)


def _check(address: str, host: str, allow_loopback: bool) -> None:
    what = why_forbidden(address, allow_loopback)
    if what:
        raise ForbiddenAddress(f"{host} leads to {address}, which is {what}")
