"""Traditional characters read as simplified ones and full-width digits as plain ones, one for one: offsets stay."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path


@cache
def _table() -> dict[int, str]:
    with Path(__file__).with_name("traditional.csv").open(encoding="utf-8", newline="") as stream:
        characters = {ord(row["traditional"]): row["simplified"] for row in csv.DictReader(stream)}
    return characters | {ord(wide): plain for wide, plain in zip("０１２３４５６７８９", "0123456789", strict=True)}


@cache
def _any_traditional() -> re.Pattern[str]:
    return re.compile("[" + "".join(map(chr, _table())) + "]")


def simplified(text: str) -> str:
    """The text with simplified characters in the place of traditional ones, and with plain digits."""
    return text.translate(_table()) if _any_traditional().search(text) else text
