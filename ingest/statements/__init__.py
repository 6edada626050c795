"""Statements: what each figure says, slot by slot, and the indicator that follows from it."""

from __future__ import annotations

from ingest.statements.reading import assign_indicators, read_statements

__all__ = ["assign_indicators", "read_statements"]
