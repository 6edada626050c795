"""Rows as a CSV file that spreadsheets open rightly, and harmlessly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

_BOM = "\ufeff"
_FORMULA = re.compile(r"[=@\t\r]|[+-](?!\s*[\d.]+\s*[%％]?\s*$)")


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """UTF-8 with a byte order mark, without which Excel takes Chinese for something else.

    A text that a spreadsheet would run as a formula gets an apostrophe in front: reports are strangers' texts.
    """
    import pandas as pd

    harmless = frame.copy()
    for name in harmless.columns:
        if harmless[name].dtype == object or pd.api.types.is_string_dtype(harmless[name]):
            harmless[name] = [_harmless(value) for value in harmless[name]]
    text: str = harmless.to_csv(index=False, lineterminator="\r\n")
    return (_BOM + text).encode("utf-8")


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
