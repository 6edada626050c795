"""Numbers as people write them."""

from __future__ import annotations

from typing import Any


def number(value: Any) -> str:
    """A number with separators and without superfluous zeros, to six decimals; a dash for none."""
    if is_absent(value):
        return "—"
    text = f"{float(value):,.6f}"
    return text.rstrip("0").rstrip(".")


def is_absent(value: Any) -> bool:
    """Whether a cell is empty, in whichever of pandas' ways."""
    import pandas as pd

    return value is None or (pd.api.types.is_scalar(value) and bool(pd.isna(value)))
