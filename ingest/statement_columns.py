"""The columns of `raw.figures` that tell which statement a figure belongs to, in batches and on standard output."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ingest.model import Figure

if TYPE_CHECKING:
    import pyarrow as pa

STATEMENT_COLUMNS = (
    *("object", "deed", "whose", "part", "period_start", "period_end", "base_year", "definition"),
    *("confidence", "proposed_code", "target_code", "evidence"),
)
"""Fields of `Figure` by their own names. Each is None where the text does not say it."""


def statement_row(figure: Figure) -> dict[str, Any]:
    """`STATEMENT_COLUMNS` of one figure; `evidence` as JSON text, `[["object", 12, 14]]`, None without any."""
    row = {name: getattr(figure, name) for name in STATEMENT_COLUMNS}
    row["evidence"] = json.dumps(figure.evidence, ensure_ascii=False) if figure.evidence else None
    return row


def statement_schema() -> dict[str, pa.DataType]:
    """Types of `STATEMENT_COLUMNS` in a batch."""
    import pyarrow as pa

    others = {"period_start": pa.date32(), "period_end": pa.date32(), "confidence": pa.float64()}
    return {name: others.get(name, pa.string()) for name in STATEMENT_COLUMNS}
