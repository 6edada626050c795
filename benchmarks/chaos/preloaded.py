"""Imported once by the process that all refreshes are forked from: modules, dictionaries and compiled patterns."""

import benchmarks.chaos.one_refresh  # noqa: F401
from ingest.extraction import extract_document
from ingest.reports.tokens import cut_text
from warehouse.workspace import SAMPLES

_SAMPLE = min(SAMPLES.glob("*.txt"))
_TEXT = extract_document(_SAMPLE.read_bytes(), _SAMPLE.name).document.text
cut_text(_TEXT)
