"""Looks at the environment variables: each is read as the command that needs it would read it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import cache

from cli.doctor.signs import Sign
from cli.language import say, translated
from warehouse.workspace import PROJECT, UserError, Workspace

_ROOMS = ("ingest", "expectations", "dbt_project", "warehouse", "orchestration", "cli", "dashboard", "benchmarks")
_NAME = re.compile(r"FAZHI_[A-Z_]*[A-Z]")
_CONTACT = re.compile(r"https?://\S+|[^@\s]+@[^@\s]+")


def settings(workspace: Workspace) -> Iterator[Sign]:
    """What is set and cannot be used, what is set and never read, and whether publishers would know whom to ask."""
    faults = list(_faults())
    yield from (Sign("settings", "broken", fault) for fault in faults)
    given = sorted(name for name in os.environ if name.startswith("FAZHI_"))
    for name in given:
        if name not in known_settings():
            close = get_close_matches(name, known_settings(), 1)
            advice = say("Did you mean {name}?", name=close[0]) if close else say("docs/settings lists what there is.")
            yield Sign("settings", "warn", say("{name} is set, and nothing reads it", name=name), advice)
    if not faults:
        yield Sign("settings", "ok", ", ".join(given) or say("none is set"))
    yield _contact()


def _contact() -> Sign:
    contact = os.environ.get("FAZHI_CONTACT", "").strip()
    if _CONTACT.fullmatch(contact):
        return Sign("contact", "ok", contact)
    advice = say("Before `fazhi refresh --live`, set FAZHI_CONTACT: a mail or web address under which sites reach you.")
    found = say("{contact!r} is neither a mail nor a web address", contact=contact) if contact else say("none is set")
    return Sign("contact", "warn" if contact or os.environ.get("FAZHI_LIVE") == "1" else "note", found, advice)


def _faults() -> Iterator[str]:
    """What is wrong, by the sentences of those who read the settings."""
    from orchestration.alerts.settings import AlertSettings
    from warehouse.health import failing_days
    from warehouse.inputs.corrections import corrections_in_force
    from warehouse.inputs.exceptions import exceptions_in_force
    from warehouse.inputs.live import fetch_settings, publishers_in_force
    from warehouse.locks import longest_wait
    from warehouse.publication.settings import kept_versions, largest_loss

    readers: list[Callable[[], object]] = [kept_versions, largest_loss, longest_wait, failing_days]
    readers += [AlertSettings.from_environment, corrections_in_force, exceptions_in_force, publishers_in_force]
    for read in [*readers, fetch_settings]:
        try:
            read()
        except (UserError, ValueError) as error:
            yield translated(str(error))


@cache
def known_settings() -> frozenset[str]:
    """The variables that the code names, found in the code: no list of them can be out of date."""
    files = (path for room in _ROOMS for path in (PROJECT / room).rglob("*") if path.suffix in {".py", ".yml", ".yaml"})
    return frozenset(name for path in files for name in _NAME.findall(path.read_text(encoding="utf-8")))
