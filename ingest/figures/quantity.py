"""What is found in a line: a numeral with its measure word."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ingest.figures.measures import MeasureWord


@dataclass(slots=True)
class Quantity:
    """A numeral with its measure word, offsets in the line that holds it."""

    start: int
    end: int
    printed: str
    """The numeral in plain digits, without hedges and measure word."""
    value: Decimal
    precision: Decimal
    measure: MeasureWord
    inner_hedge: str = ""
    """余, 多, 来 or + inside the quantity."""
    chinese: bool = False
    fraction: bool = False
    shares_unit: bool = False
    """True where the measure word stands behind a later number of the same list or range, or in the head of a table."""
    rules: tuple[str, ...] = ()
