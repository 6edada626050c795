"""The catalogue of indicators, and what makes a figure one of them.

`indicators.csv` says which indicators there are, `words.csv`, `units.csv` and `phrases/` in which words offices
write them, `scope_cues.csv` what marks a part of the whole. The code here only reads these.
"""

from __future__ import annotations

from ingest.indicators.catalogue import CatalogueError, Indicator, load_catalogue

__all__ = [
    "CatalogueError",
    "Indicator",
    "load_catalogue",
]
