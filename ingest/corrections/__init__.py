"""Corrections of single figures, written by people: `corrections.yml` → rows of `raw.corrections`.

`entry.py` says what an entry may hold, `reading.py` reads and checks the file, `matching.py` finds the one figure
that each entry speaks of. What a correction does stands in the view `raw.corrected_figures`
(`ingest/loading/schema.sql`), and nowhere else.
"""

from __future__ import annotations

from ingest.corrections.entry import Correction, CorrectionError, PlacedCorrection
from ingest.corrections.matching import match_corrections
from ingest.corrections.reading import read_corrections

__all__ = ["Correction", "CorrectionError", "PlacedCorrection", "match_corrections", "read_corrections"]
