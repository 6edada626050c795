"""Telling people of failed runs, by e-mail or webhook.

`settings` who is told, by the environment · `forms.toml` how each kind of webhook wants it · `sending` one alert to
all of them · `sensor` when: each run that failed.
"""

from __future__ import annotations

from orchestration.alerts.sending import Alert, AlertNotSent, send
from orchestration.alerts.settings import AlertSettings

__all__ = ["Alert", "AlertNotSent", "AlertSettings", "send"]
