"""Who may ask the Dagster UI: a browser that shows the UI itself, under a name that is known.

The UI has no log-in, and a page of any other site that the same browser shows can send it requests. So a foreign
`Host` is refused (a name that an attacker lets lead to 127.0.0.1), a foreign `Origin` (forms and scripts of other
sites, WebSockets too), and queries in an address (`<img src=…/graphql?query=mutation…>`).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "::1")
METHODS = ("GET", "HEAD", "POST", "OPTIONS")


class Guard:
    """ASGI middleware: where `refusal` says so it answers 403 or 405 with a sentence, and closes WebSockets with 1008.

    `hosts` are the names, without ports, under which people may reach the UI, beside those of this machine.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] = ()) -> None:
        self._app = app
        self._hosts = {*LOOPBACK, *(host.lower() for host in hosts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        why = self.refusal(scope) if scope["type"] in ("http", "websocket") else None
        if why is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": why[1]})
        else:
            from starlette.responses import PlainTextResponse

            await PlainTextResponse(why[1], status_code=why[0])(scope, receive, send)

    def refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Status and sentence, or None where the request may pass."""
        headers = [(name.lower(), value.decode("latin-1")) for name, value in scope["headers"]]
        hosts = [value for name, value in headers if name == b"host"]
        if len(hosts) != 1 or _name(f"//{hosts[0]}") not in self._hosts:
            return 403, f"Host {', '.join(hosts) or 'missing'}: not a name of this page. FAZHI_UI_HOSTS names others."
        for origin in (value for name, value in headers if name == b"origin"):
            if _place(origin) != hosts[0].lower():
                return 403, f"Origin {origin}: pages of other sites may not ask this one."
        site = next((value for name, value in headers if name == b"sec-fetch-site"), "none")
        mode = next((value for name, value in headers if name == b"sec-fetch-mode"), "navigate")
        if site in ("cross-site", "same-site") and mode != "navigate":
            return 403, "Pages of other sites may not ask this one."
        method = scope.get("method", "GET")
        if method not in METHODS:
            return 405, f"{method}: the Dagster UI does not use it."
        by_address = method in ("GET", "HEAD") and scope["type"] == "http" and scope.get("query_string")
        if by_address and scope["path"].rstrip("/").endswith("/graphql"):
            return 405, "A query in an address is not answered: send it by POST."
        return None


def _place(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _name(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # brackets that do not close
        return ""
