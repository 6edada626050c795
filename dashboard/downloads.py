"""Rows as a CSV file that spreadsheets open rightly, and harmlessly."""

from __future__ import annotations

import io
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
        elif pd.api.types.is_float_dtype(harmless[name]):
            harmless[name] = [_printed(value) for value in harmless[name]]
    text: str = harmless.to_csv(index=False, lineterminator="\r\n")
    return (_BOM + text).encode("utf-8")


def parquet_bytes(frame: pd.DataFrame) -> bytes:
    """The rows as a Parquet file, compressed."""
    buffer = io.BytesIO()
    frame.to_parquet(buffer, compression="zstd", index=False)
    return buffer.getvalue()


def _harmless(value: Any) -> Any:
    if is_list(value):
        value = ", ".join(map(str, value))
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def is_list(value: Any) -> bool:
    """Whether a cell holds a list, which pandas keeps as an array."""
    return isinstance(value, list) or type(value).__name__ == "ndarray"


def _printed(value: Any) -> str | None:
    """1083.0 is 1083: a column with a single fraction does not turn whole numbers into others."""
    import pandas as pd

    return None if pd.isna(value) else f"{value:.15g}"
