"""One alert to everybody who is to be told; what fails for one does not stop the others."""

from __future__ import annotations

import asyncio
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from typing import TYPE_CHECKING
from urllib.parse import unquote

from orchestration.alerts.settings import AlertSettings, body_of

if TYPE_CHECKING:
    from tenacity import Retrying

TRIES = 3
SECONDS = 10.0
"""How long one try may take."""


class AlertNotSent(Exception):
    """At least one recipient could not be reached; the message names each with the reason."""


@dataclass(frozen=True, slots=True)
class Alert:
    """What is told of one failed run."""

    job: str
    run_id: str
    at: str
    """UTC, ISO 8601."""
    reason: str
    """One sentence, or a few: why it failed and what to do."""
    link: str | None = None
    """The run in the Dagster UI."""

    @property
    def title(self) -> str:
        return f"fazhi: {self.job} failed"

    @property
    def text(self) -> str:
        """Title, reason, and where to look; the published warehouse is never touched by a run that fails."""
        where = self.link or f"run {self.run_id}"
        return f"{self.title} ({self.at})\n{self.reason}\nThe published warehouse stays as it was. {where}"


def send(alert: Alert, settings: AlertSettings, wait: float = 2.0) -> int:
    """Tells everybody of `settings`, each with up to three tries, `wait` seconds and then twice that between them.

    Returns how many ways were gone (webhook, mail). Raises `AlertNotSent` after all of them were tried.
    """
    ways: list[tuple[str, Callable[[], None]]] = []
    if settings.webhook:
        ways.append((settings.webhook, lambda: asyncio.run(_post(alert, settings))))
    if settings.mail_to:
        ways.append((settings.mail_server.rpartition("@")[2], lambda: _mail(alert, settings)))
    failures = []
    for name, way in ways:
        try:
            for attempt in _tries(wait):
                with attempt:
                    way()
        except Exception as error:
            # Whatever it was, the others are still to be told.
            failures.append(f"{name}: {type(error).__name__}: {error}")
    if failures:
        raise AlertNotSent(f"{alert.title}, but this could not be sent to {'; '.join(failures)}")
    return len(ways)


def _tries(wait: float) -> Retrying:
    import tenacity

    return tenacity.Retrying(
        stop=tenacity.stop_after_attempt(TRIES), wait=tenacity.wait_exponential(multiplier=wait), reraise=True
    )


async def _post(alert: Alert, settings: AlertSettings) -> None:
    import aiohttp

    assert settings.webhook
    parts = {"title": alert.title, "text": alert.text, "run_id": alert.run_id, "at": alert.at}
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    async with (
        aiohttp.ClientSession(timeout=timeout, raise_for_status=True) as session,
        session.post(settings.webhook, json=body_of(settings.form, parts), allow_redirects=False),
    ):
        pass


def _mail(alert: Alert, settings: AlertSettings) -> None:
    message = EmailMessage()
    message["Subject"] = alert.title
    message["From"] = settings.mail_from
    message["To"] = ", ".join(settings.mail_to)
    message.set_content(alert.text)
    address = settings.server
    host = address.hostname or "127.0.0.1"
    context = ssl.create_default_context()
    if address.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, address.port or 465, timeout=SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, address.port or 25, timeout=SECONDS)
    with server:
        server.ehlo_or_helo_if_needed()
        if address.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=context)
        if address.username:
            server.login(unquote(address.username), unquote(address.password or ""))
        server.send_message(message)
