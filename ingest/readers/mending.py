"""Characters that only look like the ones that were meant: radicals and compatibility forms from fonts' tables.

Many PDF and OFD files name the character 人 by the radical ⼈, because both share a glyph. `radicals.csv` gives what
was meant: of U+2E80–2EFF by Unicode's Equivalent_Unified_Ideograph, of the rest by compatibility decomposition.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

_UNMAPPED = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffd-\uffff\ue000-\uf8ff]")
_MOST_UNMAPPED = 0.02
"""Of all characters. Logos and bullets come from private fonts; a text in which they are more has lost its letters."""


@cache
def _meant() -> dict[int, str]:
    with Path(__file__).with_name("radicals.csv").open(encoding="utf-8", newline="") as stream:
        return {int(row["code"], 16): row["meant"] for row in csv.DictReader(stream)}


def mend(text: str) -> str:
    """The text with every radical and compatibility form replaced by the ideograph that was meant, one for one."""
    return text.translate(_meant())


def is_garbled(text: str) -> bool:
    """Whether so many characters have no meaning outside of the document's own font that it cannot be read."""
    shown = len(text) - text.count(" ") - text.count("\n")
    return len(_UNMAPPED.findall(text)) > _MOST_UNMAPPED * shown


def without_unmapped(text: str) -> str:
    """The text without the few characters that mean nothing outside of the document's own font."""
    return _UNMAPPED.sub("", text)
