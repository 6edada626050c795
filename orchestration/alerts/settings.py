"""Who is told of a failed run: read from the environment."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from warehouse.settings import settings
from warehouse.workspace import UserError

_FORMS = Path(__file__).with_name("forms.toml")


@dataclass(frozen=True)
class AlertSettings:
    """Where alerts go. Without any of it, nobody is told."""

    webhook: str | None = None
    """Address that an alert is posted to as JSON."""
    form: str = "plain"
    """A name in `forms.toml`."""
    mail_to: tuple[str, ...] = ()
    mail_from: str = "fazhi@localhost"
    mail_server: str = "smtp://127.0.0.1:25"
    """`smtp://` (STARTTLS where the server has it) or `smtps://`, with `user:password@` where needed."""
    ui: str | None = None
    """Address of the Dagster UI as people reach it, for links."""

    @classmethod
    def from_environment(cls) -> AlertSettings:
        """Reads the settings of alerts. Raises `UserError` where one cannot be used."""
        given = cls(
            webhook=settings.alert_webhook,
            form=settings.alert_form,
            mail_to=settings.alert_mail_to,
            mail_from=settings.alert_mail_from,
            mail_server=settings.alert_mail_server,
            ui=settings.alert_ui,
        )
        if given.form not in forms():
            raise UserError(f"FAZHI_ALERT_FORM: {given.form!r} is none of {', '.join(forms())}.")
        return given

    @property
    def anyone(self) -> bool:
        """Whether somebody is to be told."""
        return bool(self.webhook or self.mail_to)

    @property
    def server(self) -> SplitResult:
        """The mail server's address in its parts."""
        return urlsplit(self.mail_server)


def ui_path() -> str:
    """The path below which people reach the Dagster UI, such as `/dagster` behind a proxy; empty at its root."""
    return urlsplit(settings.alert_ui or "").path.rstrip("/")


@cache
def forms() -> dict[str, str]:
    """Bodies of webhooks by name, with places for the alert's parts."""
    with _FORMS.open("rb") as file:
        return {name: form["body"] for name, form in tomllib.load(file).items()}


def body_of(form: str, parts: Mapping[str, str]) -> dict[str, Any]:
    """The JSON object that a webhook of this form is sent; `parts` fill its places."""

    def filled(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: filled(inner) for name, inner in value.items()}
        name = value.removeprefix("{").removesuffix("}")
        return parts[name] if value == f"{{{name}}}" and name in parts else value

    body: dict[str, Any] = filled(json.loads(forms()[form]))
    return body
