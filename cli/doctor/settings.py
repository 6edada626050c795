"""Looks at the environment variables: each is read as the command that needs it would read it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches

from cli.doctor.signs import Sign
from cli.language import say, translated
from warehouse.settings import all_settings, faults, given_names, settings
from warehouse.workspace import UserError, Workspace

_CONTACT = re.compile(r"https?://\S+|[^@\s]+@[^@\s]+")


def environment(workspace: Workspace) -> Iterator[Sign]:
    """What is set and cannot be used, what is set and never read, and whether publishers would know whom to ask."""
    broken = list(_faults())
    yield from (Sign("settings", "broken", fault) for fault in broken)
    given = given_names()
    for name in given:
        if name not in known_settings():
            close = get_close_matches(name, known_settings(), 1)
            advice = say("Did you mean {name}?", name=close[0]) if close else say("docs/settings lists what there is.")
            yield Sign("settings", "warn", say("{name} is set, and nothing reads it", name=name), advice)
    if not broken:
        yield Sign("settings", "ok", ", ".join(given) or say("none is set"))
    yield _contact()


def _contact() -> Sign:
    contact = settings.contact or ""
    if _CONTACT.fullmatch(contact):
        return Sign("contact", "ok", contact)
    advice = say(
        "Before `fazhi refresh --live`, set FAZHI_CONTACT: a mail or web address by which sites can reach you."
    )
    found = say("{contact!r} is neither a mail nor a web address", contact=contact) if contact else say("none is set")
    return Sign("contact", "warn" if contact or settings.live else "note", found, advice)


def _faults() -> Iterator[str]:
    """What is wrong, by the sentences of those who read the settings, and the files that they name."""
    from orchestration.alerts.settings import AlertSettings
    from warehouse.inputs.corrections import corrections_in_force
    from warehouse.inputs.exceptions import exceptions_in_force
    from warehouse.inputs.live import publishers_in_force

    yield from map(translated, unusable := faults())
    readers: list[Callable[[], object]] = [corrections_in_force, exceptions_in_force, publishers_in_force]
    for read in [*readers, AlertSettings.from_environment]:
        try:
            read()
        except UserError as error:
            if str(error) not in unusable:
                yield translated(str(error))


def known_settings() -> frozenset[str]:
    """The variables that something reads."""
    return frozenset(one.name for one in all_settings())
