"""What one look of the doctor found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "note", "warn", "broken"]


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that was looked at."""

    check: str
    """Its name; the same in every language, for programs."""
    state: State
    """`ok`; `note`: an optional part is missing; `warn`: works, but look at it; `broken`: fazhi cannot work so."""
    found: str
    """What was seen, in the language of the terminal."""
    advice: str = ""
    """What to do, in the language of the terminal; empty where nothing is to be done."""
