"""Faults of whole builds: counts that `build_suite` must refuse, and exceptions that hold no more."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

NOW = datetime(2025, 9, 1, tzinfo=UTC)

GOOD: dict[str, Any] = {
    "report_count": 200,
    "figure_count": 9000,
    "matched_count": 7000,
    "indicator_count": 6000,
    "documents_in": 210,
    "documents_out": 200,
    "documents_rejected": 10,
    "figures_in_error": 9,
    "reports_in_error": 0,
    "newest_year": 2024,
    "last_asked_at": NOW - timedelta(days=1),
    "is_sample": False,
}

BUILD_KINDS: list[tuple[str, str, dict[str, Any]]] = [
    ("no reports at all", "build_has_reports", {"report_count": 0}),
    ("reports without figures", "build_has_figures", {"figure_count": 0, "figures_in_error": 0}),
    ("a document gone unnoticed", "every_document_is_accounted_for", {"documents_in": 211}),
    ("every twelfth figure in error", "few_figures_are_in_error", {"figures_in_error": 750}),
    ("no report on the last year", "newest_report_is_recent", {"newest_year": 2022}),
    ("publishers not asked for a quarter", "publishers_were_asked_lately", {"last_asked_at": NOW - timedelta(days=92)}),
]

EXCEPTION_KINDS: list[tuple[str, str, bool, date]] = [
    ("an exception for what was corrected", "exception_still_occurs", False, date(2026, 1, 1)),
    ("an exception whose time is over", "exception_has_not_expired", True, date(2025, 1, 1)),
]
