"""Rows as a CSV file that spreadsheets open rightly, and harmlessly."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from warehouse.exporting.spreadsheets import harmless

if TYPE_CHECKING:
    import pandas as pd

_BOM = "\ufeff"


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """UTF-8 with a byte order mark, without which Excel takes Chinese for something else.

    A text that a spreadsheet would run as a formula gets an apostrophe in front: reports are strangers' texts.
    """
    import pandas as pd

    told = frame.copy()
    for name in told.columns:
        if told[name].dtype == object or pd.api.types.is_string_dtype(told[name]):
            told[name] = [_harmless(value) for value in told[name]]
        elif pd.api.types.is_float_dtype(told[name]):
            told[name] = [_printed(value) for value in told[name]]
    text: str = told.to_csv(index=False, lineterminator="\r\n")
    return (_BOM + text).encode("utf-8")


def parquet_bytes(frame: pd.DataFrame) -> bytes:
    """The rows as a Parquet file, compressed."""
    buffer = io.BytesIO()
    frame.to_parquet(buffer, compression="zstd", index=False)
    return buffer.getvalue()


def _harmless(value: Any) -> Any:
    if is_list(value):
        value = ", ".join(map(str, value))
    return harmless(value) if isinstance(value, str) else value


def is_list(value: Any) -> bool:
    """Whether a cell holds a list, which pandas keeps as an array."""
    return isinstance(value, list) or type(value).__name__ == "ndarray"


def _printed(value: Any) -> str | None:
    """1083.0 is 1083: a column with a single fraction does not turn whole numbers into others."""
    import pandas as pd

    return None if pd.isna(value) else f"{value:.15g}"
