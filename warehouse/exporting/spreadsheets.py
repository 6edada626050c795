"""What spreadsheets make of a text: reports are strangers' texts, and a cell that begins with `=` is run."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"[=@\t\r＝＠]|[+\-＋－](?!\s*[\d.]+\s*[%％]?\s*$)")
"""`=HYPERLINK(…)`, `+cmd|…`; not `-12.6%`, which is a number."""


def harmless(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would run it as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text
