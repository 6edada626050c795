"""Statements: what each figure says, slot by slot, and the indicator that follows from it."""

from __future__ import annotations

from ingest.statements.explaining import Explainer, Explanation, explain
from ingest.statements.reading import assign_indicators, read_statements

__all__ = ["Explainer", "Explanation", "assign_indicators", "explain", "read_statements"]
