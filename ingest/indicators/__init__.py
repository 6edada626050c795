"""The catalogue of indicators, and the words around each figure from which its statement is read.

`indicators.csv` says which indicators there are, `units.csv` in which measure words they are counted, `scope_cues.csv`
what hints at a part of the whole. Lines, clauses and headings say which words are whose.
"""

from __future__ import annotations

from ingest.indicators.catalogue import CatalogueError, Indicator, load_catalogue

__all__ = [
    "CatalogueError",
    "Indicator",
    "load_catalogue",
]
